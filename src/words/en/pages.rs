//! English: the pages in the navigation, and their operations in the table.

use crate::{site_map::PageId, words::PageWords};

pub fn page(page: PageId) -> PageWords {
    match page {
        PageId::AddCard => PageWords {
            name: "Add a card",
            operation: "Create Payment Method",
            bound: "the account",
            learns: "brand, last four digits, expiry: what Zuora tells of a saved card",
            questionnaire: "SAQ A-EP",
        },
        PageId::Account => PageWords {
            name: "Create an account",
            operation: "Create Account",
            bound: "the account’s name",
            learns: "the account’s name and number; of the card, what Zuora tells of a saved one",
            questionnaire: "SAQ A-EP",
        },
        PageId::Documents => PageWords {
            name: "Documents",
            operation: "Get File",
            bound: "the file’s address",
            learns: "which files there are, and which was asked for; nothing of their content",
            questionnaire: "none: no card",
        },
        PageId::HostedPage => PageWords {
            name: "Hosted page",
            operation: "RSA Signatures",
            bound: "the hosted page",
            learns: "brand, last four digits, expiry: what Zuora tells of a saved card",
            questionnaire: "SAQ A",
        },
    }
}
