//! Why a callback of the hosted page is refused. The reasons are for the log and the audit log; the
//! browser learns only that it was refused, or brought before.

use crate::api::ApiErrorKind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The session's code is not in it.
    Foreign,
    /// Zuora joins the signed parts by `#`. With one in a part, a part could be read as another.
    Separator,
    /// Zuora's sample: only a callback with the advanced signature has a timestamp.
    NoTimestamp,
    TooOld,
    /// Zuora: with the advanced signature, the id is encrypted.
    PlainRefId,
    NotZuoras,
    Replayed,
}

impl Refusal {
    /// The reason in the audit log. The operator can act on it, so each is one of its own.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Foreign => "it belongs to another session or account",
            Self::Separator => "one of its parts contains a separator",
            Self::NoTimestamp => {
                "basic signature: it has no timestamp, so the page or tenant ignores signatureType=advanced"
            }
            Self::TooOld => "it is too old",
            Self::PlainRefId => {
                "basic signature: its refId is not encrypted, so the page or tenant ignores signatureType=advanced"
            }
            Self::NotZuoras => "its signature is not Zuora's",
            Self::Replayed => "it was brought before",
        }
    }

    pub fn kind(self) -> ApiErrorKind {
        match self {
            Self::Replayed => ApiErrorKind::CallbackReplayed,
            _ => ApiErrorKind::CallbackRefused,
        }
    }
}
