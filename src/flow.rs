//! The two stages as a person lives them: where a run stands, and every way it can end.

use crate::{api::ApiError, card::Brand, zuora::Refusal};

/// Where a run of the flow stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing is under way.
    #[default]
    Ready,
    /// Stage 1: the shop's server is getting a ticket.
    Signing,
    /// Stage 2: the browser is calling Zuora.
    Sending,
    /// Zuora has saved the card.
    Saved(SavedCard),
    /// The run has ended without a saved card that we know of.
    Failed(Failure),
}

impl Phase {
    /// Whether a call is in flight, so that no other may start.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Signing | Self::Sending)
    }
}

/// What may be shown of a saved card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedCard {
    /// Whose card it is.
    pub brand: Brand,
    /// The last four digits of its number.
    pub last_four: String,
    /// The id of the payment method in Zuora.
    pub payment_method_id: String,
    /// Whether it was asked for as the account's default.
    pub default: bool,
}

/// How a run can fail. Each says whether the card may have been saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Stage 1 failed. Nothing was sent to Zuora.
    NotSigned(ApiError),
    /// Zuora refused. Nothing was saved.
    Refused(Refusal),
    /// The call may have left the browser, and no answer could be read: only Zuora knows whether the card was saved. A refused
    /// preflight ends here too, for no browser tells a page the difference.
    Unknown,
}
