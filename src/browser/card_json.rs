//! The one place where a card is written into a body, and only into one that goes to Zuora.

use super::call::NoAnswer;
use crate::card::Card;
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// Its holder, as far as the card says.
///
/// # Errors
/// Never, in a browser.
pub fn holder_json(card: &Card) -> Result<Object, NoAnswer> {
    let holder = Object::new();
    set(&holder, "cardHolderName", card.holder.expose())?;
    Ok(holder)
}

/// Sets a field.
///
/// # Errors
/// Never, in a browser.
pub fn set(object: &Object, name: &str, value: impl Into<JsValue>) -> Result<(), NoAnswer> {
    Reflect::set(object, &name.into(), &value.into())?;
    Ok(())
}
