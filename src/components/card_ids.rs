//! What the fields of a card are found by, in the page, in styles and in code.

use crate::card::{Brand, CardField};

/// The ids of the fields, stable between loads and releases: browsers fill fields in by them.
pub mod id {
    /// Who has signed in.
    pub const SIGNED_IN: &str = "signed-in";
    /// The frame that the hosted page is in.
    pub const FRAME: &str = "hosted-page";
    /// Holds what is said of each way to fail.
    pub const EXPLAINED: &str = "explained";
    /// Holds how to fix each fault of a card's fields.
    pub const CARD_FAULTS: &str = "card-faults";
    /// Holds what the page "Create an account" says beside that.
    pub const ACCOUNT_SENTENCES: &str = "account-sentences";
    /// The form.
    pub const FORM: &str = "card-form";
    /// Says that the page could not start.
    pub const BOOT_FAILED: &str = "boot-failed";
    /// What is said of the fields to those who do not see them.
    pub const SAID: &str = "card-said";
    /// What takes the focus when a run has come to an end.
    pub const NOTICE: &str = "notice";
    /// Ids and codes in it.
    pub const DETAILS: &str = "details";
    /// Card number.
    pub const NUMBER: &str = "card-number";
    /// Month of expiry.
    pub const MONTH: &str = "card-expiry-month";
    /// Year of expiry.
    pub const YEAR: &str = "card-expiry-year";
    /// Name on card.
    pub const HOLDER: &str = "card-holder";
    /// Card security code.
    pub const SECURITY_CODE: &str = "card-security-code";
    /// The summary of the list of test cards.
    #[cfg(feature = "demo")]
    pub const TEST_CARDS: &str = "test-cards";
    /// Whether it becomes the account's default.
    pub const DEFAULT: &str = "card-default";
}

/// The ids of a field's elements, the first of them first.
pub fn inputs(field: CardField) -> &'static [&'static str] {
    match field {
        CardField::Number => &[id::NUMBER],
        CardField::Expiry => &[id::MONTH, id::YEAR],
        CardField::Holder => &[id::HOLDER],
        CardField::SecurityCode => &[id::SECURITY_CODE],
    }
}

/// The id of the element that tells what is wrong with a field.
pub fn error(field: CardField) -> &'static str {
    match field {
        CardField::Number => "card-number-error",
        CardField::Expiry => "card-expiry-error",
        CardField::Holder => "card-holder-error",
        CardField::SecurityCode => "card-security-code-error",
    }
}

/// What styles know a brand by: the form says whose card it is, and everything in it follows.
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
