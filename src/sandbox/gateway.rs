//! The payment gateway behind the tenant, which verifies a card before it is saved.

use crate::sandbox::{
    cards::NewCard,
    error_reply::{ErrorReply, Reason},
    fields::UNKNOWN_RESOURCE,
    records::Contact,
    tenant::TenantStore,
    tenant_switches::BillingAddress,
};

/// Zuora: the category of an error in an external system.
const EXTERNAL_SYSTEM: u32 = 99;
/// The fields that a gateway compares with the bank's, as a holder or a contact names them.
const ADDRESS_FIELDS: [&str; 3] = ["country", "zipCode", "postalCode"];
/// Zuora, of a gateway that misses the country: the end. Inferred: the beginning.
const NO_ADDRESS: &str = "Transaction declined.missing_field - billto_country is missing";

/// Verifies the card for an account with this bill-to contact, or for none.
///
/// # Errors
/// When the gateway declines the card, in the category that the tenant's switch says, or fails.
pub async fn verify(
    tenant: &TenantStore,
    card: NewCard,
    bill_to: Option<&Contact>,
) -> Result<NewCard, ErrorReply> {
    let switches = tenant.lock().switches;
    if switches.address == BillingAddress::Required && !has_address(&card, bill_to) {
        return Err(decline(NO_ADDRESS.into(), switches.decline_category.get()));
    }
    card.verify().await.map_err(|error| match error {
        ErrorReply::Reasons(process_id, mut reasons) => match reasons.as_mut_slice() {
            [Reason { code, message }] if *code % 100 == EXTERNAL_SYSTEM => {
                decline(std::mem::take(message), switches.decline_category.get())
            }
            _ => ErrorReply::Reasons(process_id, reasons),
        },
        other => other,
    })
}

fn decline(message: String, category: u32) -> ErrorReply {
    ErrorReply::new(UNKNOWN_RESOURCE * 100 + category, message)
}

/// Zuora: the holder of a request is used alone, even if it has a name and no address. Without a
/// holder, the account's bill-to contact is used.
fn has_address(card: &NewCard, bill_to: Option<&Contact>) -> bool {
    let fields = card.holder().or(bill_to.map(|contact| contact.fields.as_slice()));
    fields
        .unwrap_or_default()
        .iter()
        .any(|(field, text)| ADDRESS_FIELDS.contains(field) && !text.is_empty())
}
