//! The ways to break a run: the name of each, the operations that it applies to, and the test that
//! guards what comes of it. The sentences are in `words/`, in the same order.

use crate::zuora::{CreateAccount, CreatePaymentMethod, GetFile, Operation, RsaSignatures};

/// One way to break a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    ReusedToken,
    OtherAccount,
    OtherUri,
    ForeignOrigin,
    Expired,
    NotCorsEnabled,
    EmptyUri,
    Declined,
    Slow,
    Failing,
    CutLine,
    Nonsense,
    LostReply,
    NoWriteAccess,
    Blocked,
}

/// The paths of the operations.
const CARD: &str = CreatePaymentMethod::PATH;
const ACCOUNT: &str = CreateAccount::PATH;
const FILE: &str = GetFile::PATH;
const PAGE: &str = RsaSignatures::PATH;

const ALL_FOUR: &[&str] = &[CARD, ACCOUNT, FILE, PAGE];
/// Zuora: nothing but the URI is bound to the signature for a file.
const WITH_BOUND_VALUE: &[&str] = &[CARD, ACCOUNT, PAGE];
const WITH_CARD: &[&str] = &[CARD, ACCOUNT];

/// Where the tests are that each break names.
pub const GUARDS: &str = "end2end/tests/suite/break_it.rs";

impl Break {
    pub const ALL: [Self; 15] = [
        Self::ReusedToken,
        Self::OtherAccount,
        Self::OtherUri,
        Self::ForeignOrigin,
        Self::Expired,
        Self::NotCorsEnabled,
        Self::EmptyUri,
        Self::Declined,
        Self::Slow,
        Self::Failing,
        Self::CutLine,
        Self::Nonsense,
        Self::LostReply,
        Self::NoWriteAccess,
        Self::Blocked,
    ];

    /// Its name in the header `Flow-Break`.
    pub fn name(self) -> &'static str {
        match self {
            Self::ReusedToken => "reused-token",
            Self::OtherAccount => "other-account",
            Self::OtherUri => "other-uri",
            Self::ForeignOrigin => "foreign-origin",
            Self::Expired => "expired",
            Self::NotCorsEnabled => "not-cors-enabled",
            Self::EmptyUri => "empty-uri",
            Self::Declined => "declined",
            Self::Slow => "slow",
            Self::Failing => "failing",
            Self::CutLine => "cut-line",
            Self::Nonsense => "nonsense",
            Self::LostReply => "lost-reply",
            Self::NoWriteAccess => "no-write-access",
            Self::Blocked => "blocked",
        }
    }

    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// The paths of the operations that it applies to.
    pub fn operations(self) -> &'static [&'static str] {
        match self {
            Self::OtherAccount => WITH_BOUND_VALUE,
            Self::Declined | Self::LostReply => WITH_CARD,
            _ => ALL_FOUR,
        }
    }

    /// The test that guards it, in [`GUARDS`].
    pub fn guard(self) -> &'static str {
        match self {
            Self::ReusedToken => "a_used_token_is_refused_and_replaced",
            Self::OtherAccount => "a_signature_for_another_account_is_refused",
            Self::OtherUri => "a_signature_for_another_uri_is_refused",
            Self::ForeignOrigin => "a_foreign_origin_stops_the_call_after_the_preflight",
            Self::Expired => "an_expired_signature_is_refused_and_replaced",
            Self::NotCorsEnabled => "an_operation_that_is_not_cors_enabled_is_not_signed",
            Self::EmptyUri => "an_empty_uri_is_not_signed",
            Self::Declined => "a_declined_card_is_not_saved",
            Self::Slow => "a_slow_answer_is_waited_for",
            Self::Failing => "an_error_of_zuoras_is_searched_for",
            Self::CutLine => "a_cut_line_is_searched_for",
            Self::Nonsense => "an_unreadable_answer_is_searched_for",
            Self::LostReply => "a_card_whose_reply_is_lost_is_found",
            Self::NoWriteAccess => "without_write_access_nothing_is_signed",
            Self::Blocked => "a_blocked_call_never_leaves",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    #[test]
    fn every_break_has_a_name_and_a_test_of_its_own() {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join(GUARDS);
        let tests = fs::read_to_string(tests).expect("the tests");
        for (at, one) in Break::ALL.into_iter().enumerate() {
            assert_eq!(one as usize, at);
            assert_eq!(Break::by_name(one.name()), Some(one));
            let guard = format!("#[test]\nfn {}() {{", one.guard());
            assert_eq!(tests.matches(&guard).count(), 1, "{guard}");
        }
        assert_eq!(Break::by_name("anything-else"), None);
    }
}
