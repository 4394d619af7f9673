//! German: the pages in the navigation, and their operations.

use crate::{site_map::PageId, words::PageWords};

pub fn page(page: PageId) -> PageWords {
    match page {
        PageId::AddCard => PageWords {
            name: "Karte hinzufügen",
            operation: "Create Payment Method",
            bound: "das Konto",
            learns: "die maskierte Karte: Marke, letzte vier Ziffern, Ablaufdatum",
            questionnaire: "SAQ A-EP",
        },
        PageId::Account => PageWords {
            name: "Konto anlegen",
            operation: "Create Account",
            bound: "den Namen des Kontos",
            learns: "Name und Nummer des Kontos und die maskierte Karte",
            questionnaire: "SAQ A-EP",
        },
        PageId::Documents => PageWords {
            name: "Dokumente",
            operation: "Get File",
            bound: "die Adresse der Datei",
            learns: "die Liste der Dateien und welche heruntergeladen wird, nicht ihren Inhalt",
            questionnaire: "keiner: keine Karte beteiligt",
        },
        PageId::HostedPage => PageWords {
            name: "Formular von Zuora",
            operation: "RSA Signatures",
            bound: "das Formular",
            learns: "die maskierte Karte: Marke, letzte vier Ziffern, Ablaufdatum",
            questionnaire: "SAQ A",
        },
    }
}
