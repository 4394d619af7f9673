//! German: the pages in the navigation, and their operations in the table.

use crate::{site_map::PageId, words::PageWords};

pub fn page(page: PageId) -> PageWords {
    match page {
        PageId::AddCard => PageWords {
            name: "Karte hinzufügen",
            operation: "Create Payment Method",
            bound: "das Konto",
            learns: "Marke, letzte vier Ziffern, Ablauf: was Zuora von einer gespeicherten Karte sagt",
            questionnaire: "SAQ A-EP",
        },
        PageId::Account => PageWords {
            name: "Konto anlegen",
            operation: "Create Account",
            bound: "den Namen des Kontos",
            learns: "Name und Nummer des Kontos; von der Karte, was Zuora von einer gespeicherten sagt",
            questionnaire: "SAQ A-EP",
        },
        PageId::Documents => PageWords {
            name: "Dokumente",
            operation: "Get File",
            bound: "die Adresse der Datei",
            learns: "welche Dateien es gibt und welche verlangt wurde; nichts von ihrem Inhalt",
            questionnaire: "keinen: keine Karte",
        },
        PageId::HostedPage => PageWords {
            name: "Formular von Zuora",
            operation: "RSA Signatures",
            bound: "das Formular",
            learns: "Marke, letzte vier Ziffern, Ablauf: was Zuora von einer gespeicherten Karte sagt",
            questionnaire: "SAQ A",
        },
    }
}
