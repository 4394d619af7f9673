//! What a form with a card shows of its run, and every way the run ends.

use super::cards::SavedCard;
use crate::{
    api_error::{ApiError, SigningFailure},
    card::{CardErrors, CardFault, CardField},
    zuora::{Cause, PaymentMethod, Refusal},
};

/// What a form with a card shows of its [`Run`](crate::flow::Run).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The form's code does not run yet.
    Closed,
    /// The page was not loaded over a secure connection, so it may have been changed on the way and
    /// the form stays closed.
    NotSecure,
    /// The form may be submitted, and no call is in flight.
    Ready,
    /// The form was submitted with these faults. Those that are corrected since are gone.
    Invalid(Faults),
    /// Stage 1: the shop's server is getting a ticket.
    Signing,
    /// Stage 2: the browser is calling Zuora.
    Sending,
    /// It is not known whether the card was saved, and the page is finding out.
    Checking {
        /// Zuora's answer, when that is what leaves it open.
        refusal: Option<Refusal>,
        /// Whether an earlier page was left while it was sending.
        is_interrupted: bool,
    },
    /// Zuora has saved the card.
    Saved { card: SavedCard, confirmation: Confirmation },
    /// The run has ended, and no card is known to be saved. `field_faults` are the fields beside
    /// the card's that Zuora refused.
    Failed { failure: Failure, field_faults: Vec<FieldFault> },
}

impl From<Failure> for Phase {
    fn from(failure: Failure) -> Self {
        Self::Failed { failure, field_faults: Vec::new() }
    }
}

/// The faults of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    pub card: CardErrors,
    /// Those of the fields that a page has beside the card.
    pub others: Vec<FieldFault>,
}

impl Faults {
    pub fn is_empty(&self) -> bool {
        self.card.is_empty() && self.others.is_empty()
    }
}

/// The fault of one field beside the card's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// The id of the field's element.
    pub id: &'static str,
    /// How to correct it.
    pub sentence: &'static str,
}

impl Phase {
    /// Whether a call is in flight, so that no second one may start.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Signing | Self::Sending | Self::Checking { .. })
    }

    /// Whether the form may be submitted.
    pub fn is_open(&self) -> bool {
        !self.is_busy() && !matches!(self, Self::Closed | Self::NotSecure)
    }

    /// Whether the run has ended and nobody knows whether the card was saved.
    pub fn is_in_doubt(&self) -> bool {
        matches!(self, Self::Failed { failure, .. } if failure.is_open())
    }
}

/// What the server has read back of a saved card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// The server is asking Zuora.
    Pending,
    /// The card as Zuora has it.
    Confirmed(PaymentMethod),
    /// It could not be read back. The card is saved all the same.
    NotConfirmed,
}

/// How a run can fail. Each variant decides whether the card may have been saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Stage 1 failed. Nothing was sent to Zuora.
    NotSigned(ApiError),
    /// Zuora refused; its reasons say whether the card may have been saved.
    Refused(Refusal),
    /// The call may have left the browser, and no response could be read: only Zuora knows whether
    /// the card was saved. A refused preflight ends here too, for no browser tells a page the
    /// difference.
    Unknown,
    /// The outcome was open, and Zuora has no such card. The refusal is what left it open.
    NotSaved(Option<Refusal>),
}

impl Failure {
    /// Whether the card may have been saved.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Unknown => true,
            Self::Refused(refusal) => !refusal.cause().excludes_saving(),
            Self::NotSigned(_) | Self::NotSaved(_) => false,
        }
    }

    /// Whether the same card may well be saved by another attempt, with nothing else changed.
    pub fn can_retry(&self) -> bool {
        match self {
            Self::NotSigned(error) => matches!(
                error.kind.signing_failure(),
                SigningFailure::SiteUnreachable
                    | SigningFailure::TooManyRequests
                    | SigningFailure::ZuoraUnreachable
            ),
            Self::Refused(refusal) => refusal.cause() == Cause::Busy,
            Self::NotSaved(_) => true,
            Self::Unknown => false,
        }
    }

    /// The fields that Zuora refused, found by the names that its reasons put in quotes.
    pub fn refused_fields(&self) -> CardErrors {
        let mut errors = CardErrors::default();
        if let Self::Refused(refusal) = self {
            for field in refusal
                .reasons
                .iter()
                .filter_map(|reason| CardField::from_zuora_name(reason.field()?))
            {
                errors.set(field, Some(CardFault::Refused(field)));
            }
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zuora::Reason;

    #[test]
    fn a_refusal_lands_on_the_fields_its_reasons_name() {
        let reason = |message: &str| Reason { code: "50000020".into(), message: message.into() };
        let refused = |messages: &[&str]| -> Vec<CardField> {
            let failure = Failure::Refused(Refusal {
                process_id: None,
                reasons: messages.iter().map(|message| reason(message)).collect(),
            });
            failure.refused_fields().iter().map(|(field, _)| field).collect()
        };
        assert_eq!(
            refused(&[
                "'securityCode' may not be empty",
                "'creditCardNumber' must be a string",
                "'expirationYear' value"
            ]),
            [CardField::Number, CardField::Expiry, CardField::SecurityCode]
        );
        assert_eq!(
            refused(&["'cardHolderInfo.cardHolderName' may not be null"]),
            [CardField::Holder]
        );
        assert_eq!(refused(&["Invalid token.", "'accountKey' may not be null"]), []);
        assert!(Failure::Unknown.refused_fields().is_empty());
    }
}
