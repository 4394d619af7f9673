//! English.

mod account;
#[cfg(not(target_arch = "wasm32"))]
mod card_faults;
mod documents;
#[cfg(not(target_arch = "wasm32"))]
mod failures;
mod hosted_page;
#[cfg(not(target_arch = "wasm32"))]
mod pages;

pub use account::ACCOUNT;
pub use documents::DOCUMENTS;
pub use hosted_page::HOSTED_PAGE;

#[cfg(not(target_arch = "wasm32"))]
use super::{AddCardWords, CardFieldWords, Frame, NotStarted, PageIntro, TestCards};
use super::{Failure, Progress, Saved, Words};

pub static WORDS: Words = Words {
    #[cfg(not(target_arch = "wasm32"))]
    frame: Frame {
        site: "Zuora CORS sample",
        pages: "Pages",
        languages: "Language",
        signed_in_as: "Signed in as",
        customers: "Customers",
        skip: "Skip to the form",
        no_real_cards: "Sandbox. No real cards, please: nothing is charged here.",
        not_found: "Page not found",
        nothing_here: "There is nothing at this address.",
        not_started: NotStarted {
            unknown: "This page is still loading, or it could not start securely. Until it has started, the form stays closed and nothing you \
                      type is sent anywhere. If this message stays, reload the page. If that does not help, turn off browser extensions for this \
                      site or use another browser.",
            no_webassembly: "This page could not start securely. Your browser has WebAssembly switched off, and your card is only handled by such \
                             code. Nothing you type is sent anywhere. On an iPhone, iPad or Mac in Lockdown Mode, allow this website: in Safari, \
                             Page Menu > Website Settings > Lockdown Mode. Otherwise use another browser.",
            no_markup: "This page could not start securely. A browser extension or a userscript does not let it show anything (Trusted Types). \
                        Nothing you type is sent anywhere. Turn extensions off for this site, or open the page in a private window.",
            lost: "This page could not start securely, because one of its files did not arrive. Nothing you type is sent anywhere. Check your \
                   connection and reload the page. If that does not help, a content blocker may hold the file back: turn it off for this site.",
            changed: "This page could not start securely, because one of its files is not the one that we published. Nothing you type is sent \
                      anywhere. Reload the page. If this message comes back, use another network or browser, and tell us.",
            no_handlers: "This page could not start securely, because something in your browser disturbs the form. Nothing you type is sent \
                          anywhere. Turn browser extensions off for this site and reload the page.",
        },
        idle: "Nobody has used this page for 14 minutes. In one minute, the card details that you have typed will be cleared.",
        still_here: "I am still here",
        cleared: "Nobody has used this page for 15 minutes, so the card details that were typed have been cleared. Nothing was sent.",
        operations: "Calls a browser may make",
        operation: "Zuora’s operation",
        bound: "The signature is bound to",
        learns: "This site’s server learns",
        questionnaire: "PCI questionnaire",
        assessor: "Which questionnaire a shop answers, its assessor says; these are what the council’s FAQ 1291 and 1588 come to.",
    },
    #[cfg(not(target_arch = "wasm32"))]
    add_card: AddCardWords {
        intro: PageIntro {
            title: "Add a credit card",
            description: "Save a credit card: it goes from your browser straight to Zuora, and never to this site’s server.",
            lead: "Your card goes from this browser straight to Zuora, our payment service. This site’s server never receives it.",
            no_script: "This form needs JavaScript, on purpose: without it your card could only reach Zuora by way of this site’s server. \
                    Nothing you type here is sent anywhere.",
        },
        default: "Make this my default card",
    },
    #[cfg(not(target_arch = "wasm32"))]
    card_fields: CardFieldWords {
        brands: "Cards we take",
        number: "Card number",
        expiry: "Expiry date",
        expiry_hint: "For example, 10/2030",
        month: "Month",
        year: "Year",
        holder: "Name on card",
        security_code: "Card security code",
        code_on_either: "The last 3 digits on the back of the card, or the 4 digits on the front of an American Express card",
        code_on_back: "The last 3 digits on the back of the card",
        code_on_front: "The 4 digits on the front of the card",
    },
    form: "Credit card",
    save: "Save card",
    not_secure: "This page was not opened over https, so the form stays closed: on the way, somebody could have changed it. Nothing you \
                 type is sent anywhere.",
    error: "Error: ",
    problem: "There is a problem",
    progress: Progress {
        signing: "Asking for permission to send your card…",
        sending: "Sending your card to Zuora…",
    },
    saved: Saved {
        heading: "Card saved",
        ending_in: " ending in ",
        now_default: " is now your default card",
        id: "Payment method id:",
        checking: "Asking Zuora for the card…",
        as_zuora_has_it: "As Zuora has it:",
        expires: "Expires:",
        default: "Default card:",
        yes: "Yes",
        no: "No",
        status: "Status:",
        not_confirmed: "Zuora has saved the card and given it this id. It could not be read back just now; there is nothing you need to do.",
    },
    failure: Failure {
        nothing_saved: "Nothing was saved.",
        maybe_saved: "Your card may have been saved.",
        code: "Code:",
        zuoras_code: "Zuora’s code",
        process: "Process:",
        request: "Request:",
        minutes_to_wait: "Minutes to wait:",
        signed_in_as: "Signed in now:",
        #[cfg(feature = "demo")]
        test_cards_only: "Test cards only: choose one",
    },
    #[cfg(not(target_arch = "wasm32"))]
    card_fault: card_faults::card_fault,
    #[cfg(not(target_arch = "wasm32"))]
    refused: failures::refused,
    #[cfg(not(target_arch = "wasm32"))]
    not_signed: failures::not_signed,
    #[cfg(not(target_arch = "wasm32"))]
    no_answer: failures::NO_ANSWER,
    #[cfg(not(target_arch = "wasm32"))]
    page: pages::page,
    #[cfg(not(target_arch = "wasm32"))]
    test_cards: TestCards {
        heading: "Test cards",
        explanation: "Published numbers that are nobody’s. Choose one to fill in the form. What becomes of it is up to the sandbox; the gateway of a test tenant may save them all.",
        saved: "is saved",
        slow: "is saved, after 5 seconds",
        declined: "is declined by the bank",
        no_funds: "lacks the money",
        broken: "meets a fault of Zuora’s",
    },
};
