//! The hosted page as a state machine: opened, shown, its report checked by the server.

use crate::{
    api_error::ApiError,
    zuora::{PaymentMethod, Refusal},
};

/// The state of the hosted page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hosted {
    /// The page's code does not run yet.
    Closed,
    /// Both stages: the server is getting a ticket, then the browser an RSA signature.
    Opening,
    /// The form is in the frame.
    Shown(Shown),
    /// The frame has reported a card, and the server is checking that report.
    Confirming(Shown),
    /// The card is in the account, as Zuora has it, where that could be read back.
    Saved(Option<PaymentMethod>),
    Failed(HostedFailure),
}

/// The form in the frame, opened once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its whole address.
    pub source: String,
    /// The token it was opened with.
    pub token: String,
}

/// How it can fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostedFailure {
    /// Stage 1 failed.
    NotSigned(ApiError),
    /// Zuora refused the RSA signature.
    Refused(Refusal),
    /// No response, or none that can be read.
    NoAnswer,
    /// Zuora did not show the form. Its error code says why.
    NotShown { code: String },
    /// The server refused the frame's report, or could not check it.
    NotConfirmed(ApiError),
}

impl Hosted {
    /// The address of what is in the frame.
    pub fn source(&self) -> Option<String> {
        match self {
            Self::Shown(shown) | Self::Confirming(shown) => Some(shown.source.clone()),
            _ => None,
        }
    }

    /// Whether it has ended, so that it may be opened again.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Saved(_) | Self::Failed(_))
    }
}
