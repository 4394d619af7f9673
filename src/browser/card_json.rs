//! The one place where a card is written into a body, and only into one that goes to Zuora.

use crate::card::Card;
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// An operation's names of the fields that Zuora's operations name differently.
pub struct CardFieldNames {
    pub brand: &'static str,
    pub number: &'static str,
}

/// Writes the card into `body` and wipes it. `holder` becomes the card holder's information; the
/// caller puts in what its operation sends beside the name.
///
/// # Errors
/// The browser's. Setting a property of a plain object never fails.
pub fn write_card(
    body: &Object,
    card: Card,
    names: CardFieldNames,
    holder: &Object,
) -> Result<(), JsValue> {
    set(holder, "cardHolderName", card.holder.expose())?;
    set(body, names.brand, card.number.brand().credit_card_type())?;
    set(body, names.number, card.number.expose())?;
    set(body, "expirationMonth", card.expiry.month())?;
    set(body, "expirationYear", card.expiry.year())?;
    set(body, "securityCode", card.security_code.expose())?;
    set(body, "cardHolderInfo", holder.clone())
}

/// Sets a property.
///
/// # Errors
/// The browser's, as in [`write_card`].
pub fn set(object: &Object, name: &str, value: impl Into<JsValue>) -> Result<(), JsValue> {
    Reflect::set(object, &name.into(), &value.into())?;
    Ok(())
}
