//! English: the page "Documents".

use crate::words::DocumentsWords;
#[cfg(not(target_arch = "wasm32"))]
use crate::words::{DocumentsPageWords, NotListed, PageIntro};

pub static DOCUMENTS: DocumentsWords = DocumentsWords {
    #[cfg(not(target_arch = "wasm32"))]
    page: DocumentsPageWords {
        intro: PageIntro {
            title: "Documents",
            description: "Your invoices, fetched by your browser from Zuora itself.",
            lead: "Your browser fetches each file from Zuora itself, with a permission for that one file. Nothing of it passes this site’s server.",
            no_script: "Fetching files needs JavaScript: without it they could only come by way of this site’s server.",
        },
        download: "Download",
        none: "There are no documents yet. Invoices appear here once they have been drawn up.",
        no_list: "Your documents cannot be listed.",
        not_listed: NotListed {
            session_ended: "Nobody has signed in, or the visit has ended. Sign in, then open this page again.",
            elsewhere: "A page of another site has asked for the list. Open this page itself to see it.",
            too_many_requests: "The list was asked for too often in a short time. Wait some minutes, then try again.",
            unreachable: "This site could not look them up: Zuora cannot be reached, or has too much to do. Wait a minute, then try again.",
            site_busy: "This site has too much to do. Wait a minute, then try again.",
            refused: "Zuora refused to let this site look them up. Trying again is unlikely to help: tell us, with the code.",
            not_understood: "Zuora answered in a way that this site does not understand. Trying again is unlikely to help: tell us, with the code.",
            own_fault: "Something is wrong with this site. Try again; if that does not help, tell us, with the code.",
        },
        retry: "Try again",
        dated: "of",
    },
    progress: "How much has arrived",
    cancel: "Cancel",
    save: "Save again",
    open: "Open",
    signing: "Asking for permission to fetch the file…",
    arriving: "Fetching the file from Zuora…",
    of: "of",
    arrived: "The file has arrived and is being saved:",
    failed: "The file did not arrive.",
    nothing_kept: "Nothing of it was kept.",
    cancelled: "Cancelled. Nothing of it was kept.",
    session_ended: "Nobody has signed in, or the visit has ended. Sign in, then open this page again.",
    customer_changed: "This page shows another customer’s documents: in another tab, somebody else has signed in. Reload the page to see the documents of the customer named here.",
    too_many_requests: "Files were asked for too often in a short time. Wait some minutes, then try again.",
    not_yours: "It is not among the documents of your account. Reload the page to see which are.",
    unreachable: "Zuora or this site cannot be reached, or has too much to do. Wait a minute, then try again.",
    no_permission: "This site got no permission for it from Zuora. Trying again is unlikely to help: tell us, with the code.",
    vanished: "Zuora no longer has it. Reload the page to see what there is.",
    spent: "The permission was no longer good. Try again: each time, a new one is asked for.",
    refused: "Zuora refused to hand it out. Tell us, with the code.",
    no_answer: "No answer came from Zuora, or the browser blocked it. Check your connection, then try again.",
    broken: "The connection broke before all of it had come. Try again.",
    not_as_claimed: "What came is not the PDF that it should be, so it was thrown away. Try again; if that does not help, tell us.",
    code: "Code:",
    decimal: '.',
};
