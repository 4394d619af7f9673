//! Every way to fail, as far as it makes a difference to what people are told.

use crate::{api_error::SigningFailure, flow::Failure, zuora::Cause};

/// A way to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// Zuora refused.
    Refused(Cause),
    /// Stage 1 failed.
    NotSigned(SigningFailure),
    /// No answer came back from Zuora.
    NoAnswer,
}

impl FailureKind {
    /// Every way to fail.
    pub fn all() -> impl Iterator<Item = Self> {
        let refused = Cause::ALL.into_iter().map(Self::Refused);
        let not_signed = SigningFailure::ALL.into_iter().map(Self::NotSigned);
        refused.chain(not_signed).chain([Self::NoAnswer])
    }

    /// Which of them a failure is.
    pub fn of(failure: &Failure) -> Self {
        match failure {
            Failure::NotSigned(error) => Self::NotSigned(error.kind.signing_failure()),
            Failure::Refused(refusal) => Self::Refused(refusal.cause()),
            Failure::Unknown => Self::NoAnswer,
        }
    }

    /// Its place among all.
    pub fn number(self) -> usize {
        match self {
            Self::Refused(cause) => cause as usize,
            Self::NotSigned(signing_failure) => Cause::ALL.len() + signing_failure as usize,
            Self::NoAnswer => Cause::ALL.len() + SigningFailure::ALL.len(),
        }
    }
}
