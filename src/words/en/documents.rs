//! English: the page "Documents".

use crate::words::DocumentsWords;
#[cfg(not(target_arch = "wasm32"))]
use crate::words::{DocumentsPageWords, NotListed, PageIntro};

pub static DOCUMENTS: DocumentsWords = DocumentsWords {
    #[cfg(not(target_arch = "wasm32"))]
    page: DocumentsPageWords {
        intro: PageIntro {
            title: "Documents",
            description: "Your invoices. Your browser downloads them directly from Zuora.",
            lead: "Your browser downloads each file directly from Zuora, with a permission for that one file. The file does not pass through this site’s server.",
            no_script: "Downloads need JavaScript. Without it, the files would have to pass through this site’s server.",
        },
        download: "Download",
        none: "There are no documents yet. Your invoices will appear here.",
        no_list: "We cannot show your documents right now.",
        not_listed: NotListed {
            session_ended: "You are not signed in, or your session has ended. Sign in and open this page again.",
            elsewhere: "Another site requested the list. Open this page directly to see it.",
            too_many_requests: "The list was requested too often in a short time. Wait a few minutes and try again.",
            unreachable: "Zuora cannot be reached or is busy. Wait a minute and try again.",
            site_busy: "This site is busy. Wait a minute and try again.",
            refused: "Zuora refused to list them. Trying again is unlikely to help. Contact us and give us the code.",
            not_understood: "This site did not understand Zuora’s answer. Trying again is unlikely to help. Contact us and give us the code.",
            own_fault: "Something is wrong with this site. Try again. If that does not help, contact us and give us the code.",
        },
        retry: "Try again",
        dated: "of",
    },
    progress: "Download progress",
    cancel: "Cancel",
    save: "Download again",
    open: "Open",
    signing: "Getting permission to download the file…",
    arriving: "Downloading the file from Zuora…",
    of: "of",
    arrived: "Downloaded:",
    failed: "The file was not downloaded.",
    nothing_kept: "Nothing was saved.",
    cancelled: "Cancelled. Nothing was saved.",
    session_ended: "You are not signed in, or your session has ended. Sign in and open this page again.",
    customer_changed: "This page shows another customer’s documents, because someone else has signed in in another tab. Reload the page to see the documents of the customer named here.",
    too_many_requests: "There were too many downloads in a short time. Wait a few minutes and try again.",
    not_yours: "It is not one of your account’s documents. Reload the page to see those.",
    unreachable: "Zuora or this site cannot be reached or is busy. Wait a minute and try again.",
    no_permission: "Zuora did not give permission for this file. Trying again is unlikely to help. Contact us and give us the code.",
    vanished: "Zuora no longer has this file. Reload the page to see the current list.",
    spent: "The permission was no longer valid. Try again: you get a new one each time.",
    refused: "Zuora refused the download. Contact us and give us the code.",
    no_answer: "No answer came from Zuora, or the browser blocked it. Check your connection and try again.",
    broken: "The connection broke before the download was complete. Try again.",
    not_as_claimed: "The file is not the PDF that it should be, so it was discarded. Try again. If that does not help, contact us.",
    code: "Code:",
    decimal: '.',
};
