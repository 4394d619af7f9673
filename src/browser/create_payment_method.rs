//! *Create Payment Method*: the card goes into the account of the customer who has signed in.

use super::{
    card_json::{CardFieldNames, write_card},
    cross_origin::{NoAnswer, call},
    dom::input,
    json::set,
    submit::{CardOperation, Created},
};
use crate::{
    api::{confirm_payment_method, sign_create_payment_method},
    api_error::ApiError,
    card::Card,
    element_ids::id,
    flow::{FieldFault, SavedCard},
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
    type Grant = Ticket<CreatePaymentMethod>;

    fn read() -> Result<DefaultChoice, Vec<FieldFault>> {
        let checkbox = input(id::DEFAULT);
        Ok(DefaultChoice { is_default: checkbox.is_some_and(|checkbox| checkbox.checked()) })
    }

    async fn sign(_: &DefaultChoice) -> Result<Self::Grant, ApiError> {
        sign_create_payment_method().await
    }

    async fn send(
        ticket: Self::Grant,
        card: Card,
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

    async fn confirm(saved: &SavedCard, _: &DefaultChoice) -> Result<PaymentMethod, ApiError> {
        confirm_payment_method(saved.payment_method_id.clone()).await
    }

    fn is_default(choice: &DefaultChoice) -> bool {
        choice.is_default
    }

    fn show_refused(_: &Refusal) -> Vec<FieldFault> {
        Vec::new()
    }
}
