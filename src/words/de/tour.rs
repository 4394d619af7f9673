//! German: the guided tour.

use crate::words::{TourQuestion, TourStop, TourWords};

const fn q(question: &'static str, answer: &'static str, place: &'static str) -> TourQuestion {
    TourQuestion { question, answer, place }
}

pub static TOUR: TourWords = TourWords {
    title: "Rundgang",
    description: "Acht Stationen durch eine gespeicherte Karte und sechs gestörte Durchläufe. Jede hat Fragen, und „Ablauf im Einzelnen“ zeigt die Antworten.",
    lead: "Acht Stationen: eine Karte, die gespeichert wird, und sechs Durchläufe, die absichtlich gestört werden. An jeder Station gibt es etwas zu drücken, etwas zu sehen und Fragen, die „Ablauf im Einzelnen“ beantwortet.",
    begin: "Lassen Sie diese Seite neben der Seite offen, auf der Sie arbeiten; sie öffnet sich in einem neuen Tab:",
    broken: "Öffnen Sie ab der dritten Station „Fehler auslösen“, drücken Sie die Schaltfläche mit dem Namen der Station, und speichern Sie eine Karte. Danach steht da, was der Browser erfuhr, was wirklich geschah und was zu tun ist. Der Durchlauf danach läuft ungestört.",
    press: "Drücken Sie:",
    see: "Sie sehen:",
    place: "Wo:",
    stops: [
        TourStop {
            title: "Eine Karte wird gespeichert: die Signatur",
            press: "Wählen Sie die Testkarte „Klappt“, drücken Sie „Karte speichern“, dann „Ablauf zeigen“. Öffnen Sie die Schritte 1 bis 4 und den letzten.",
            see: "Vier Schritte zwischen Browser, Ihrem Server und Zuora, bevor die Karte irgendwohin geht. Im letzten Schritt liest Ihr Server das Ergebnis nach.",
            questions: &[
                q(
                    "Warum gibt es zwei Stufen?",
                    "Nur Ihr Server kann sich bei Zuora ausweisen, und nur der Browser hat die Karte. Darum lässt Ihr Server einen Aufruf signieren, und der Browser macht ihn. Die Karte geht nie über Ihren Server.",
                    "Das Bild, auf einem schmalen Bildschirm die Liste: Stufe 1 endet beim Browser, und die Karte steht nur in Schritt 7.",
                ),
                q(
                    "Warum signiert nicht der Browser?",
                    "Zum Signieren verlangt Zuora ein Bearer-Token: Wer es vorweist, gilt als Ihr Server, für Ihren ganzen Tenant (den Teil von Zuora, der Ihrer Firma gehört). Eine Seite kann vor dem Menschen, der vor ihr sitzt, nichts geheim halten.",
                    "Schritt 2, und die erste Zeile im Journal der Sandbox: POST /oauth/token. Das Bearer-Token gilt eine Stunde, darum kommen die Durchläufe ohne diesen Aufruf aus, und es steht in keiner Aufzeichnung.",
                ),
                q(
                    "Was erfährt Ihr Server?",
                    "Dass jemand eine Karte speichern will, und danach, was Zuora von ihr sagt: Marke, letzte vier Ziffern, Ablauf. Nie die Nummer oder die Prüfziffer.",
                    "Schritt 1, dessen Body {} ist, und der letzte Schritt. Was dort etwas über die Karte sagt, fehlt in der Aufzeichnung.",
                ),
            ],
        },
        TourStop {
            title: "Dieselbe Karte: der Aufruf",
            press: "Öffnen Sie die Schritte 5 bis 8. Drücken Sie dann „Weitere Karte hinzufügen“, und speichern Sie noch zwei, die zweite innerhalb von fünf Sekunden nach der ersten.",
            see: "Ein Preflight und der Aufruf. Im letzten Durchlauf steht bei Schritt 5 „nicht nötig: bekannt“.",
            questions: &[
                q(
                    "Warum sendet der Browser OPTIONS? Was steht darin, und was nicht?",
                    "Manche Aufrufe konnten Formulare an andere Websites senden, lange bevor es Skripte konnten. Vor jedem anderen Aufruf fragt der Browser die andere Website. In der Frage stehen die Origin der Seite, die Methode und die Namen der Header. Keine Signatur, kein Token, keine Karte und kein Cookie.",
                    "Schritt 5, die Anfrage.",
                ),
                q(
                    "Warum sieht eine Seite ihn nie?",
                    "Der Preflight ist die Frage des Browsers selbst. Von der Antwort hängt ab, ob die Seite überhaupt aufrufen darf, darum bekommt sie sie nicht. Hier berichtet die Sandbox, was bei ihr ankam.",
                    "Schritt 5, „von der Sandbox berichtet“. Mit einem echten Tenant steht da „aus dem Fetch-Standard geschlossen“.",
                ),
                q(
                    "Was machte ihn nötig, und was erlaubte den Aufruf?",
                    "JSON als Content-Type und die Header signature und token machen ihn nötig. Zuoras Antwort nennt diese Origin, die Methode und diese Header, und das erlaubt den Aufruf.",
                    "Schritt 5, „Ein Preflight ist nötig wegen“, und die Header von Schritt 6.",
                ),
                q(
                    "Warum wird nicht noch einmal gefragt?",
                    "Die Antwort sagt, wie viele Sekunden ein Browser sie sich merken darf. „Preflight vergessen“ lässt den Browser wieder fragen.",
                    "Schritt 6, „So lange darf sich der Browser das merken“, und die Spalte 5–6 der letzten Durchläufe.",
                ),
            ],
        },
        TourStop {
            title: "Token zweimal verwenden",
            press: "„Token zweimal verwenden“, dann speichern Sie eine Karte.",
            see: "Den Code 90000011 im gestörten Durchlauf. Die Seite sieht nach, ob der erste Aufruf etwas gespeichert hat, holt eine andere Signatur und endet mit „Karte gespeichert“.",
            questions: &[
                q(
                    "Was ist ein gestohlenes Token wert?",
                    "Nichts, sobald es verwendet wurde. Davor einen Aufruf einer Operation für ein Konto. Schlimmer ist ein eingeschleustes Skript: Es kann die Karte beim Tippen lesen und selbst Signaturen holen. Darum lässt die Richtlinie der Seite kein fremdes Skript laufen.",
                    "Der gestörte Durchlauf, „Was wirklich geschah“: Zuoras eigene Worte.",
                ),
                q(
                    "Warum sieht die Seite nach, bevor sie noch einmal sendet?",
                    "Ein Browser wiederholt einen Aufruf von selbst, wenn eine Verbindung abbricht. Dann wird der zweite Versuch abgelehnt, und der erste kann die Karte gespeichert haben.",
                    "Wählen Sie unter den letzten Durchläufen den gestörten: Sein letzter Schritt, „Ihr Server fragt das Ergebnis bei Zuora ab“, liegt vor dem nächsten Durchlauf.",
                ),
            ],
        },
        TourStop {
            title: "Anderes Konto nach dem Signieren",
            press: "„Anderes Konto nach dem Signieren“, dann speichern Sie eine Karte. Öffnen Sie danach „Woraus die Signatur besteht“, ändern Sie ein Zeichen, und drücken Sie „So senden“.",
            see: "„Invalid signature“. Jede Änderung an Methode, Pfad, Konto oder Token ergibt eine andere Signatur.",
            questions: &[
                q(
                    "Was genau wird signiert und gebunden?",
                    "Die HTTP-Methode, die URI und ein Wert: das Konto einer Karte, der Name eines neuen Kontos, die Id einer gehosteten Seite; bei einer Datei nichts als die URI. Die Karte und alle anderen Felder werden nicht signiert: Wer ein Ticket hat, wie Signatur und Token hier zusammen heißen, kann damit eine andere Karte senden.",
                    "Schritt 2, „Signiert:“, und „Woraus die Signatur besteht“.",
                ),
                q(
                    "Wie berechnet Zuora sie?",
                    "Das sagt Zuora nicht. Die veröffentlichten Beispiele sind Base64 von vierzig Hexadezimalziffern, so groß wie ein HMAC mit SHA-1. Der Rest ist nur in der Sandbox so und entsprechend gekennzeichnet.",
                    "„Woraus die Signatur besteht“: die Kennzeichnung jeder Zeile.",
                ),
            ],
        },
        TourStop {
            title: "Fremde Origin",
            press: "„Fremde Origin“, dann speichern Sie eine Karte. Warten Sie, bis die Seite weiß, was daraus wurde.",
            see: "Zuerst „Wir wissen nicht, ob Ihre Karte gespeichert wurde“, nach zehn Sekunden „Ihre Karte wurde nicht gespeichert“. Im Bild fanden die Schritte 7 und 8 nicht statt.",
            questions: &[
                q(
                    "Warum sagt „Failed to fetch“ nichts, und wer weiß mehr?",
                    "Sonst könnte jede Seite durch die Browser ihrer Besucher andere Websites ausforschen. Die Konsole des Browsers kennt den Grund, und wer sieht, was ankam: hier die Sandbox, sonst Zuora.",
                    "Der gestörte Durchlauf: „Was der Browser erfuhr“ neben „Was wirklich geschah“.",
                ),
                q(
                    "Wozu Credentials, wenn es kein Cookie gibt?",
                    "„Mit Credentials“ heißt: Der Browser darf Cookies der anderen Website mitsenden. Zuoras Beispiel sendet den Aufruf so, darum auch diese Seite. Die Sandbox setzt kein Cookie und braucht keines: Signatur und Token sind der Beweis. Aber mit Credentials muss Zuora die genaue Origin nennen und sagen, dass es sie erlaubt; „*“ genügt nicht.",
                    "Schritt 6 eines gelungenen Durchlaufs: access-control-allow-credentials und die genaue Origin.",
                ),
            ],
        },
        TourStop {
            title: "Abgelehnte Karte",
            press: "„Abgelehnte Karte“, dann speichern Sie eine Karte.",
            see: "„Zuora hat die Karte nicht gespeichert“ mit einem Code, der auf 99 endet. Der HTTP-Status war 200.",
            questions: &[
                q(
                    "Warum kann 200 nein heißen?",
                    "Der Status sagt, dass Zuora geantwortet hat. Ob Zuora getan hat, was Sie wollten, steht als success im Body, mit Gründen. Nur neuere Versionen der API haben für Fehler einen eigenen Status.",
                    "Der gestörte Durchlauf, „Was der Browser erfuhr“, und Schritt 8, der mit Status 200 fehlgeschlagen ist.",
                ),
                q(
                    "Was sagt ein Code?",
                    "Die letzten zwei Ziffern sind die Kategorie: 11 Berechtigung oder Anmeldung, 20 ein ungültiger Wert, 60 ein interner Fehler, 99 ein anderes System, etwa das Zahlungs-Gateway. 90000011 steht für ein verbrauchtes, ein abgelaufenes und ein falsches Token. Danach entscheidet die Seite, ob etwas gespeichert sein kann.",
                    "Der gestörte Durchlauf, „Was wirklich geschah“: der Code neben Zuoras Worten.",
                ),
            ],
        },
        TourStop {
            title: "Antwort geht nach dem Speichern verloren",
            press: "„Antwort geht nach dem Speichern verloren“, dann speichern Sie eine Karte.",
            see: "Einen Augenblick lang „Wir wissen nicht, ob Ihre Karte gespeichert wurde“, dann „Karte gespeichert“.",
            questions: &[
                q(
                    "Was geschieht, wenn die Antwort verloren geht?",
                    "Der Browser erfährt dasselbe, wie wenn nichts angekommen ist. Die Seite lässt Ihren Server die Karten des Kontos auflisten und sucht eine neue mit Marke, letzten vier Ziffern und Ablauf der eingegebenen.",
                    "Schritt 8 des gestörten Durchlaufs ist fehlgeschlagen, und sein letzter Schritt ist fertig.",
                ),
                q(
                    "Warum nicht einfach noch einmal senden?",
                    "Die Karte wäre zweimal da. Die Signatur verhindert das nicht: Die Seite nähme eine neue.",
                    "„Ihre Karten“ auf der Seite, nach dem Durchlauf: eine mehr, nicht zwei.",
                ),
            ],
        },
        TourStop {
            title: "API ohne CORS",
            press: "„API ohne CORS“, dann speichern Sie eine Karte.",
            see: "Den Code 90000010 beim Signieren. Damit gibt es keinen Aufruf an Zuora. Wenn Sie die Schaltfläche drücken, holt die Seite eine andere Signatur, und die Karte wird gespeichert.",
            questions: &[
                q(
                    "Welche Operationen darf ein Browser aufrufen, und wer entscheidet das?",
                    "Zuora: Vier sind veröffentlicht. Geprüft wird beim Signieren, darum zeigt sich ein Irrtum bei Ihrem Server und nicht in einem Browser.",
                    "Der gestörte Durchlauf: Im Journal der Sandbox stehen das Signieren und kein Aufruf.",
                ),
                q(
                    "Was sieht ein Kunde von einem solchen Fehler?",
                    "Wenn die Seite keine andere Signatur bekommt: dass es nicht an ihm liegt, einen Code zum Melden, und dass nichts gespeichert wurde. Näheres bleibt im Log Ihres Servers.",
                    "Der gestörte Durchlauf, „Was der Browser erfuhr“: ein Status und ein Wort.",
                ),
            ],
        },
    ],
    more: "Weiter",
    laboratory: "Das CORS-Labor",
    laboratory_has: "ändert Zuoras Antwort Schalter für Schalter, sagt, was der Browser tun wird, und tut es.",
    by_hand_has: "hat denselben Ablauf als fünf curl-Befehle und als einfaches JavaScript.",
    article_has: "hat Zuoras eigenen Artikel neben diesem Code und sagt, wo er irrt.",
    link: "Zum Rundgang",
};
