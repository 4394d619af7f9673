//! English: the pages in the navigation, and their operations.

use crate::{site_map::PageId, words::PageWords};

pub fn page(page: PageId) -> PageWords {
    match page {
        PageId::AddCard => PageWords {
            name: "Add a card",
            operation: "Create Payment Method",
            bound: "the account",
            learns: "the masked card: brand, last four digits, expiry date",
            questionnaire: "SAQ A-EP",
        },
        PageId::Account => PageWords {
            name: "Create an account",
            operation: "Create Account",
            bound: "the account’s name",
            learns: "the account’s name and number, and the masked card",
            questionnaire: "SAQ A-EP",
        },
        PageId::Documents => PageWords {
            name: "Documents",
            operation: "Get File",
            bound: "the file’s address",
            learns: "the list of files and which one is downloaded, not their content",
            questionnaire: "none: no card is involved",
        },
        PageId::HostedPage => PageWords {
            name: "Hosted page",
            operation: "RSA Signatures",
            bound: "the hosted page",
            learns: "the masked card: brand, last four digits, expiry date",
            questionnaire: "SAQ A",
        },
    }
}
