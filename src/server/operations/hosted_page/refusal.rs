//! Why a callback of the hosted page is refused. The reasons are for the log and the audit log; the
//! browser learns which check has refused it.

use crate::{
    api::ApiErrorKind,
    api_error::{ApiError, CallbackCheck},
};

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

    /// What the browser learns.
    pub fn to_error(self) -> ApiError {
        let check = match self {
            Self::Foreign => CallbackCheck::Session,
            Self::TooOld => CallbackCheck::Age,
            Self::NoTimestamp | Self::PlainRefId => CallbackCheck::SignatureType,
            Self::Separator | Self::NotZuoras => CallbackCheck::Signature,
            Self::Replayed => return ApiErrorKind::CallbackReplayed.into(),
        };
        ApiError { check: Some(check), ..ApiErrorKind::CallbackRefused.into() }
    }
}
