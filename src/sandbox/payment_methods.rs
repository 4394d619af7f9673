//! Payment methods: created by a browser or a server, attached, verified, scrubbed, deleted.

use super::{
    bearer::{Bearer, authorise},
    cards::{self, Holder, Naming, NewCard},
    fields::{Fields, UNKNOWN_RESOURCE, object},
    records::PaymentMethod,
    reply::{Answer, Done, Refusal},
    tenant::{Shared, Tenant},
};
use axum::{
    body::Bytes,
    extract::{Path, State},
    http::HeaderMap,
};
use serde_json::{Value, json};

/// `POST /v1/payment-methods/credit-cards`: the older operation, which browsers may call.
pub async fn create_credit_card(
    State(tenant): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let body = object(&body)?;
    cards::only_test_numbers(&body)?;
    let account_key = body.get("accountKey").and_then(Value::as_str);
    authorise(&tenant, &headers, "POST", "/v1/payment-methods/credit-cards", account_key)?;

    let mut fields = Fields::of(&body, UNKNOWN_RESOURCE);
    let account_key = fields.text("accountKey", 255);
    let card = cards::read(&mut fields, Naming::Older, Holder::Optional);
    let default = fields.flag("defaultPaymentMethod").unwrap_or(false);
    stored_credential(&mut fields);
    let card = fields.finish(card)?.verified().await?;
    let id = save(&mut tenant.lock(), account_key, card, default)?;
    Ok(Done(json!({"paymentMethodId": id})))
}

/// `POST /v1/payment-methods`: the current operation, which is for servers alone.
pub async fn create(_: Bearer, State(tenant): State<Shared>, body: Bytes) -> Answer {
    let body = object(&body)?;
    cards::only_test_numbers(&body)?;
    let mut fields = Fields::of(&body, UNKNOWN_RESOURCE);
    let kind = fields.text("type", 255);
    if fields.required("type", kind).is_some_and(|kind| kind != "CreditCard") {
        // Zuora has many; this stand-in is about cards.
        fields.wrong("'type' value should be one of: CreditCard");
    }
    let account_key = fields.text("accountKey", 255);
    let card = cards::read(&mut fields, Naming::Current, Holder::Required);
    let default = fields.flag("makeDefault").unwrap_or(false);
    for flag in ["skipValidation", "checkDuplicated", "tokenize"] {
        fields.flag(flag);
    }
    fields.text("ipAddress", 45);
    fields.text("paymentMethodNumber", 32);
    fields.text("paymentGatewayNumber", 40);
    fields.text("identityNumber", 256);
    fields.text("cryptogram", 50);
    fields.ignore(&[
        "authGateway",
        "currencyCode",
        "mandateInfo",
        "processingOptions",
        "accountHolderInfo",
    ]);
    stored_credential(&mut fields);
    if default && account_key.is_none() {
        fields.wrong("'makeDefault' needs an 'accountKey'");
    }
    let card = fields.finish(card)?.verified().await?;
    let id = save(&mut tenant.lock(), account_key, card, default)?;
    Ok(Done(json!({"id": id})))
}

/// Zuora: the fields of a stored credential profile.
fn stored_credential(fields: &mut Fields<'_>) {
    fields.whole("numConsecutiveFailures", 0..=100);
    fields.one_of("mitProfileAction", &["Activate", "Persist"]);
    fields.one_of("mitProfileType", &["Recurring", "Unscheduled"]);
    fields.one_of("mitConsentAgreementSrc", &["External"]);
    fields.text("mitConsentAgreementRef", 128);
    fields.text("mitNetworkTransactionId", 128);
    fields.ignore(&["mitProfileAgreedOn", "gatewayOptions"]);
}

/// Saves a card for the account that goes by this key, as its default where it is to be. Zuora: otherwise the default stays as it is.
fn save(
    tenant: &mut Tenant,
    account_key: Option<&str>,
    card: NewCard,
    default: bool,
) -> Result<String, Refusal> {
    if tenant.is_full() {
        return Err(Refusal::because(
            50_000_070,
            "The sandbox is full; reset it with POST /sandbox/reset.",
        ));
    }
    let account_id = match account_key {
        None => None,
        Some(key) => Some(tenant.account(key).ok_or_else(|| no_entity(key))?.id.clone()),
    };
    let id = card.save(tenant, account_id.clone());
    if let Some(account) = account_id.filter(|_| default).and_then(|id| tenant.account_mut(&id)) {
        account.default_payment_method = Some(id.clone());
    }
    Ok(id)
}

/// `PUT /v1/payment-methods/{id}`: changes a card's date, or attaches an orphan. Its other fields are taken and change nothing here.
pub async fn update(
    _: Bearer,
    State(tenant): State<Shared>,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    let body = object(&body)?;
    let mut fields = Fields::of(&body, UNKNOWN_RESOURCE);
    let account_key = fields.text("accountKey", 255);
    let month = fields.whole("expirationMonth", 1..=12);
    let year = fields.whole("expirationYear", 2000..=9999);
    fields.text("securityCode", 4);
    fields.ignore(&[
        "accountHolderInfo",
        "authGateway",
        "currencyCode",
        "gatewayOptions",
        "ipAddress",
        "mandateInfo",
        "processingOptions",
    ]);
    fields.finish(Some(()))?;

    let mut tenant = tenant.lock();
    let attached = find(&tenant, &id)?.account_id.is_some();
    let account_id = match account_key {
        None => None,
        Some(_) if attached => {
            return Err(Refusal::because(
                50_000_030,
                "The payment method belongs to an account already.",
            ));
        }
        Some(key) => Some(tenant.account(key).ok_or_else(|| no_entity(key))?.id.clone()),
    };
    let now = tenant.timestamp();
    change(&mut tenant, &id, |method| {
        method.account_id = account_id.or_else(|| method.account_id.take());
        method.expiration_month = month.unwrap_or(method.expiration_month);
        method.expiration_year = year.unwrap_or(method.expiration_year);
        method.updated = now;
    });
    Ok(Done(json!({"id": id})))
}

/// `DELETE /v1/payment-methods/{id}`
pub async fn delete(_: Bearer, State(tenant): State<Shared>, Path(id): Path<String>) -> Answer {
    let mut tenant = tenant.lock();
    find(&tenant, &id)?;
    if tenant.accounts.iter().any(|account| account.default_payment_method.as_deref() == Some(&id))
    {
        // Observed with another operation; the code is inferred.
        return Err(Refusal::because(50_000_030, "Cannot delete default payment method."));
    }
    tenant.payment_methods.retain(|method| method.id != id);
    Ok(Done(json!({})))
}

/// `PUT /v1/payment-methods/{id}/verify`
pub async fn verify(_: Bearer, State(tenant): State<Shared>, Path(id): Path<String>) -> Answer {
    let tenant = tenant.lock();
    find(&tenant, &id)?;
    Ok(Done(json!({"paymentMethodId": id})))
}

/// `PUT /v1/payment-methods/{id}/scrub`: forgets what identifies the card, for good.
pub async fn scrub(_: Bearer, State(tenant): State<Shared>, Path(id): Path<String>) -> Answer {
    let mut tenant = tenant.lock();
    if find(&tenant, &id)?.status == "Scrubbed" {
        // Observed: the second time fails with this code.
        return Err(Refusal::because(50_000_020, "The payment method has been scrubbed already."));
    }
    change(&mut tenant, &id, |method| {
        method.status = "Scrubbed";
        method.masked_number = "*".repeat(method.masked_number.len());
        method.holder.clear();
    });
    for account in &mut tenant.accounts {
        if account.default_payment_method.as_deref() == Some(&id) {
            account.default_payment_method = None;
            account.auto_pay = false;
        }
    }
    Ok(Done(json!({})))
}

/// The method with this id.
///
/// # Errors
/// When there is none.
pub fn find<'a>(tenant: &'a Tenant, id: &str) -> Result<&'a PaymentMethod, Refusal> {
    let found = tenant.payment_methods.iter().find(|method| method.id == id);
    found.ok_or_else(|| no_entity(id))
}

fn change(tenant: &mut Tenant, id: &str, change: impl FnOnce(&mut PaymentMethod)) {
    if let Some(method) = tenant.payment_methods.iter_mut().find(|method| method.id == id) {
        change(method);
    }
}

/// Observed: something that is not there.
pub fn no_entity(key: &str) -> Refusal {
    Refusal::because(50_000_040, format!("Cannot find entity by key: '{key}'."))
}
