//! English.

mod account;
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
mod breaks;
#[cfg(not(target_arch = "wasm32"))]
mod card_faults;
mod contact;
mod documents;
#[cfg(not(target_arch = "wasm32"))]
mod failures;
mod hosted_page;
#[cfg(feature = "demo")]
mod inspector;
#[cfg(feature = "demo")]
mod laboratory;
#[cfg(not(target_arch = "wasm32"))]
mod pages;
#[cfg(not(target_arch = "wasm32"))]
mod sign_in;
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
mod tour;

pub use account::ACCOUNT;
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
pub use breaks::BREAKS;
#[cfg(not(target_arch = "wasm32"))]
pub use contact::CONTACT;
pub use documents::DOCUMENTS;
pub use hosted_page::HOSTED_PAGE;
#[cfg(feature = "demo")]
pub use inspector::INSPECTOR;
#[cfg(feature = "demo")]
pub use laboratory::LABORATORY;
#[cfg(not(target_arch = "wasm32"))]
pub use sign_in::SIGN_IN;
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
pub use tour::TOUR;

#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
use super::OperationsWords;
use super::Words;
#[cfg(not(target_arch = "wasm32"))]
use super::{
    AddCardWords, CardFieldWords, CardListWords, Frame, NotStarted, NoticeWords, PageIntro,
    RemoveCardWords, TestCard, TestCards,
};
#[cfg(not(target_arch = "wasm32"))]
use crate::shop::LegalPage;

pub static WORDS: Words = Words {
    #[cfg(not(target_arch = "wasm32"))]
    frame: Frame {
        menu: "Menu",
        pages: "Pages",
        languages: "Language",
        signed_in_as: "Signed in as",
        customers: "Customers",
        skip: "Skip to the form",
        skip_to_content: "Skip to main content",
        no_real_cards: "Demo. Use test cards only. Nothing is charged.",
        not_found: "Page not found",
        nothing_here: "There is nothing at this address.",
        not_started: NotStarted {
            unknown: "This page is still loading, or it could not start securely. Until it has started, you cannot submit the form, and nothing you type is sent anywhere. If this message stays, reload the page. If that does not help, turn off browser extensions for this site or use another browser.",
            no_webassembly: "This page could not start securely. WebAssembly is turned off in your browser, and the page needs it to handle your card. Nothing you type is sent anywhere. On an iPhone, iPad or Mac in Lockdown Mode, allow this website: in Safari, Page Menu > Website Settings > Lockdown Mode. Otherwise use another browser.",
            no_markup: "This page could not start securely. A browser extension or a userscript keeps it from showing anything (Trusted Types). Nothing you type is sent anywhere. Turn off extensions for this site, or open the page in a private window.",
            lost: "This page could not start securely, because one of its files did not arrive. Nothing you type is sent anywhere. Check your connection and reload the page. If that does not help, a content blocker may be blocking the file: turn it off for this site.",
            changed: "This page could not start securely, because one of its files is not the one that we published. Nothing you type is sent \
                      anywhere. Reload the page. If this message comes back, use another network or browser, and tell us.",
            no_handlers: "This page could not start securely, because something in your browser interferes with the form. Nothing you type is sent anywhere. Turn off browser extensions for this site and reload the page.",
        },
        idle: "This page has not been used for 14 minutes. In one minute, the card details that you entered will be cleared.",
        still_here: "I am still here",
        cleared: "This page was not used for 15 minutes, so the card details that you entered have been cleared. Nothing was sent.",
        legal_page: |page| match page {
            LegalPage::Terms => "Terms",
            LegalPage::Privacy => "Privacy",
            LegalPage::Imprint => "Imprint",
        },
        licences: "Licences",
        #[cfg(feature = "demo")]
        how_it_works: "How it works",
        #[cfg(feature = "demo")]
        about_demo: "A demo of Zuora’s CORS-enabled operations. Open source: MIT or Apache-2.0.",
    },
    #[cfg(not(target_arch = "wasm32"))]
    add_card: AddCardWords {
        intro: PageIntro {
            title: "Add a credit card",
            description: "Save a credit card. It goes from your browser straight to Zuora and never to this site’s server.",
            lead: "Your card goes from this browser straight to Zuora, our payment service, and never to this site’s server.",
            no_script: "This form needs JavaScript. Without it, your card would have to pass through this site’s server. Nothing you type here is sent anywhere.",
        },
        default: "Make this my default card",
        cards: CardListWords {
            heading: "Your cards",
            loading: "Loading your cards…",
            none: "There is no card in your account yet.",
            not_loaded: "We could not load your cards just now. You can still add one.",
            load_again: "Load again",
            default: "Default",
            expired: "Expired",
            expires: "Expires",
            make_default: "Make default",
            remove: "Remove",
            changing: "Changing your cards…",
            made_default: "Your default card is now:",
            removed: "Removed:",
            gone: "This card is no longer in your account.",
            is_default: "This is your default card. Make another card the default first, then you can remove this one.",
            not_changed: "That may not have worked. The list shows your cards as they are now.",
            duplicate: "This card is in your account already. If you save it again, it is there twice.",
            remove_question: RemoveCardWords {
                heading: "Remove this card?",
                meaning: "It is removed from your account at Zuora. To use it again, you have to enter it again.",
                remove: "Remove card",
                keep: "Keep card",
            },
        },
    },
    #[cfg(not(target_arch = "wasm32"))]
    card_fields: CardFieldWords {
        brands: "Cards we accept",
        number: "Card number",
        expiry: "Expiry date",
        expiry_hint: "For example, 10/2030",
        month: "Month",
        year: "Year",
        holder: "Name on card",
        holder_hint: "You can leave this empty. Then the name and address of your account are used.",
        security_code: "Card security code",
        code_on_either: "3 digits on the back, or 4 on the front",
        code_on_back: "The last 3 digits on the back",
        code_on_front: "The 4 digits on the front",
        address: "Billing address",
        address_optional: "Billing address (optional)",
        address_hint: "As your bank has it. Some banks decline a card without it.",
        country: "Country",
        choose_country: "Choose a country",
        postal_code: "Postal code",
        consent: "By saving this card, you allow us to store it and to charge it for your subscription, now and each time it renews, until you cancel the subscription or remove the card.",
    },
    form: "Credit card",
    save: "Save card",
    #[cfg(not(target_arch = "wasm32"))]
    notice: NoticeWords {
        error: "Error: ",
        problem: "There is a problem",
        not_secure: "This page was not opened over https, so it may have been changed on its way to you. You cannot submit the form, and nothing you type is sent anywhere.",
        signing: "Getting permission to send your card…",
        sending: "Sending your card to Zuora…",
        saved: "Card saved",
        ending_in: " ending in ",
        expiring: ". It expires ",
        now_default: " is now your default card",
        ready: " is ready to use",
        id: "Payment method id:",
        checking: "Checking the card with Zuora…",
        as_zuora_has_it: "As Zuora has it:",
        expires: "Expires:",
        default: "Default card:",
        yes: "Yes",
        no: "No",
        status: "Status:",
        not_confirmed: "Zuora has saved the card under this id. We could not load its details just now. You do not need to do anything.",
        nothing_saved: "Nothing was saved.",
        maybe_saved: "Your card may have been saved.",
        code: "Code:",
        zuoras_code: "Zuora’s code",
        process: "Process:",
        request: "Request:",
        minutes_to_wait: "Minutes to wait:",
        may_try_again: "You can try again now.",
        signed_in_as: "Signed in now:",
        finding_out: "We are asking Zuora whether it was saved. This takes a few seconds. Please stay on this page.",
        interrupted: "This page was closed or loaded again while your card was being sent.",
        check: "Check whether it was saved",
        try_again: "Try again",
        add_another: "Add another card",
        details: "Details",
        copy: "Copy",
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
    not_saved: failures::NOT_SAVED_AFTER_ALL,
    #[cfg(not(target_arch = "wasm32"))]
    not_saved_for_reason: failures::NOT_SAVED_FOR_REASON,
    #[cfg(not(target_arch = "wasm32"))]
    page: pages::page,
    #[cfg(not(target_arch = "wasm32"))]
    test_cards: TestCards {
        heading: "Test cards",
        works: TestCard { name: "Works", result: "The card will be saved." },
        declined: TestCard { name: "Declined", result: "The bank will decline the card." },
        no_funds: TestCard {
            name: "No funds",
            result: "The bank will decline the card: insufficient funds.",
        },
        slow: TestCard { name: "Slow", result: "The card will be saved after 5 seconds." },
        breaks_zuora: TestCard {
            name: "Breaks Zuora",
            result: "Zuora will fail, so that nobody knows at first whether the card was saved.",
        },
        others: "Other brands",
        others_result: "The card will be saved.",
    },
    #[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
    operations: OperationsWords {
        title: "How it works",
        description: "The operations of Zuora’s that the browser calls directly here, and what each means for a shop.",
        lead: "Zuora lets a browser call four of its operations directly. First this site’s server gets a signature and a token, which are valid for one call. Then the browser makes the call itself.",
        bound: "The signature is bound to",
        learns: "What this site’s server sees",
        questionnaire: "PCI questionnaire",
        assessor: "Guidance only, based on PCI SSC FAQ 1291 and 1588. Your assessor decides.",
    },
};
