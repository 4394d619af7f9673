//! The one place where a card is written into a body, and only into one that goes to Zuora.

use super::{dom::element, json::set};
use crate::{card::Card, element_ids::id};
use js_sys::Object;

/// An operation's names of the fields that Zuora's operations name differently.
pub struct CardFieldNames {
    pub brand: &'static str,
    pub number: &'static str,
}

/// Writes the card into `body`. `holder` becomes the card holder's information; the
/// caller puts in what its operation sends beside the name, the country and the postal code.
///
/// An empty holder is left out. Zuora: "If provided, Zuora will only use this information for this
/// card. Otherwise, Zuora will use the account's existing bill-to contact."
pub fn write_card(body: &Object, card: &Card, names: CardFieldNames, holder: &Object) {
    if let Some(name) = &card.holder {
        set(holder, "cardHolderName", name.expose());
    }
    write_address(holder, card);
    for (name, text) in [
        (names.brand, card.number.brand().credit_card_type()),
        (names.number, card.number.expose()),
        ("expirationMonth", &card.expiry.month()),
        ("expirationYear", &card.expiry.year()),
        ("securityCode", card.security_code.expose()),
    ] {
        set(body, name, text);
    }
    write_consent(body);
    if Object::keys(holder).length() > 0 {
        set(body, "cardHolderInfo", holder.clone());
    }
}

/// Writes the billing address as a card holder or a contact has it: Zuora's names are the same.
pub fn write_address(object: &Object, card: &Card) {
    if let Some(country) = &card.country {
        set(object, "country", country.code());
    }
    if let Some(postal_code) = &card.postal_code {
        set(object, "zipCode", postal_code.text());
    }
}

/// Names the sentence on this page to which the customer has agreed. Zuora: since 2023.07.R2 it
/// makes a stored credential profile of every new card by itself, with these three values; the
/// reference is "only applicable" with the action, and the action requires the other two.
fn write_consent(body: &Object) {
    let consent = element(id::CONSENT).and_then(|text| text.get_attribute("data-reference"));
    let Some(reference) = consent else { return };
    for (name, text) in [
        ("mitProfileAction", "Activate"),
        ("mitProfileType", "Recurring"),
        ("mitConsentAgreementSrc", "External"),
        ("mitConsentAgreementRef", &reference),
    ] {
        set(body, name, text);
    }
}
