//! What a page does with a card: what differs between the operations that send one.

use super::{attempt::Attempt, cross_origin::NoAnswer};
use crate::{
    api_error::ApiError,
    card::Card,
    flow::{CardLook, FieldFault, FoundCard, SavedCard},
    words::Outcome,
    zuora::{Answer, Operation, PaymentMethod, Refusal, Ticket},
};

/// What Zuora created in one call.
#[derive(Debug)]
pub struct Created {
    pub payment_method_id: String,
    /// The number of the account that was created with the card.
    pub account_number: Option<String>,
}

/// An operation of Zuora's that takes a card.
pub trait CardOperation: Operation + 'static {
    /// The fields that the form has beside the card.
    type ExtraFields: 'static;
    /// What the customer types that the signature is bound to.
    type Typed: PartialEq + 'static;
    /// What the server grants in stage 1.
    type Grant: 'static;

    /// The page's code runs.
    fn start() {}

    /// Reads the extra fields, and shows the errors beside them.
    ///
    /// # Errors
    /// Every fault of them.
    fn read() -> Result<Self::ExtraFields, Vec<FieldFault>>;

    /// Reads what the signature is bound to. `None` while it is not valid.
    fn read_typed() -> Option<Self::Typed>;

    /// Stage 1.
    fn sign(typed: &Self::Typed) -> impl Future<Output = Result<Self::Grant, ApiError>>;

    /// The ticket that was granted.
    fn ticket(grant: &Self::Grant) -> &Ticket<Self>
    where
        Self: Sized;

    /// What the result of an attempt with this grant can be recognised by, where that is known.
    fn reference(grant: &Self::Grant) -> Option<Vec<String>>;

    /// Stage 2.
    fn send(
        grant: Self::Grant,
        card: &Card,
        extra: &Self::ExtraFields,
    ) -> impl Future<Output = Result<Answer<Created>, NoAnswer>>;

    /// Has the server search for what an attempt has created. `None`: nothing.
    fn find(attempt: &Attempt) -> impl Future<Output = Result<Option<FoundCard>, ApiError>>;

    /// Has the server read the card back.
    fn confirm(saved: &SavedCard) -> impl Future<Output = Result<PaymentMethod, ApiError>>;

    /// The sentences about the outcome, when the operation does more than save a card.
    fn outcome() -> Option<&'static Outcome> {
        None
    }

    /// The page shows that the card was saved. Returns whether the operation has moved the focus.
    fn show_saved(_: &SavedCard, _: Option<&CardLook>) -> bool {
        false
    }

    /// A card is being typed: `None` until it is complete.
    fn note_typed(_: Option<&CardLook>) {}

    /// Whether the customer chose the card as the account's default.
    fn is_default(extra: &Self::ExtraFields) -> bool;

    /// Shows which of the extra fields Zuora has refused.
    fn show_refused(refusal: &Refusal) -> Vec<FieldFault>;
}
