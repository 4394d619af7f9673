//! German: the page "Hosted payment page".

use crate::words::{Headed, HostedPageWords, PageErrorWords};
#[cfg(not(target_arch = "wasm32"))]
use crate::words::{HostedPagePageWords, PageIntro};

pub static HOSTED_PAGE: HostedPageWords = HostedPageWords {
    contact: &super::contact::CONTACT,
    #[cfg(not(target_arch = "wasm32"))]
    page: HostedPagePageWords {
        intro: PageIntro {
            title: "Formular von Zuora",
            description: "Das Zahlungsformular von Zuora, in diese Seite eingebettet.",
            lead: "Das Formular unten ist eine Seite von Zuora. Diese Website kann es nicht verändern und nicht lesen, was Sie dort eingeben.",
            no_script: "Das Formular von Zuora braucht JavaScript, weil Ihr Browser es bei Zuora anfordert. Es wird nichts übertragen.",
        },
        zuoras_form: Headed {
            heading: "Das Formular von Zuora",
            text: "Jedes Feld für Kartendaten kommt von Zuora, deshalb genügt der leichtere PCI-Fragebogen SAQ A. Der Preis: Aussehen, Sprache und Fehlermeldungen des Formulars können Sie nicht ändern.",
        },
        own_form: Headed {
            heading: "Ein eigenes Formular",
            text: "Volle Kontrolle über Gestaltung, Sprache und Fehlermeldungen. Dafür: SAQ A-EP und ein Verzeichnis aller Skripte auf der Seite (PCI DSS 6.4.3).",
        },
        own_form_link: "Eine Karte mit dem eigenen Formular hinzufügen",
    },
    frame: "Zahlungsformular von Zuora",
    again: "Formular noch einmal anzeigen",
    opening: "Das Zahlungsformular von Zuora wird geladen …",
    confirming: "Bei Zuora wird geprüft, ob die Karte gespeichert wurde …",
    saved: "Karte gespeichert",
    expires: "gültig bis",
    id: "Kennung der Zahlungsmethode:",
    not_shown: "Das Formular von Zuora kann nicht angezeigt werden",
    not_signed: "Zuora hat die Erlaubnis zum Anzeigen des Formulars nicht erteilt. Es wurde nichts gespeichert. Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
    refused: "Zuora hat aus dem unten genannten Grund abgelehnt. Es wurde nichts gespeichert. Versuchen Sie es noch einmal: Sie bekommen jedes Mal eine neue Erlaubnis.",
    no_answer: "Von Zuora kam keine Antwort, oder der Browser hat sie blockiert. Es wurde nichts gespeichert. Prüfen Sie die Verbindung und versuchen Sie es dann noch einmal.",
    null_signature: "Zuora hat keine Signatur gegeben, weil diese Website mehr signieren lassen will, als in Zuoras Schlüssel passt. Es wurde nichts gespeichert. Kontaktieren Sie uns: Die Website muss berichtigt werden.",
    not_saved: "Ihre Karte wurde nicht gespeichert",
    page_errors: PageErrorWords {
        fields: "Ein Feld im Formular von Zuora ist leer oder nicht richtig. Es wurde nichts gespeichert. Berichtigen Sie es im Formular und senden Sie das Formular noch einmal ab.",
        declined: "Die Bank hat die Karte nicht angenommen. Es wurde nichts gespeichert. Prüfen Sie die Angaben oder verwenden Sie eine andere Karte. Wenn das Formular von Zuora keinen zweiten Versuch anbietet, zeigen Sie es noch einmal an.",
        not_accepted: "Zuora hat die Angaben nicht angenommen. Es wurde nichts gespeichert. Prüfen Sie die Angaben, oder zeigen Sie das Formular noch einmal an und verwenden Sie eine andere Karte.",
        not_authenticated: "Ihre Bank konnte nicht bestätigen, dass die Karte Ihnen gehört. Es wurde nichts gespeichert. Zeigen Sie das Formular noch einmal an oder verwenden Sie eine andere Karte.",
        captcha: "Zuora konnte nicht bestätigen, dass Sie kein Roboter sind. Es wurde nichts gespeichert. Zeigen Sie das Formular noch einmal an.",
        too_quick: "Das Formular wurde schneller abgesendet, als Zuora erlaubt. Es wurde nichts gespeichert. Warten Sie einige Sekunden und senden Sie es noch einmal ab, oder zeigen Sie das Formular noch einmal an.",
        too_many_attempts: "Das Formular wurde zu oft abgesendet oder schon verwendet. Es wurde nichts weiter gespeichert. Zeigen Sie das Formular noch einmal an.",
        expired: "Das Formular war zu lange offen. Es wurde nichts gespeichert. Zeigen Sie das Formular noch einmal an.",
        set_up: "Zuora hat die Erlaubnis nicht akzeptiert, mit der das Formular geöffnet wurde. Es wurde nichts gespeichert. Zeigen Sie das Formular noch einmal an: Sie bekommen jedes Mal eine neue Erlaubnis. Wenn es wieder geschieht, kontaktieren Sie uns: Das Formular ist nicht richtig eingerichtet.",
        zuora_fault: "Bei Zuora ist ein Fehler aufgetreten. In Ihrem Konto wurde nichts gespeichert. Warten Sie eine Minute und zeigen Sie das Formular dann noch einmal an.",
        unknown: "Zuora hat die Karte nicht gespeichert und keinen uns bekannten Grund genannt. In Ihrem Konto wurde nichts gespeichert. Zeigen Sie das Formular noch einmal an oder verwenden Sie eine andere Karte.",
    },
    silent: Headed {
        heading: "Das Formular von Zuora hat nicht geantwortet",
        text: "Es wurde nichts gespeichert. Wenn Sie das Formular sehen, können Sie es verwenden. Wenn es leer ist oder einen Fehler zeigt, zeigen Sie es noch einmal an. Hilft das nicht, kontaktieren Sie uns: Meist ist das Formular bei Zuora für eine andere Website eingerichtet (seine „Hosted Domain“), oder eine Einstellung des Browsers oder eine Richtlinie dieser Website blockiert es.",
    },
    closed: "Das Formular von Zuora wurde geschlossen. Es wurde nichts gespeichert. Zeigen Sie es noch einmal an, um fortzufahren.",
    not_confirmed: "Die Karte ist nicht in Ihrem Konto",
    refused_report: "Wir konnten nicht bestätigen, dass diese Meldung vom Formular von Zuora in Ihrer Sitzung kam. In Ihrem Konto wurde nichts gespeichert. Zeigen Sie das Formular noch einmal an.",
    refused_session: "Wir konnten nicht bestätigen, dass diese Meldung vom Formular von Zuora in Ihrer Sitzung kam: Sie gehört zu einer anderen Sitzung oder einem anderen Kunden. In Ihrem Konto wurde nichts gespeichert. Zeigen Sie das Formular noch einmal an.",
    refused_age: "Wir konnten nicht bestätigen, dass diese Meldung vom Formular von Zuora in Ihrer Sitzung kam: Sie ist zu alt. In Ihrem Konto wurde nichts gespeichert. Zeigen Sie das Formular noch einmal an.",
    refused_signature_type: "Wir konnten nicht bestätigen, dass diese Meldung vom Formular von Zuora in Ihrer Sitzung kam: Ihre Signatur umfasst die Karte nicht. In Ihrem Konto wurde nichts gespeichert. Kontaktieren Sie uns: Das Formular muss anders eingerichtet werden.",
    replayed: "Diese Meldung wurde schon einmal verwendet und zählt nur einmal. Sonst wurde nichts gespeichert. Zeigen Sie das Formular noch einmal an, um eine weitere Karte zu speichern.",
    not_read_back: "Die Karte ist in Ihrem Konto. Ihre Angaben konnten wir gerade nicht laden. Sie müssen nichts weiter tun.",
    unknown: "Wir wissen nicht, ob die Karte in Ihrem Konto ist",
    not_checked: "Zuora hat die Karte angenommen, aber wir konnten nicht herausfinden, ob sie in Ihrem Konto ist. Fragen Sie uns, bevor Sie es noch einmal versuchen. Sonst wird sie vielleicht zweimal gespeichert.",
    too_many_requests: "Das Formular wurde in kurzer Zeit zu oft geöffnet. Es wurde nichts gespeichert. Warten Sie einige Minuten und versuchen Sie es dann noch einmal.",
    session_ended: "Diese Seite hat keine Sitzung mehr. Es wurde nichts gespeichert. Laden Sie die Seite neu.",
    customer_changed: "Diese Seite ist für den Kunden, dessen Name oben steht, und in einem anderen Tab hat sich jemand anderes angemeldet. In keinem der beiden Konten wurde etwas gespeichert. Laden Sie die Seite neu, um als der hier genannte Kunde fortzufahren.",
    not_configured: "Diese Website hat kein solches Formular: Die Einstellung ZUORA_PAGE_ID fehlt.",
    code: "Code:",
};
