//! The sentences that pages share: what surrounds a page, and what happens to a card.

#[cfg(not(target_arch = "wasm32"))]
use super::{FailureKind, PageIntro, PageWords};
#[cfg(not(target_arch = "wasm32"))]
use crate::{
    api_error::SigningFailure, card::CardFault, shop::LegalPage, site_map::PageId, zuora::Cause,
};

/// The sentences that pages share.
#[derive(Debug)]
pub struct Words {
    #[cfg(not(target_arch = "wasm32"))]
    pub frame: Frame,
    /// A page's name in the navigation, and what the page "How it works" says of its operation.
    #[cfg(not(target_arch = "wasm32"))]
    pub page: fn(PageId) -> PageWords,
    #[cfg(not(target_arch = "wasm32"))]
    pub add_card: AddCardWords,
    #[cfg(not(target_arch = "wasm32"))]
    pub card_fields: CardFieldWords,
    /// The accessible name of the form with the card.
    pub form: &'static str,
    /// The text of its button.
    pub save: &'static str,
    #[cfg(not(target_arch = "wasm32"))]
    pub notice: NoticeWords,
    /// How to correct a field of the card.
    #[cfg(not(target_arch = "wasm32"))]
    pub card_fault: fn(CardFault) -> &'static str,
    #[cfg(not(target_arch = "wasm32"))]
    pub refused: fn(Cause) -> Explained,
    #[cfg(not(target_arch = "wasm32"))]
    pub not_signed: fn(SigningFailure) -> Explained,
    #[cfg(not(target_arch = "wasm32"))]
    pub no_answer: Explained,
    #[cfg(not(target_arch = "wasm32"))]
    pub not_saved: Explained,
    #[cfg(not(target_arch = "wasm32"))]
    pub not_saved_for_reason: Explained,
    #[cfg(not(target_arch = "wasm32"))]
    pub test_cards: TestCards,
    #[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
    pub operations: OperationsWords,
}

#[cfg(not(target_arch = "wasm32"))]
impl Words {
    pub fn explained(&self, kind: FailureKind) -> Explained {
        match kind {
            FailureKind::Refused(cause) => (self.refused)(cause),
            FailureKind::NotSigned(class) => (self.not_signed)(class),
            FailureKind::NoAnswer => self.no_answer,
            FailureKind::NotSaved => self.not_saved,
            FailureKind::NotSavedForReason => self.not_saved_for_reason,
        }
    }
}

/// A failure explained.
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

impl From<Explained> for Explained<String> {
    fn from(explained: Explained) -> Self {
        Self {
            heading: explained.heading.to_owned(),
            meaning: explained.meaning.to_owned(),
            cause: explained.cause.to_owned(),
            fix: explained.fix.to_owned(),
        }
    }
}

/// What surrounds every page.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct Frame {
    pub menu: &'static str,
    pub pages: &'static str,
    pub languages: &'static str,
    pub signed_in_as: &'static str,
    pub customers: &'static str,
    pub skip: &'static str,
    /// The same on a page without a form.
    pub skip_to_content: &'static str,
    pub no_real_cards: &'static str,
    pub not_found: &'static str,
    pub nothing_here: &'static str,
    pub not_started: NotStarted,
    pub idle: &'static str,
    pub still_here: &'static str,
    pub cleared: &'static str,
    pub legal_page: fn(LegalPage) -> &'static str,
    /// The licences of what is built in.
    pub licences: &'static str,
    #[cfg(feature = "demo")]
    pub how_it_works: &'static str,
    #[cfg(feature = "demo")]
    pub about_demo: &'static str,
}

/// The page with the operations that the site shows, for developers.
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
#[derive(Debug)]
pub struct OperationsWords {
    pub title: &'static str,
    pub description: &'static str,
    pub lead: &'static str,
    pub bound: &'static str,
    pub learns: &'static str,
    pub questionnaire: &'static str,
    pub assessor: &'static str,
}

/// Why a page's code does not run, and what helps.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct NotStarted {
    /// The reason is not known. It is in the page until the code is live, so it has to be right
    /// while the code is being loaded.
    pub unknown: &'static str,
    /// The browser does not run WebAssembly.
    pub no_webassembly: &'static str,
    /// Something else in the browser has set a Trusted Types policy, which lets nothing become
    /// markup.
    pub no_markup: &'static str,
    /// A file did not arrive.
    pub lost: &'static str,
    /// A file's hash is not that of the build.
    pub changed: &'static str,
    /// The code runs, and the form's handlers do not.
    pub no_handlers: &'static str,
}

/// The page "Add a credit card".
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct AddCardWords {
    pub intro: PageIntro,
    pub default: &'static str,
    pub cards: CardListWords,
}

/// The list of the account's cards.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct CardListWords {
    pub heading: &'static str,
    pub loading: &'static str,
    pub none: &'static str,
    pub not_loaded: &'static str,
    pub load_again: &'static str,
    pub default: &'static str,
    pub expired: &'static str,
    pub expires: &'static str,
    pub make_default: &'static str,
    pub remove: &'static str,
    pub changing: &'static str,
    /// Stands before the card's name, as the next does.
    pub made_default: &'static str,
    pub removed: &'static str,
    /// The card is no longer in the account.
    pub gone: &'static str,
    /// The card is the default, and so cannot be removed.
    pub is_default: &'static str,
    /// Nobody knows whether it was changed.
    pub not_changed: &'static str,
    /// The card that is being typed is in the account already.
    pub duplicate: &'static str,
    pub remove_question: RemoveCardWords,
}

/// The question before a card is removed.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct RemoveCardWords {
    pub heading: &'static str,
    /// What follows from it.
    pub meaning: &'static str,
    pub remove: &'static str,
    pub keep: &'static str,
}

/// The fields of a card.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct CardFieldWords {
    pub brands: &'static str,
    pub number: &'static str,
    pub expiry: &'static str,
    pub expiry_hint: &'static str,
    pub month: &'static str,
    pub year: &'static str,
    pub holder: &'static str,
    /// Where the name may stay empty.
    pub holder_hint: &'static str,
    pub security_code: &'static str,
    pub code_on_either: &'static str,
    pub code_on_back: &'static str,
    pub code_on_front: &'static str,
    pub address: &'static str,
    /// The same, where it may stay empty.
    pub address_optional: &'static str,
    pub address_hint: &'static str,
    pub country: &'static str,
    pub choose_country: &'static str,
    pub postal_code: &'static str,
    /// What the customer agrees to by saving the card. Another wording needs another version
    /// (`words/consent.rs`).
    pub consent: &'static str,
}

/// Makes a struct of sentences that the server renders into the document, in the order of its
/// fields, and that the page's code reads there.
macro_rules! rendered {
    ($($(#[$attribute:meta])* pub struct $name:ident {
        $($(#[$condition:meta])* $field:ident,)+
    })+) => {$(
        $(#[$attribute])*
        #[derive(Debug)]
        pub struct $name {
            $($(#[$condition])* pub $field: &'static str,)+
        }

        impl $name {
            #[cfg(not(target_arch = "wasm32"))]
            pub fn sentences(&self) -> Vec<&'static str> {
                [$($(#[$condition])* self.$field),+].to_vec()
            }

            #[cfg(target_arch = "wasm32")]
            pub fn read(mut next: impl FnMut() -> &'static str) -> Self {
                Self { $($(#[$condition])* $field: next(),)+ }
            }
        }
    )+};
}

rendered! {
    /// What a form with a card says about a run: errors, progress and notices.
    pub struct NoticeWords {
        error,
        problem,
        not_secure,
        signing,
        sending,
        saved,
        ending_in,
        expiring,
        now_default,
        ready,
        id,
        checking,
        as_zuora_has_it,
        expires,
        default,
        yes,
        no,
        status,
        not_confirmed,
        nothing_saved,
        maybe_saved,
        code,
        zuoras_code,
        process,
        request,
        minutes_to_wait,
        may_try_again,
        signed_in_as,
        finding_out,
        interrupted,
        check,
        try_again,
        add_another,
        details,
        copy,
        #[cfg(feature = "demo")]
        test_cards_only,
    }
}

/// A kind of test card.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct TestCard {
    /// What the button says.
    pub name: &'static str,
    /// What will happen.
    pub result: &'static str,
}

/// Published test cards, offered where no real card is expected.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct TestCards {
    pub heading: &'static str,
    pub works: TestCard,
    pub declined: TestCard,
    pub no_funds: TestCard,
    pub slow: TestCard,
    pub breaks_zuora: TestCard,
    /// The summary of the list of the other brands.
    pub others: &'static str,
    pub others_result: &'static str,
}
