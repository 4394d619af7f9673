//! The hosted page as the shop's page lives it: shown, answered, believed or not.

use crate::{
    api_error::ApiError,
    zuora::{PaymentMethod, Refusal},
};

/// Where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hosted {
    /// The page's code does not run yet.
    Closed,
    /// Both stages: the server is getting a ticket, then the browser an RSA signature.
    Opening,
    /// It is shown.
    Shown(Shown),
    /// It has told of a card, and the server is finding out whether that is true.
    Confirming(Shown),
    /// The card is in the account, as Zuora has it, where that could be read back.
    Saved(Option<PaymentMethod>),
    /// It came to nothing.
    Failed(HostedFailure),
}

/// One showing of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its whole address.
    pub source: String,
    /// The token of this one showing.
    pub token: String,
}

/// How it can fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostedFailure {
    /// Stage 1 failed.
    NotSigned(ApiError),
    /// Zuora refused the RSA signature.
    Refused(Refusal),
    /// Zuora did not answer.
    NoAnswer,
    /// Zuora did not show the page, for a reason in a word of its own.
    NotShown(String),
    /// What the page told was not believed, or the server could not find out whether to.
    NotBelieved(ApiError),
}

impl Hosted {
    /// What is in the frame.
    pub fn source(&self) -> Option<String> {
        match self {
            Self::Shown(shown) | Self::Confirming(shown) => Some(shown.source.clone()),
            _ => None,
        }
    }

    /// Whether it may be opened (again).
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Saved(_) | Self::Failed(_))
    }
}
