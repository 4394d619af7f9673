//! German: the page "Hosted payment page".

use crate::words::HostedPageWords;
#[cfg(not(target_arch = "wasm32"))]
use crate::words::{Choice, HostedPagePageWords, PageIntro};

pub static HOSTED_PAGE: HostedPageWords = HostedPageWords {
    #[cfg(not(target_arch = "wasm32"))]
    page: HostedPagePageWords {
        intro: PageIntro {
            title: "Formular von Zuora",
            description: "Das Zahlungsformular von Zuora selbst, in dieser Seite gezeigt.",
            lead: "Das Formular unten ist eine Seite von Zuora: Diese Website zeichnet es nicht und kann nicht lesen, was dort eingegeben wird.",
            no_script: "Das Formular von Zuora braucht hier JavaScript: Ihr Browser muss Zuora darum bitten. Nichts wird irgendwohin gesendet.",
        },
        zuoras_form: Choice {
            heading: "Das Formular von Zuora",
            text: "Ein Team wählt es wegen des leichteren PCI-Fragebogens SAQ A, weil jedes Feld für Kartendaten von Zuora kommt; dafür sind Aussehen, \
         Sprache und Fehlermeldungen die von Zuora.",
        },
        own_form: Choice {
            heading: "Ein eigenes Formular",
            text: "Damit hat ein Team all das in der Hand, beantwortet SAQ A-EP und führt ein Verzeichnis aller Skripte neben der Karte.",
        },
        own_form_link: "Eine Karte mit dem eigenen Formular hinzufügen",
    },
    frame: "Zahlungsformular von Zuora",
    again: "Formular noch einmal zeigen",
    opening: "Zuora wird um sein Zahlungsformular gebeten …",
    confirming: "Es wird geprüft, was das Formular von Zuora gemeldet hat …",
    saved: "Karte gespeichert",
    expires: "gültig bis",
    id: "Nummer der Zahlungsart:",
    not_shown: "Das Formular von Zuora lässt sich nicht zeigen",
    not_signed: "Diese Website hat von Zuora keine Erlaubnis bekommen. Nichts wurde gespeichert. Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
    refused: "Zuora hat abgelehnt; der Grund steht unten. Nichts wurde gespeichert. Versuchen Sie es noch einmal: Jedes Mal wird eine neue Erlaubnis erbeten.",
    no_answer: "Von Zuora kam keine Antwort, oder der Browser hat sie blockiert. Nichts wurde gespeichert. Prüfen Sie die Verbindung und versuchen Sie es dann noch einmal.",
    page_failed: "Zuora hat die Erlaubnis nicht angenommen, mit der das Formular geöffnet wurde. Nichts wurde gespeichert. Versuchen Sie es mit einer neuen.",
    not_confirmed: "Die Karte ist nicht in Ihrem Konto",
    refused_report: "Was das Formular gemeldet haben soll, ist nicht das Wort von Zuora für diesen Besuch. In Ihrem Konto wurde nichts gespeichert. Zeigen Sie das Formular noch einmal.",
    replayed: "Das wurde schon einmal gemeldet und zählt nur einmal. Sonst wurde nichts gespeichert. Zeigen Sie das Formular noch einmal, um eine weitere Karte zu speichern.",
    not_read_back: "Sie ist in Ihrem Konto. Gerade ließ sie sich nicht zurücklesen; Sie brauchen nichts zu tun.",
    unknown: "Wir wissen nicht, ob die Karte in Ihrem Konto ist",
    not_checked: "Zuora hat die Karte angenommen, und diese Website konnte nicht herausfinden, ob sie in Ihr Konto gekommen ist. Bitten Sie uns nachzusehen, bevor Sie es noch einmal versuchen, damit nichts zweimal gespeichert wird.",
    too_many_requests: "Das Formular wurde in kurzer Zeit zu oft geöffnet. Nichts wurde gespeichert. Warten Sie einige Minuten und versuchen Sie es dann noch einmal.",
    session_ended: "Diese Seite gehört zu keiner Sitzung dieser Website mehr. Nichts wurde gespeichert. Laden Sie die Seite neu.",
    customer_changed: "Diese Seite wurde für den Kunden geöffnet, dessen Name oben steht, und in einem anderen Tab hat sich jemand anderes angemeldet. In keinem der beiden Konten wurde etwas gespeichert. Laden Sie die Seite neu, um als der hier genannte Kunde weiterzumachen.",
    not_configured: "Diese Website hat kein solches Formular: ZUORA_PAGE_ID ist nicht gesetzt.",
    code: "Code:",
};
