//! Creates payment methods for browsers and servers.

use crate::sandbox::{
    authorisation::{AuthorisedCaller, authorise},
    cards::{self, CardFieldNames, HolderFields, NewCard},
    error_reply::{ErrorReply, HandlerResult},
    fields::{FieldReader, UNKNOWN_RESOURCE, object},
    gateway,
    payment_details::{read_current, read_stored_credential},
    real_card_numbers::reject_real_card_numbers,
    records::Contact,
    reply::SuccessReply,
    tenant::{TenantData, TenantStore},
    tenant_switches::AccountKey,
};
use axum::{body::Bytes, extract::State, http::HeaderMap};
use serde_json::{Value, json};

/// `POST /v1/payment-methods/credit-cards`: the older operation, which browsers may call.
pub async fn create_credit_card(
    State(tenant): State<TenantStore>,
    headers: HeaderMap,
    body: Bytes,
) -> HandlerResult {
    let body = object(&body)?;
    reject_real_card_numbers(&body)?;
    let account_key = body.get("accountKey").and_then(Value::as_str);
    authorise(&tenant, &headers, "POST", "/v1/payment-methods/credit-cards", account_key)?;

    let mut fields = FieldReader::new(&body, UNKNOWN_RESOURCE);
    let account_key = fields.text("accountKey", 255);
    let card = cards::read(&mut fields, CardFieldNames::Older, HolderFields::Optional);
    let default = fields.flag("defaultPaymentMethod").unwrap_or(false);
    fields.whole("numConsecutiveFailures", 0..=100);
    fields.ignore(&["gatewayOptions"]);
    let details = read_stored_credential(&mut fields);
    let card = fields.finish(card)?.with_details(details);
    let bill_to = {
        let tenant = tenant.lock();
        find_bill_to(&tenant, account_key, tenant.switches.account_key)?
    };
    let card = gateway::verify(&tenant, card, bill_to.as_ref()).await?;
    let id = save(&mut tenant.lock(), account_key, card, default)?;
    Ok(SuccessReply(json!({"paymentMethodId": id})))
}

/// `POST /v1/payment-methods`: the current operation, which only servers may call.
pub async fn create(
    _: AuthorisedCaller,
    State(tenant): State<TenantStore>,
    body: Bytes,
) -> HandlerResult {
    let body = object(&body)?;
    reject_real_card_numbers(&body)?;
    let mut fields = FieldReader::new(&body, UNKNOWN_RESOURCE);
    let account_key = fields.text("accountKey", 255);
    let card = cards::read(&mut fields, CardFieldNames::Current, HolderFields::Required);
    let default = fields.flag("makeDefault").unwrap_or(false);
    let details = read_current(&mut fields);
    if default && account_key.is_none() {
        fields.report_wrong("'makeDefault' needs an 'accountKey'");
    }
    let card = fields.finish(card)?.with_details(details);
    // Zuora: this operation takes both keys.
    let bill_to = find_bill_to(&tenant.lock(), account_key, AccountKey::NumberOrId)?;
    let card = gateway::verify(&tenant, card, bill_to.as_ref()).await?;
    let id = save(&mut tenant.lock(), account_key, card, default)?;
    Ok(SuccessReply(json!({"id": id})))
}

/// The bill-to contact of the account with this key.
fn find_bill_to(
    tenant: &TenantData,
    account_key: Option<&str>,
    taken: AccountKey,
) -> Result<Option<Contact>, ErrorReply> {
    let Some(key) = account_key else { return Ok(None) };
    tenant
        .account(key)
        // Inferred: a number is no key then, like any other text.
        .filter(|account| taken == AccountKey::NumberOrId || account.id == key)
        .map(|account| Some(account.bill_to.clone()))
        .ok_or_else(|| ErrorReply::no_entity(key))
}

/// Saves a card for the account with this key, and makes it the default on request. Zuora:
/// otherwise the default stays unchanged.
fn save(
    tenant: &mut TenantData,
    account_key: Option<&str>,
    card: NewCard,
    default: bool,
) -> Result<String, ErrorReply> {
    if tenant.is_full() {
        return Err(ErrorReply::sandbox_full());
    }
    let account_id = match account_key {
        None => None,
        Some(key) => {
            Some(tenant.account(key).ok_or_else(|| ErrorReply::no_entity(key))?.id.clone())
        }
    };
    let id = card.save(tenant, account_id.clone());
    if let Some(account) = account_id.filter(|_| default).and_then(|id| tenant.account_mut(&id)) {
        account.default_payment_method = Some(id.clone());
    }
    Ok(id)
}
