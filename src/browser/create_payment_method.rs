//! *Create Payment Method*: the card goes into the account of the customer who has signed in.

use super::{
    call::{NoAnswer, send},
    card_json::{set, write_card},
    page::input,
    submit::CardOperation,
};
use crate::{
    api::{confirm_payment_method, sign_create_payment_method},
    api_error::ApiError,
    card::Card,
    components::id,
    flow::{FieldFault, SavedCard},
    zuora::{Answer, CreatePaymentMethod, PaymentMethod, Refusal, Ticket},
};
use js_sys::Object;

/// The job of the page "Add a credit card".
#[derive(Debug)]
pub enum AddCard {}

impl CardOperation for AddCard {
    /// Whether it becomes the default.
    type ExtraFields = bool;
    type Grant = Ticket<CreatePaymentMethod>;

    fn read() -> Result<bool, Vec<FieldFault>> {
        Ok(input(id::DEFAULT).is_some_and(|input| input.checked()))
    }

    async fn sign(_: &bool) -> Result<Self::Grant, ApiError> {
        sign_create_payment_method().await
    }

    async fn send(
        ticket: Self::Grant,
        card: Card,
        default: &bool,
    ) -> Result<Answer<(String, Option<String>)>, NoAnswer> {
        let fields = Object::new();
        write_card(&fields, card, ["creditCardType", "creditCardNumber"], &Object::new())?;
        set(&fields, "defaultPaymentMethod", *default)?;
        Ok(match send(ticket, Some(&fields)).await? {
            Answer::Done(created) => Answer::Done((created.payment_method_id, None)),
            Answer::Refused(refusal) => Answer::Refused(refusal),
        })
    }

    async fn confirm(saved: &SavedCard, _: &bool) -> Result<PaymentMethod, ApiError> {
        confirm_payment_method(saved.payment_method_id.clone()).await
    }

    fn is_default(default: &bool) -> bool {
        *default
    }

    fn show_refused(_: &Refusal) -> Vec<FieldFault> {
        Vec::new()
    }
}
