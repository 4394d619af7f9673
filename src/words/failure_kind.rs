//! The kinds of failure that have an explanation of their own.

use crate::{
    api_error::{ApiError, SigningFailure},
    flow::Failure,
    zuora::Cause,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// Zuora refused.
    Refused(Cause),
    /// Stage 1 failed.
    NotSigned(SigningFailure),
    /// No response came back from Zuora.
    NoAnswer,
    /// No response came back, and Zuora has saved nothing.
    NotSaved,
    /// Zuora's reason left it open, and Zuora has saved nothing.
    NotSavedForReason,
}

impl FailureKind {
    /// Every kind, in the order of their numbers.
    pub fn all() -> impl Iterator<Item = Self> {
        let refused = Cause::ALL.into_iter().map(Self::Refused);
        let not_signed = SigningFailure::ALL.into_iter().map(Self::NotSigned);
        refused.chain(not_signed).chain([Self::NoAnswer, Self::NotSaved, Self::NotSavedForReason])
    }

    pub fn from_failure(failure: &Failure) -> Self {
        match failure {
            Failure::NotSigned(error) => Self::NotSigned(error.kind.signing_failure()),
            Failure::Refused(refusal) => Self::Refused(refusal.cause()),
            Failure::Unknown => Self::NoAnswer,
            Failure::NotSaved(None) => Self::NotSaved,
            Failure::NotSaved(Some(_)) => Self::NotSavedForReason,
        }
    }

    /// The kind's place in the list that the document holds.
    pub fn number(self) -> usize {
        match self {
            Self::Refused(cause) => cause as usize,
            Self::NotSigned(class) => Cause::ALL.len() + class as usize,
            Self::NoAnswer => Cause::ALL.len() + SigningFailure::ALL.len(),
            Self::NotSaved => Self::NoAnswer.number() + 1,
            Self::NotSavedForReason => Self::NoAnswer.number() + 2,
        }
    }
}

/// The code of an error of ours; with it the customer who is signed in now, where the page was for
/// another one.
pub fn code_of(error: &ApiError) -> String {
    match &error.signed_in_as {
        Some(name) => [error.kind.name(), ": ", name].concat(),
        None => error.kind.name().to_owned(),
    }
}
