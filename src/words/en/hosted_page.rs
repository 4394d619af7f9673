//! English: the page "Hosted payment page".

use crate::words::HostedPageWords;
#[cfg(not(target_arch = "wasm32"))]
use crate::words::{Choice, HostedPagePageWords, PageIntro};

pub static HOSTED_PAGE: HostedPageWords = HostedPageWords {
    #[cfg(not(target_arch = "wasm32"))]
    page: HostedPagePageWords {
        intro: PageIntro {
            title: "Hosted payment page",
            description: "Zuora’s own payment form, shown within this page.",
            lead: "The form below is a page of Zuora’s own: this site neither draws it nor can read what is typed into it.",
            no_script: "Zuora’s form needs JavaScript here: your browser has to ask Zuora for it. Nothing is sent anywhere.",
        },
        zuoras_form: Choice {
            heading: "Zuora’s form",
            text: "A team chooses it for PCI’s lighter questionnaire, SAQ A, because every field for card data comes from Zuora; it pays with a form whose \
         looks, language and errors are Zuora’s.",
        },
        own_form: Choice {
            heading: "A form of one’s own",
            text: "With it a team has all of these in hand, answers SAQ A-EP, and keeps an inventory of every script beside the card.",
        },
        own_form_link: "Add a card with this site’s own form",
    },
    frame: "Zuora’s payment form",
    again: "Show the form again",
    opening: "Asking Zuora for its payment form…",
    confirming: "Checking what Zuora’s form has told…",
    saved: "Card saved",
    expires: "expires",
    id: "Payment method id:",
    not_shown: "Zuora’s form cannot be shown",
    not_signed: "This site got no permission from Zuora. Nothing was saved. Wait a minute, then try again.",
    refused: "Zuora refused, for the reason below. Nothing was saved. Try again: each time, a new permission is asked for.",
    no_answer: "No answer came from Zuora, or the browser blocked it. Nothing was saved. Check your connection, then try again.",
    page_failed: "Zuora did not take the permission that the form was opened with. Nothing was saved. Try again with a new one.",
    not_confirmed: "The card is not in your account",
    refused_report: "What the form is said to have told is not Zuora’s word for this visit. Nothing was saved in your account. Show the form again.",
    replayed: "This was told before, and counts once. Nothing more was saved. Show the form again to save another card.",
    not_read_back: "It is in your account. It could not be read back just now; there is nothing you need to do.",
    unknown: "We do not know whether the card is in your account",
    not_checked: "Zuora has taken the card, and this site could not find out whether it has come into your account. Before you try again, ask us to check, so that nothing is saved twice.",
    too_many_requests: "The form was opened too often in a short time. Nothing was saved. Wait some minutes, then try again.",
    session_ended: "This page no longer belongs to a session of this site. Nothing was saved. Reload the page.",
    customer_changed: "This page was opened for the customer whose name is at its top, and in another tab somebody else has signed in. Nothing was saved in either account. Reload the page to go on as the customer named here.",
    not_configured: "This site has no hosted page: its ZUORA_PAGE_ID is not set.",
    code: "Code:",
};
