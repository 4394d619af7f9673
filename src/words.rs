//! Every sentence a person reads, one module per language.
//!
//! A language is one file, `words/xx.rs`, and its name in [`LANGUAGES`]; the compiler asks for every sentence that is missing. The server picks the
//! language of a page; the page's code finds it in the document.

mod account;
mod de;
mod en;
mod failure_kind;
mod notice_text;

pub use account::{ACCOUNT, AccountWords};
pub use en::ENGLISH;
pub use failure_kind::FailureKind;
#[cfg(feature = "demo")]
pub use notice_text::TEST_CARDS_ID;
pub use notice_text::{NoticeText, Outcome, labelled};

#[cfg(not(target_arch = "wasm32"))]
use crate::card::CardFault;

/// Every language we have, in the order of the menu.
pub static LANGUAGES: [&Words; 2] = [ENGLISH, de::GERMAN];

/// Every sentence, in one language. What only the server draws is left out of the page's code.
#[derive(Debug)]
pub struct Words {
    /// The language's tag (BCP 47).
    pub tag: &'static str,
    /// Its own name for itself.
    pub name: &'static str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// What surrounds every page.
    #[cfg(not(target_arch = "wasm32"))]
    pub frame: Frame,
    /// The page "Add a credit card".
    #[cfg(not(target_arch = "wasm32"))]
    pub add_card: AddCard,
    /// The fields of a card.
    #[cfg(not(target_arch = "wasm32"))]
    pub fields: Fields,
    /// The name of the form.
    pub form: &'static str,
    /// The name of its button.
    pub save: &'static str,
    /// Why the form stays closed on a page that was not opened over https.
    pub not_secure: &'static str,
    /// Stands before an error.
    pub error: &'static str,
    /// The heading of the errors of a form.
    pub problem: &'static str,
    /// What is said while a card is on its way.
    pub progress: Progress,
    /// A card that was saved.
    pub saved: Saved,
    /// What every failure is told with.
    pub failure: Failure,
    /// How to fix a field.
    #[cfg(not(target_arch = "wasm32"))]
    fault: fn(CardFault) -> &'static str,
    /// What is said of each way to fail. The page's code finds it in the document.
    #[cfg(not(target_arch = "wasm32"))]
    pub explained: fn(FailureKind) -> Explained,
    /// What a published test card is for.
    #[cfg(not(target_arch = "wasm32"))]
    pub test_cards: TestCards,
}

/// A failure explained: what happened, why, what to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explained<Text = &'static str> {
    /// What happened, as a heading.
    pub heading: Text,
    /// What it means.
    pub meaning: Text,
    /// Why it happens.
    pub cause: Text,
    /// What to do now.
    pub fix: Text,
}

#[cfg(not(target_arch = "wasm32"))]
impl Words {
    /// How to correct a field.
    pub fn fault(&self, fault: CardFault) -> &'static str {
        (self.fault)(fault)
    }

    /// A failure explained.
    pub fn explain(&self, kind: FailureKind) -> Explained<String> {
        let Explained { heading, meaning, cause, fix } = (self.explained)(kind);
        Explained {
            heading: heading.to_owned(),
            meaning: meaning.to_owned(),
            cause: cause.to_owned(),
            fix: fix.to_owned(),
        }
    }
}

/// What surrounds every page.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
#[expect(missing_docs)] // the names say it
pub struct Frame {
    pub site: &'static str,
    pub pages: &'static str,
    pub languages: &'static str,
    pub signed_in_as: &'static str,
    pub customers: &'static str,
    pub skip: &'static str,
    pub no_real_cards: &'static str,
    pub not_found: &'static str,
    pub nothing_here: &'static str,
    pub not_started: NotStarted,
    pub idle: &'static str,
    pub still_here: &'static str,
    pub cleared: &'static str,
    pub operations: &'static str,
    pub operation: &'static str,
    pub bound: &'static str,
    pub learns: &'static str,
    pub questionnaire: &'static str,
    pub assessor: &'static str,
}

/// Why a page's code does not run, and what helps.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct NotStarted {
    /// Nobody knows. It stands in the page until the code is live, so it has to be right while that is on its way.
    pub unknown: &'static str,
    /// The browser does not run WebAssembly.
    pub no_webassembly: &'static str,
    /// Something else in the browser decides what may become markup, and lets nothing.
    pub no_markup: &'static str,
    /// A file did not arrive.
    pub lost: &'static str,
    /// A file is not the one that was built.
    pub changed: &'static str,
    /// The code runs, and the form does not hear it.
    pub no_handlers: &'static str,
}

/// The page "Add a credit card".
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
#[expect(missing_docs)] // the names say it
pub struct AddCard {
    pub title: &'static str,
    pub description: &'static str,
    pub where_it_goes: &'static str,
    pub no_script: &'static str,
    pub default: &'static str,
}

/// The fields of a card.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
#[expect(missing_docs)] // the names say it
pub struct Fields {
    pub brands: &'static str,
    pub number: &'static str,
    pub expiry: &'static str,
    pub expiry_hint: &'static str,
    pub month: &'static str,
    pub year: &'static str,
    pub holder: &'static str,
    pub security_code: &'static str,
    pub code_on_either: &'static str,
    pub code_on_back: &'static str,
    pub code_on_front: &'static str,
}

/// What is said while a card is on its way.
#[derive(Debug)]
#[expect(missing_docs)] // the names say it
pub struct Progress {
    pub signing: &'static str,
    pub sending: &'static str,
}

/// A card that was saved.
#[derive(Debug)]
#[expect(missing_docs)] // the names say it
pub struct Saved {
    pub heading: &'static str,
    pub ending_in: &'static str,
    pub now_default: &'static str,
    pub id: &'static str,
    pub checking: &'static str,
    pub as_zuora_has_it: &'static str,
    pub expires: &'static str,
    pub default: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub status: &'static str,
    pub not_confirmed: &'static str,
}

/// What every failure is told with.
#[derive(Debug)]
#[expect(missing_docs)] // the names say it
pub struct Failure {
    pub nothing_saved: &'static str,
    pub maybe_saved: &'static str,
    pub code: &'static str,
    pub zuoras_code: &'static str,
    pub process: &'static str,
    pub request: &'static str,
    pub minutes_to_wait: &'static str,
    pub signed_in_as: &'static str,
    #[cfg(feature = "demo")]
    pub test_cards_only: &'static str,
}

/// Published test cards, offered where no real card is expected.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
#[expect(missing_docs)] // the names say it
pub struct TestCards {
    pub heading: &'static str,
    pub explanation: &'static str,
    pub saved: &'static str,
    pub slow: &'static str,
    pub declined: &'static str,
    pub no_funds: &'static str,
    pub broken: &'static str,
}

/// Words that stand beside the one page that needs them, in every language: another language is another field, which the compiler then asks for.
#[derive(Debug)]
#[expect(missing_docs)] // the languages' tags
pub struct InEveryLanguage<T> {
    pub en: T,
    pub de: T,
}

impl<T> InEveryLanguage<T> {
    /// Those of the page that is being rendered, or that this code runs in.
    pub fn here(&self) -> &T {
        #[cfg(not(target_arch = "wasm32"))]
        let tag = words().tag;
        #[cfg(target_arch = "wasm32")]
        let tag = &*language().unwrap_or_default();
        match tag {
            "de" => &self.de,
            _ => &self.en,
        }
    }
}

/// The words of the page that is being rendered, or that this code runs in.
pub fn words() -> &'static Words {
    #[cfg(not(target_arch = "wasm32"))]
    let chosen = leptos::prelude::use_context();
    #[cfg(target_arch = "wasm32")]
    let chosen = language().and_then(|tag| LANGUAGES.into_iter().find(|words| words.tag == tag));
    chosen.unwrap_or(ENGLISH)
}

/// The language the server has drawn the page in.
#[cfg(target_arch = "wasm32")]
pub fn language() -> Option<String> {
    web_sys::window()?.document()?.document_element()?.get_attribute("lang")
}

#[cfg(test)]
mod tests;
