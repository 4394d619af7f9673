//! German: the page "Documents".

use crate::words::DocumentsWords;
#[cfg(not(target_arch = "wasm32"))]
use crate::words::{DocumentsPageWords, NotListed, PageIntro};

pub static DOCUMENTS: DocumentsWords = DocumentsWords {
    #[cfg(not(target_arch = "wasm32"))]
    page: DocumentsPageWords {
        intro: PageIntro {
            title: "Dokumente",
            description: "Ihre Rechnungen. Ihr Browser lädt sie direkt von Zuora herunter.",
            lead: "Ihr Browser lädt jede Datei direkt von Zuora herunter, mit einer Erlaubnis für diese eine Datei. Sie geht nicht über den Server dieser Website.",
            no_script: "Zum Herunterladen wird JavaScript gebraucht. Ohne JavaScript müssten die Dateien über den Server dieser Website gehen.",
        },
        download: "Herunterladen:",
        none: "Es gibt noch keine Dokumente. Ihre Rechnungen erscheinen hier.",
        no_list: "Wir können Ihre Dokumente gerade nicht anzeigen.",
        not_listed: NotListed {
            session_ended: "Sie sind nicht angemeldet, oder Ihre Sitzung ist beendet. Melden Sie sich an und öffnen Sie diese Seite noch einmal.",
            elsewhere: "Eine andere Website hat die Liste angefordert. Öffnen Sie diese Seite direkt, um sie zu sehen.",
            too_many_requests: "Die Liste wurde in kurzer Zeit zu oft angefordert. Warten Sie einige Minuten und versuchen Sie es dann noch einmal.",
            unreachable: "Zuora ist nicht erreichbar oder überlastet. Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
            site_busy: "Diese Website ist überlastet. Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
            refused: "Zuora hat die Liste verweigert. Ein neuer Versuch hilft wahrscheinlich nicht. Kontaktieren Sie uns und nennen Sie uns den Code.",
            not_understood: "Diese Website hat die Antwort von Zuora nicht verstanden. Ein neuer Versuch hilft wahrscheinlich nicht. Kontaktieren Sie uns und nennen Sie uns den Code.",
            own_fault: "Mit dieser Website stimmt etwas nicht. Versuchen Sie es noch einmal. Wenn das nicht hilft, kontaktieren Sie uns und nennen Sie uns den Code.",
        },
        retry: "Noch einmal versuchen",
        dated: "vom",
    },
    progress: "Fortschritt des Downloads",
    cancel: "Abbrechen",
    save: "Noch einmal herunterladen",
    open: "Öffnen",
    signing: "Die Erlaubnis zum Herunterladen der Datei wird eingeholt …",
    arriving: "Die Datei wird von Zuora heruntergeladen …",
    of: "von",
    arrived: "Heruntergeladen:",
    failed: "Die Datei wurde nicht heruntergeladen.",
    nothing_kept: "Es wurde nichts gespeichert.",
    cancelled: "Abgebrochen. Es wurde nichts gespeichert.",
    session_ended: "Sie sind nicht angemeldet, oder Ihre Sitzung ist beendet. Melden Sie sich an und öffnen Sie diese Seite noch einmal.",
    customer_changed: "Diese Seite zeigt die Dokumente eines anderen Kunden, weil sich in einem anderen Tab jemand anderes angemeldet hat. Laden Sie die Seite neu, um die Dokumente des hier genannten Kunden zu sehen.",
    too_many_requests: "Es gab zu viele Downloads in kurzer Zeit. Warten Sie einige Minuten und versuchen Sie es dann noch einmal.",
    not_yours: "Sie gehört nicht zu den Dokumenten Ihres Kontos. Laden Sie die Seite neu, um diese zu sehen.",
    unreachable: "Zuora oder diese Website ist nicht erreichbar oder überlastet. Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
    no_permission: "Zuora hat die Erlaubnis für diese Datei nicht erteilt. Ein neuer Versuch hilft wahrscheinlich nicht. Kontaktieren Sie uns und nennen Sie uns den Code.",
    vanished: "Zuora hat diese Datei nicht mehr. Laden Sie die Seite neu, um die aktuelle Liste zu sehen.",
    spent: "Die Erlaubnis war nicht mehr gültig. Versuchen Sie es noch einmal: Sie bekommen jedes Mal eine neue.",
    refused: "Zuora hat den Download verweigert. Kontaktieren Sie uns und nennen Sie uns den Code.",
    no_answer: "Von Zuora kam keine Antwort, oder der Browser hat sie blockiert. Prüfen Sie die Verbindung und versuchen Sie es dann noch einmal.",
    broken: "Die Verbindung brach ab, bevor der Download vollständig war. Versuchen Sie es noch einmal.",
    not_as_claimed: "Die Datei ist nicht das PDF, das sie sein sollte, und wurde verworfen. Versuchen Sie es noch einmal. Wenn das nicht hilft, kontaktieren Sie uns.",
    code: "Code:",
    decimal: ',',
};
