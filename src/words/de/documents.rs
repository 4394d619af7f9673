//! German: the page "Documents".

use crate::words::DocumentsWords;
#[cfg(not(target_arch = "wasm32"))]
use crate::words::{DocumentsPageWords, NotListed, PageIntro};

pub static DOCUMENTS: DocumentsWords = DocumentsWords {
    #[cfg(not(target_arch = "wasm32"))]
    page: DocumentsPageWords {
        intro: PageIntro {
            title: "Dokumente",
            description: "Ihre Rechnungen, von Ihrem Browser bei Zuora selbst geholt.",
            lead: "Ihr Browser holt jede Datei bei Zuora selbst, mit einer Erlaubnis für diese eine Datei. Der Server dieser Website bekommt nichts davon.",
            no_script: "Zum Laden wird JavaScript gebraucht: Ohne könnten die Dateien nur über den Server dieser Website kommen.",
        },
        download: "Laden:",
        none: "Noch gibt es keine Dokumente. Rechnungen erscheinen hier, sobald sie ausgestellt sind.",
        no_list: "Ihre Dokumente lassen sich nicht auflisten.",
        not_listed: NotListed {
            session_ended: "Niemand ist angemeldet, oder der Besuch ist beendet. Melden Sie sich an und öffnen Sie diese Seite noch einmal.",
            elsewhere: "Eine Seite einer anderen Website hat die Liste verlangt. Öffnen Sie diese Seite selbst, um sie zu sehen.",
            too_many_requests: "In kurzer Zeit wurde die Liste zu oft verlangt. Warten Sie einige Minuten und versuchen Sie es dann noch einmal.",
            unreachable: "Diese Website konnte sie nicht nachschlagen: Zuora ist nicht erreichbar oder überlastet. Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
            site_busy: "Diese Website ist überlastet. Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
            refused: "Zuora hat diese Website sie nicht nachschlagen lassen. Noch ein Versuch hilft kaum: Nennen Sie uns den Code.",
            not_understood: "Zuora hat so geantwortet, dass diese Website es nicht versteht. Noch ein Versuch hilft kaum: Nennen Sie uns den Code.",
            own_fault: "Mit dieser Website stimmt etwas nicht. Versuchen Sie es noch einmal; wenn das nicht hilft, nennen Sie uns den Code.",
        },
        retry: "Noch einmal versuchen",
        dated: "vom",
    },
    progress: "Wie viel schon da ist",
    cancel: "Abbrechen",
    save: "Noch einmal sichern",
    open: "Öffnen",
    signing: "Die Erlaubnis, die Datei zu holen, wird erbeten …",
    arriving: "Die Datei wird von Zuora geholt …",
    of: "von",
    arrived: "Die Datei ist angekommen und wird gesichert:",
    failed: "Die Datei ist nicht angekommen.",
    nothing_kept: "Nichts davon wurde behalten.",
    cancelled: "Abgebrochen. Nichts davon wurde behalten.",
    session_ended: "Niemand ist angemeldet, oder der Besuch ist beendet. Melden Sie sich an und öffnen Sie diese Seite noch einmal.",
    customer_changed: "Diese Seite zeigt die Dokumente eines anderen Kunden: In einem anderen Tab hat sich jemand anderes angemeldet. Laden Sie die Seite neu, um die Dokumente des hier genannten Kunden zu sehen.",
    too_many_requests: "In kurzer Zeit wurden zu oft Dateien angefordert. Warten Sie einige Minuten und versuchen Sie es dann noch einmal.",
    not_yours: "Sie ist nicht unter den Dokumenten Ihres Kontos. Laden Sie die Seite neu, um diese zu sehen.",
    unreachable: "Zuora oder diese Website ist nicht erreichbar oder überlastet. Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
    no_permission: "Diese Website hat dafür von Zuora keine Erlaubnis bekommen. Noch ein Versuch hilft kaum: Nennen Sie uns den Code.",
    vanished: "Zuora hat sie nicht mehr. Laden Sie die Seite neu, um zu sehen, was es gibt.",
    spent: "Die Erlaubnis galt nicht mehr. Versuchen Sie es noch einmal: Jedes Mal wird eine neue erbeten.",
    refused: "Zuora gibt sie nicht heraus. Nennen Sie uns den Code.",
    no_answer: "Von Zuora kam keine Antwort, oder der Browser hat sie blockiert. Prüfen Sie die Verbindung und versuchen Sie es dann noch einmal.",
    broken: "Die Verbindung ist abgebrochen, bevor alles da war. Versuchen Sie es noch einmal.",
    not_as_claimed: "Was ankam, ist nicht das PDF, das es sein sollte, und wurde verworfen. Versuchen Sie es noch einmal; wenn das nicht hilft, sagen Sie es uns.",
    code: "Code:",
    decimal: ',',
};
