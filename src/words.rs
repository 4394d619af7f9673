//! Every sentence that a user reads, in one folder per language. The server picks the language of a
//! page; the page's code reads it from the document.
//!
//! Another language, say French, is three lines in two files, and a file for each of English's: a row
//! in `words/language.rs`; a `mod` and an arm below; `words/fr.rs` and the files of `words/fr/`.
//! The compiler asks for the arm, and then for every sentence that is missing. The snapshots in
//! `end2end/snapshots` list the languages too.
//!
//! What only the server renders is left out of the page's code. What that code shows only after a
//! fault, the server renders into the document, and `browser::sentences` reads it there.

mod account;
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
mod breaks;
mod common;
#[cfg(not(target_arch = "wasm32"))]
mod consent;
mod contact;
#[cfg(not(target_arch = "wasm32"))]
mod countries;
mod de;
mod documents;
mod en;
mod failure_kind;
#[cfg(not(target_arch = "wasm32"))]
mod formats;
mod hosted_page;
#[cfg(feature = "demo")]
mod inspector;
#[cfg(feature = "demo")]
mod laboratory;
mod language;
mod notice_text;
#[cfg(not(target_arch = "wasm32"))]
mod page;
#[cfg(not(target_arch = "wasm32"))]
mod sign_in;
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
mod tour;

pub use account::AccountWords;
#[cfg(not(target_arch = "wasm32"))]
pub use account::{AccountLabels, AccountPageWords};
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
pub use breaks::{BreakText, BreakWords, PanelLabels};
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
pub use common::OperationsWords;
#[cfg(not(target_arch = "wasm32"))]
pub use common::{
    AddCardWords, CardFieldWords, CardListWords, Frame, NotStarted, RemoveCardWords, TestCard,
    TestCards,
};
pub use common::{Explained, NoticeWords, Words};
#[cfg(not(target_arch = "wasm32"))]
pub use consent::consent;
pub use contact::ContactWords;
#[cfg(not(target_arch = "wasm32"))]
pub use countries::{CountryName, countries};
pub use documents::DocumentsWords;
#[cfg(not(target_arch = "wasm32"))]
pub use documents::{DocumentsPageWords, NotListed};
pub use failure_kind::FailureKind;
#[cfg(not(target_arch = "wasm32"))]
pub use formats::Formats;
#[cfg(not(target_arch = "wasm32"))]
pub use hosted_page::HostedPagePageWords;
pub use hosted_page::{Headed, HostedPageWords, PageErrorWords};
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
pub use inspector::InspectorPageWords;
#[cfg(feature = "demo")]
pub use inspector::InspectorWords;
#[cfg(feature = "demo")]
pub use laboratory::LaboratoryWords;
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
pub use laboratory::{LaboratoryPageWords, SwitchWords};
pub use language::Language;
pub use notice_text::{NoticeAction, NoticeSource, NoticeText, Outcome, labelled};
#[cfg(not(target_arch = "wasm32"))]
pub use page::{PageIntro, PageWords};
#[cfg(not(target_arch = "wasm32"))]
pub use sign_in::SignInWords;
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
pub use tour::{TourQuestion, TourStop, TourWords};

macro_rules! in_every_language {
    ($($words:ty: $item:ident;)+) => {
        $(impl $words {
            pub fn in_language(language: Language) -> &'static Self {
                match language {
                    Language::English => &en::$item,
                    Language::German => &de::$item,
                }
            }

            /// In the language of the page that is being rendered, or that this code runs in.
            pub fn current() -> &'static Self {
                Self::in_language(Language::current())
            }
        })+
    };
}

in_every_language! {
    Words: WORDS;
    AccountWords: ACCOUNT;
    DocumentsWords: DOCUMENTS;
    HostedPageWords: HOSTED_PAGE;
}

#[cfg(not(target_arch = "wasm32"))]
in_every_language! {
    ContactWords: CONTACT;
    SignInWords: SIGN_IN;
}

#[cfg(feature = "demo")]
in_every_language! {
    InspectorWords: INSPECTOR;
    LaboratoryWords: LABORATORY;
}

#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
in_every_language! {
    BreakWords: BREAKS;
    TourWords: TOUR;
}

/// The sentences that pages share, in the language of the page.
pub fn words() -> &'static Words {
    Words::current()
}

#[cfg(test)]
mod tests;
