//! *Create Payment Method*: the one place where a card is written into a body.

use super::call::{NoAnswer, send};
use crate::{
    card::Card,
    zuora::{Answer, CreatePaymentMethod, PaymentMethodCreated, Ticket},
};
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// Sends the card to Zuora, for the account the ticket is bound to.
///
/// # Errors
/// When no answer can be read; the card may have been saved.
pub async fn create_payment_method(
    ticket: Ticket<CreatePaymentMethod>,
    card: Card,
    default: bool,
) -> Result<Answer<PaymentMethodCreated>, NoAnswer> {
    let holder = Object::new();
    set(&holder, "cardHolderName", card.holder.expose())?;
    let fields = Object::new();
    set(&fields, "creditCardType", card.number.brand().credit_card_type())?;
    set(&fields, "creditCardNumber", card.number.expose())?;
    set(&fields, "expirationMonth", card.expiry.month())?;
    set(&fields, "expirationYear", card.expiry.year())?;
    set(&fields, "securityCode", card.security_code.expose())?;
    set(&fields, "cardHolderInfo", holder)?;
    set(&fields, "defaultPaymentMethod", default)?;
    drop(card);
    send(ticket, &fields).await
}

fn set(object: &Object, name: &str, value: impl Into<JsValue>) -> Result<(), NoAnswer> {
    Reflect::set(object, &name.into(), &value.into())?;
    Ok(())
}
