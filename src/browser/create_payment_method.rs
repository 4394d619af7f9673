//! *Create Payment Method*: the card goes into the account of the customer who has signed in.

use super::{
    attempt::Attempt,
    card_json::{CardFieldNames, write_card},
    card_list,
    card_operation::{CardOperation, Created},
    cross_origin::{NoAnswer, call},
    dom::input,
    json::set,
};
use crate::{
    api::{confirm_payment_method, sign_create_payment_method},
    api_error::{ApiError, ApiErrorKind},
    card::Card,
    element_ids::id,
    flow::{Ambiguous, CardLook, FieldFault, FoundCard, SavedCard, find_new},
    zuora::{Answer, CreatePaymentMethod, PaymentMethod, Refusal, Ticket},
};
use js_sys::Object;

/// What the form has beside the card.
#[derive(Debug)]
pub struct DefaultChoice {
    is_default: bool,
}

impl CardOperation for CreatePaymentMethod {
    type ExtraFields = DefaultChoice;
    type Typed = ();
    type Grant = Ticket<CreatePaymentMethod>;

    fn start() {
        card_list::start();
    }

    fn read() -> Result<DefaultChoice, Vec<FieldFault>> {
        let checkbox = input(id::DEFAULT);
        Ok(DefaultChoice { is_default: checkbox.is_some_and(|checkbox| checkbox.checked()) })
    }

    fn read_typed() -> Option<()> {
        Some(())
    }

    async fn sign((): &()) -> Result<Self::Grant, ApiError> {
        sign_create_payment_method().await
    }

    fn ticket(grant: &Self::Grant) -> &Ticket<Self> {
        grant
    }

    /// The cards that the account had before, if the list is known.
    fn reference(_: &Self::Grant) -> Option<Vec<String>> {
        card_list::ids()
    }

    async fn send(
        ticket: Self::Grant,
        card: &Card,
        choice: &DefaultChoice,
    ) -> Result<Answer<Created>, NoAnswer> {
        let body = Object::new();
        let names = CardFieldNames { brand: "creditCardType", number: "creditCardNumber" };
        write_card(&body, card, names, &Object::new());
        set(&body, "defaultPaymentMethod", choice.is_default);
        Ok(match call(ticket, Some(&body)).await? {
            Answer::Done(reply) => Answer::Done(Created {
                payment_method_id: reply.payment_method_id,
                account_number: None,
            }),
            Answer::Refused(refusal) => Answer::Refused(refusal),
        })
    }

    async fn find(attempt: &Attempt) -> Result<Option<FoundCard>, ApiError> {
        let cards = card_list::load().await?;
        match find_new(&cards, attempt.reference.as_deref(), attempt.look.as_ref()) {
            Ok(found) => Ok(found.map(|method| method.clone().into())),
            // As when the list cannot be read: the outcome stays open.
            Err(Ambiguous) => Err(ApiErrorKind::ZuoraBusy.into()),
        }
    }

    async fn confirm(saved: &SavedCard) -> Result<PaymentMethod, ApiError> {
        let confirmed = confirm_payment_method(saved.payment_method_id.clone()).await?;
        card_list::add(confirmed.clone());
        Ok(confirmed)
    }

    fn show_saved(saved: &SavedCard, look: Option<&CardLook>) -> bool {
        card_list::show_saved(saved, look)
    }

    fn note_typed(look: Option<&CardLook>) {
        card_list::note_typed(look);
    }

    fn is_default(choice: &DefaultChoice) -> bool {
        choice.is_default
    }

    fn show_refused(_: &Refusal) -> Vec<FieldFault> {
        Vec::new()
    }
}
