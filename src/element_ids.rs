//! The ids of elements, by which the page's code finds them, and the names that styles use. The
//! server renders them, and the browser looks for them.

use crate::card::{Brand, CardField};

/// The ids are stable between loads and releases: browsers fill in fields by them.
pub mod id {
    /// The name of the customer who is signed in.
    pub const SIGNED_IN: &str = "signed-in";
    /// The frame of the hosted page.
    pub const FRAME: &str = "hosted-page";
    /// Holds the explanations of every kind of failure.
    pub const EXPLAINED: &str = "explained";
    /// Holds what the notices about a card are made of.
    pub const NOTICE_SENTENCES: &str = "notice-sentences";
    /// Holds how to correct each fault of a card's fields.
    pub const CARD_FAULTS: &str = "card-faults";
    /// Holds how to correct the fields of a new account, and the sentences about the outcome.
    pub const ACCOUNT_SENTENCES: &str = "account-sentences";
    pub const FORM: &str = "card-form";
    /// The notice that the page could not start.
    pub const BOOT_FAILED: &str = "boot-failed";
    /// The live region that announces brand and errors to screen readers.
    pub const ANNOUNCEMENT: &str = "card-said";
    /// The notice's element that takes the focus when a run has ended.
    pub const NOTICE: &str = "notice";
    /// The ids in the notice of a success.
    pub const REFERENCE: &str = "reference";
    /// The codes in the notice.
    pub const DETAILS: &str = "details";
    /// In the notice, the time until another attempt is allowed, or who is signed in now.
    pub const WAIT: &str = "wait";
    /// Says that the card that is being typed is in the account already.
    pub const DUPLICATE: &str = "card-duplicate";
    /// The region with the account's cards, its heading, and the sentence about the list.
    pub const CARDS: &str = "cards";
    pub const CARDS_HEADING: &str = "cards-heading";
    pub const CARDS_STATUS: &str = "cards-status";
    /// The dialog that asks before a card is removed, and the card's name in it.
    pub const REMOVE_CARD: &str = "remove-card";
    pub const REMOVE_CARD_NAME: &str = "remove-card-name";
    pub const NUMBER: &str = "card-number";
    pub const MONTH: &str = "card-expiry-month";
    pub const YEAR: &str = "card-expiry-year";
    pub const HOLDER: &str = "card-holder";
    pub const SECURITY_CODE: &str = "card-security-code";
    pub const COUNTRY: &str = "card-country";
    pub const POSTAL_CODE: &str = "card-postal-code";
    /// What the customer agrees to by saving a card.
    pub const CONSENT: &str = "consent";
    /// The heading of the test cards.
    #[cfg(feature = "demo")]
    pub const TEST_CARDS: &str = "test-cards";
    /// Says what will happen with the test card that was chosen.
    #[cfg(feature = "demo")]
    pub const TEST_CARD_RESULT: &str = "test-card-result";
    /// The checkbox that makes the card the account's default.
    pub const DEFAULT: &str = "card-default";
}

/// The CORS laboratory's. Each switch has its own name.
#[cfg(feature = "demo")]
pub mod laboratory_id {
    pub const FORM: &str = "cors-laboratory";
    pub const PRESET: &str = "preset";
    pub const SEND: &str = "send";
    /// Whether prediction, browser and sandbox agree.
    pub const VERDICT: &str = "verdict";
    /// The three columns.
    pub const PREDICTED: &str = "predicted";
    pub const TOLD: &str = "told";
    pub const SEEN: &str = "seen";
    /// The heading of the table.
    pub const CASES: &str = "cases";
}

/// The id of a card's item in the list of the account's cards.
pub fn list_item(payment_method_id: &str) -> String {
    ["payment-method-", payment_method_id].concat()
}

/// The ids of a field's inputs, in their order.
pub fn inputs(field: CardField) -> &'static [&'static str] {
    match field {
        CardField::Number => &[id::NUMBER],
        CardField::Expiry => &[id::MONTH, id::YEAR],
        CardField::SecurityCode => &[id::SECURITY_CODE],
        CardField::Holder => &[id::HOLDER],
        CardField::Country => &[id::COUNTRY],
        CardField::PostalCode => &[id::POSTAL_CODE],
    }
}

/// The id of the element that shows a field's error.
pub fn error(field: CardField) -> &'static str {
    match field {
        CardField::Number => "card-number-error",
        CardField::Expiry => "card-expiry-error",
        CardField::SecurityCode => "card-security-code-error",
        CardField::Holder => "card-holder-error",
        CardField::Country => "card-country-error",
        CardField::PostalCode => "card-postal-code-error",
    }
}

/// A brand's name in the style sheets, which go by the form's `data-brand`.
pub fn style_name(brand: Brand) -> &'static str {
    match brand {
        Brand::Visa => "visa",
        Brand::MasterCard => "mastercard",
        Brand::AmericanExpress => "american-express",
        Brand::Discover => "discover",
        Brand::Diners => "diners",
        Brand::Jcb => "jcb",
    }
}
