//! The one place where a card is written into a body, and only into one that goes to Zuora.

use super::dom::element;
use crate::{card::Card, element_ids::id};
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// An operation's names of the fields that Zuora's operations name differently.
pub struct CardFieldNames {
    pub brand: &'static str,
    pub number: &'static str,
}

/// Writes the card into `body` and wipes it. `holder` becomes the card holder's information; the
/// caller puts in what its operation sends beside the name, the country and the postal code.
///
/// An empty holder is left out. Zuora: "If provided, Zuora will only use this information for this
/// card. Otherwise, Zuora will use the account's existing bill-to contact."
///
/// # Errors
/// The browser's. Setting a property of a plain object never fails.
pub fn write_card(
    body: &Object,
    card: Card,
    names: CardFieldNames,
    holder: &Object,
) -> Result<(), JsValue> {
    if let Some(name) = &card.holder {
        set(holder, "cardHolderName", name.expose())?;
    }
    write_address(holder, &card)?;
    for (name, text) in [
        (names.brand, card.number.brand().credit_card_type()),
        (names.number, card.number.expose()),
        ("expirationMonth", &card.expiry.month()),
        ("expirationYear", &card.expiry.year()),
        ("securityCode", card.security_code.expose()),
    ] {
        set(body, name, text)?;
    }
    write_consent(body)?;
    if Object::keys(holder).length() > 0 {
        set(body, "cardHolderInfo", holder.clone())?;
    }
    Ok(())
}

/// Writes the billing address as a card holder or a contact has it: Zuora's names are the same.
///
/// # Errors
/// The browser's, as in [`write_card`].
pub fn write_address(object: &Object, card: &Card) -> Result<(), JsValue> {
    if let Some(country) = &card.country {
        set(object, "country", country.code())?;
    }
    if let Some(postal_code) = &card.postal_code {
        set(object, "zipCode", postal_code.text())?;
    }
    Ok(())
}

/// Tells Zuora to which sentence on this page the customer has agreed. Zuora: since 2023.07.R2 it
/// makes a stored credential profile of every new card by itself, with these three values; the
/// reference is "only applicable" with the action, and the action requires the other two.
fn write_consent(body: &Object) -> Result<(), JsValue> {
    let consent = element(id::CONSENT).and_then(|text| text.get_attribute("data-reference"));
    let Some(reference) = consent else { return Ok(()) };
    for (name, text) in [
        ("mitProfileAction", "Activate"),
        ("mitProfileType", "Recurring"),
        ("mitConsentAgreementSrc", "External"),
        ("mitConsentAgreementRef", &reference),
    ] {
        set(body, name, text)?;
    }
    Ok(())
}

/// Sets a property.
///
/// # Errors
/// The browser's, as in [`write_card`].
pub fn set(object: &Object, name: &str, value: impl Into<JsValue>) -> Result<(), JsValue> {
    Reflect::set(object, &name.into(), &value.into())?;
    Ok(())
}
