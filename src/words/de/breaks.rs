//! German: *Break it*, and what a signature is made of.

use crate::words::{BreakText, BreakWords, PanelLabels};

const fn text(label: &'static str, happened: &'static str, todo: &'static str) -> BreakText {
    BreakText { label, happened, todo }
}

pub static BREAKS: BreakWords = BreakWords {
    labels: PanelLabels {
        tour_link: "Zum Rundgang (neuer Tab)",
        laboratory_link: "CORS im Labor ausprobieren (neuer Tab)",
        again: "Seite neu laden, mit offenem Ablauf",
        break_it: "Fehler auslösen",
        break_lead: "Wählen Sie, was beim nächsten Durchlauf schiefgeht. Es trifft die nächste Signatur dieser Seite und keine andere.",
        armed: "Trifft die nächste Signatur. Ein zweiter Druck auf die Schaltfläche nimmt es zurück.",
        in_hand: "Diese Seite hat schon eine Signatur geholt und verwendet zuerst diese.",
        not_here: "Gilt nicht für die Operation dieser Seite:",
        no_used_token: "Dafür braucht es ein verbrauchtes Token. Beenden Sie zuerst einen Durchlauf.",
        broken_run: "Was schiefging in Durchlauf",
        in_the_browser: "Was der Browser erfuhr",
        failed_to_fetch: "„Failed to fetch“, sonst nichts. Ein Browser sagt einer Seite nie, warum ein Aufruf über Origins hinweg scheiterte.",
        nothing_yet: "Noch nichts.",
        no_call: "Nur, dass Ihr Server keine Signatur gab. Es gab keinen Aufruf an Zuora. Wurde sie vor dem Druck auf die Schaltfläche geholt, holt die Seite dann eine andere.",
        happened: "Was wirklich geschah",
        journal: "Im Journal der Sandbox steht:",
        no_answer: "keine Antwort",
        nothing_arrived: "Im Journal der Sandbox steht kein Aufruf mit diesem Token: Es kam keiner an.",
        todo: "Was zu tun ist",
        guard: "Der Test dazu:",
        next_run: "Der nächste Durchlauf läuft ungestört.",
        anatomy: "Woraus die Signatur besteht",
        anatomy_lead: "In diesem Browser berechnet, mit den Werten des gewählten Durchlaufs. Ändern Sie ein Zeichen und vergleichen Sie.",
        method: "HTTP-Methode",
        path: "Pfad der URI",
        bound: "Gebundener Wert",
        token: "Token",
        text: "Zu signierender Text, ein Teil je Zeile",
        key: "Schlüssel",
        hmac: "HMAC-SHA1, hexadezimal",
        base64: "Base64 dieser Zeichen: die Signatur",
        sandboxs: "Die Signatur dieses Durchlaufs",
        documented: "von Zuora dokumentiert",
        own: "nur in der Sandbox so",
        same: "Sie sind gleich.",
        differs: "Sie unterscheiden sich. Ein Aufruf mit dieser Signatur wird abgelehnt.",
        reset: "Werte dieses Durchlaufs",
        send: "So senden",
        sent: "Gesendet mit einem neuen Token, mit dieser Signatur und ohne Karte. Zuora antwortete:",
        accepted: "Die Signatur wurde angenommen.",
        refused: "Die Signatur wurde abgelehnt.",
        no_run: "Dafür braucht es einen Durchlauf mit Signatur.",
    },
    breaks: [
        text(
            "Token zweimal verwenden",
            "Der Aufruf trug ein Token, das ein früherer Aufruf verbraucht hatte. Zuora prüft das Token vor allem anderen.",
            "Holen Sie für jeden Aufruf eine neue Signatur. Diese Seite tut es von selbst, nachdem sie geprüft hat, dass der erste Aufruf nichts gespeichert hat.",
        ),
        text(
            "Anderes Konto nach dem Signieren",
            "Ihr Server ließ für ein anderes Konto signieren, als der Browser sendete. Die Signatur passt nicht zum Body.",
            "Lassen Sie den Server das Konto wählen, und senden Sie genau den signierten Wert. Hier kommt das Konto mit der Signatur, und der Code der Seite kann es nicht ersetzen.",
        ),
        text(
            "Andere URI",
            "Ihr Server ließ eine andere URI signieren, als der Browser aufrief.",
            "Signieren und rufen Sie eine URI, die nur einmal geschrieben steht. Hier ist eine Operation ein Typ, der seine URI kennt.",
        ),
        text(
            "Fremde Origin",
            "Die Antwort auf den Preflight erlaubte https://shop.example und nicht die Origin dieser Seite, darum machte der Browser den Aufruf nie. Ein Preflight trägt kein Token: Dieser war am Namen eines zusätzlichen Headers zu erkennen.",
            "Fragen Sie Zuora, welche Origins Ihr Tenant erlaubt. Schema, Host und Port müssen denen der Seite gleichen.",
        ),
        text(
            "Abgelaufene Signatur",
            "Die Signatur war zu alt, als der Aufruf kam. Die Sandbox ließ diese eine sofort ablaufen; Zuora veröffentlicht keine Lebensdauer.",
            "Signieren Sie kurz vor dem Aufruf. Diese Seite verwirft eine Signatur nach vier Minuten und ersetzt eine abgelehnte.",
        ),
        text(
            "API ohne CORS",
            "Ihr Server wollte /v1/subscriptions signieren lassen. Zuora signiert nur für seine Liste der Operationen, die Browser aufrufen dürfen.",
            "Rufen Sie eine solche Operation von Ihrem Server aus auf, mit dem Bearer-Token.",
        ),
        text(
            "Leere URI",
            "Ihr Server sendete eine leere uri. Zuora signierte sie nicht.",
            "Prüfen Sie, was Ihr Server an /v1/hmac-signatures sendet. Hier entsteht die URI aus dem Typ der Operation.",
        ),
        text(
            "Abgelehnte Karte",
            "Die Signatur stimmte. Das Gateway lehnte die Karte ab, und Zuora sagt das mit Status 200.",
            "Lesen Sie success im Body, nicht nur den Status. Der Kunde kann eine andere Karte verwenden.",
        ),
        text(
            "Zuora ist langsam",
            "Zuora brauchte vier Sekunden länger. Sonst fehlte nichts.",
            "Warten Sie, und sagen Sie es. Wer früh aufgibt, weiß nicht, ob eine Karte gespeichert wurde.",
        ),
        text(
            "Zuora versagt (500)",
            "Zuora hatte einen internen Fehler. Die Seite kann nicht wissen, wie weit Zuora gekommen war.",
            "Sagen Sie nicht „fehlgeschlagen“, und senden Sie nicht noch einmal. Lassen Sie Ihren Server nachsehen, ob es eine Karte gibt, wie diese Seite.",
        ),
        text(
            "Die Verbindung bricht ab",
            "Die Verbindung brach vor der Antwort ab. Zuora hatte hier noch nichts getan, aber das kann die Seite nicht wissen. Ein Browser wiederholt einen solchen Aufruf manchmal von selbst: Dann steht er zweimal im Journal.",
            "Lassen Sie Ihren Server im Konto nachsehen, bevor noch einmal gesendet wird.",
        ),
        text(
            "Zuoras Antwort bricht ab",
            "Die Antwort hatte Status 200 und brach mitten im JSON ab. Die Seite konnte sie nicht lesen.",
            "Behandeln Sie eine unlesbare Antwort wie keine: Sehen Sie nach, bevor Sie noch einmal senden.",
        ),
        text(
            "Antwort geht nach dem Speichern verloren",
            "Zuora hatte alles erledigt, dann brach die Verbindung ab. Der Browser erfuhr dasselbe, wie wenn nichts angekommen wäre. Ein Browser wiederholt einen solchen Aufruf manchmal von selbst: Dann steht er zweimal im Journal, und der zweite wird abgelehnt, weil das Token verbraucht ist.",
            "Sehen Sie nach, bevor Sie noch einmal senden: Sonst ist die Karte zweimal da. Diese Seite findet sie und sagt es.",
        ),
        text(
            "Kein Schreibrecht",
            "Zuora signierte nicht, weil der Benutzer des OAuth-Clients Ihres Servers nicht schreiben darf. Wie ein Tenant das sagt, ist nicht veröffentlicht; die Sandbox nimmt 50000011.",
            "Geben Sie der Rolle dieses Benutzers bei Zuora API Write Access.",
        ),
        text(
            "Etwas blockiert den Aufruf",
            "Der Browser verweigerte den Aufruf, bevor er abging, wie es ein Inhaltsblocker tut.",
            "Sehen Sie in die Konsole des Browsers, und versuchen Sie es ohne Erweiterungen. Zuora und Ihr Server wissen nichts von einem solchen Aufruf.",
        ),
    ],
};
