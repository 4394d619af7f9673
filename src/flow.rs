//! The two stages as a person lives them: where a run stands, and every way it can end.

mod download;
mod hosted;

pub use download::{Download, DownloadFailure};
pub use hosted::{Hosted, HostedFailure, Shown};

use crate::{
    api_error::ApiError,
    card::{Brand, CardErrors, CardFault, CardField},
    zuora::{PaymentMethod, Refusal},
};

/// Where the form stands, from the first paint to the end of a run. It is all that is drawn anew while somebody uses the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The form's code does not run yet.
    Closed,
    /// The page came in a way that anybody could have changed, so the form stays closed.
    NotSecure,
    /// Nothing is under way.
    Ready,
    /// The form was sent off with these faults, or what is left of them.
    Invalid(Faults),
    /// Stage 1: the shop's server is getting a ticket.
    Signing,
    /// Stage 2: the browser is calling Zuora.
    Sending,
    /// Zuora has saved the card.
    Saved(SavedCard, Confirmation),
    /// The run has ended without a saved card that we know of; with the fields beside the card's that Zuora has refused.
    Failed(Failure, Vec<FieldFault>),
}

/// What is wrong with a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// With the card.
    pub card: CardErrors,
    /// With the fields that a page has beside it.
    pub others: Vec<FieldFault>,
}

impl Faults {
    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.card.is_empty() && self.others.is_empty()
    }
}

/// What is wrong with one field beside the card's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// The field's id.
    pub id: &'static str,
    /// How to mend it.
    pub sentence: &'static str,
}

impl Phase {
    /// Whether a call is in flight, so that no other may start.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Signing | Self::Sending)
    }

    /// Whether the form may be sent off.
    pub fn is_open(&self) -> bool {
        !self.is_busy() && !matches!(self, Self::Closed | Self::NotSecure)
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
    /// The number of the account that was created with it.
    pub account_number: Option<String>,
}

/// What the server has read back of a card that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// The server is asking Zuora.
    Asking,
    /// This is how Zuora has it.
    Confirmed(PaymentMethod),
    /// It could not be read back. It is saved all the same.
    NotConfirmed,
}

/// How a run can fail. Each says whether the card may have been saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Stage 1 failed. Nothing was sent to Zuora.
    NotSigned(ApiError),
    /// Zuora refused; whether nothing was saved, its reasons say.
    Refused(Refusal),
    /// The call may have left the browser, and no answer could be read: only Zuora knows whether the card was saved. A refused
    /// preflight ends here too, for no browser tells a page the difference.
    Unknown,
}

impl Failure {
    /// The fields that Zuora has refused, by the names that its reasons put in quotes.
    pub fn refused_fields(&self) -> CardErrors {
        let mut errors = CardErrors::default();
        if let Self::Refused(refusal) = self {
            for field in refusal
                .reasons
                .iter()
                .filter_map(|reason| CardField::of_zuoras_name(reason.field()?))
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
