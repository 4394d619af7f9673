//! The one place where a card is written into a body, and only into one that goes to Zuora.

use super::call::NoAnswer;
use crate::card::Card;
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// Writes the card into an object, under the operation's own names of brand and number; the card is wiped. What else an operation tells of the holder is
/// in `holder` already.
///
/// # Errors
/// Never, in a browser.
pub fn write_card(
    into: &Object,
    card: Card,
    [brand, number]: [&str; 2],
    holder: &Object,
) -> Result<(), NoAnswer> {
    set(holder, "cardHolderName", card.holder.expose())?;
    set(into, brand, card.number.brand().credit_card_type())?;
    set(into, number, card.number.expose())?;
    set(into, "expirationMonth", card.expiry.month())?;
    set(into, "expirationYear", card.expiry.year())?;
    set(into, "securityCode", card.security_code.expose())?;
    set(into, "cardHolderInfo", holder.clone())
}

/// Sets a field.
///
/// # Errors
/// Never, in a browser.
pub fn set(object: &Object, name: &str, value: impl Into<JsValue>) -> Result<(), NoAnswer> {
    Reflect::set(object, &name.into(), &value.into())?;
    Ok(())
}
