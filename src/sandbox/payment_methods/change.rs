//! Changes payment methods: attaches them to an account, verifies, scrubs or deletes them.

use super::read::find;
use crate::sandbox::{
    authorisation::AuthorisedCaller,
    error_reply::{ErrorReply, HandlerResult},
    fields::{FieldReader, UNKNOWN_RESOURCE, object},
    reply::SuccessReply,
    tenant::TenantStore,
};
use axum::{
    body::Bytes,
    extract::{Path, State},
};
use serde_json::json;

/// `PUT /v1/payment-methods/{id}`: changes a card's expiry date, or attaches an orphan to an
/// account. The other fields are accepted and change nothing here.
pub async fn update(
    _: AuthorisedCaller,
    State(tenant): State<TenantStore>,
    Path(id): Path<String>,
    body: Bytes,
) -> HandlerResult {
    let body = object(&body)?;
    let mut fields = FieldReader::new(&body, UNKNOWN_RESOURCE);
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
            return Err(ErrorReply::new(
                50_000_030,
                "The payment method belongs to an account already.",
            ));
        }
        Some(key) => {
            Some(tenant.account(key).ok_or_else(|| ErrorReply::no_entity(key))?.id.clone())
        }
    };
    let now = tenant.clock.timestamp();
    if let Some(method) = tenant.payment_method_mut(&id) {
        method.account_id = account_id.or_else(|| method.account_id.take());
        method.expiration_month = month.unwrap_or(method.expiration_month);
        method.expiration_year = year.unwrap_or(method.expiration_year);
        method.updated = now;
    }
    Ok(SuccessReply(json!({"id": id})))
}

/// `DELETE /v1/payment-methods/{id}`
pub async fn delete(
    _: AuthorisedCaller,
    State(tenant): State<TenantStore>,
    Path(id): Path<String>,
) -> HandlerResult {
    let mut tenant = tenant.lock();
    find(&tenant, &id)?;
    if tenant.accounts.iter().any(|account| account.default_payment_method.as_deref() == Some(&id))
    {
        // Recorded with another operation. Inferred: the code.
        return Err(ErrorReply::new(50_000_030, "Cannot delete default payment method."));
    }
    tenant.payment_methods.retain(|method| method.id != id);
    Ok(SuccessReply(json!({})))
}

/// `PUT /v1/payment-methods/{id}/verify`
pub async fn verify(
    _: AuthorisedCaller,
    State(tenant): State<TenantStore>,
    Path(id): Path<String>,
) -> HandlerResult {
    let tenant = tenant.lock();
    find(&tenant, &id)?;
    Ok(SuccessReply(json!({"paymentMethodId": id})))
}

/// `PUT /v1/payment-methods/{id}/scrub`: permanently removes what identifies the card.
pub async fn scrub(
    _: AuthorisedCaller,
    State(tenant): State<TenantStore>,
    Path(id): Path<String>,
) -> HandlerResult {
    let mut tenant = tenant.lock();
    if find(&tenant, &id)?.status == "Scrubbed" {
        // Recorded: the second time fails with this code.
        return Err(ErrorReply::new(50_000_020, "The payment method has been scrubbed already."));
    }
    if let Some(method) = tenant.payment_method_mut(&id) {
        method.status = "Scrubbed";
        method.masked_number = "*".repeat(method.masked_number.len());
        method.holder.clear();
        method.details.clear();
    }
    for account in &mut tenant.accounts {
        if account.default_payment_method.as_deref() == Some(&id) {
            account.default_payment_method = None;
            account.auto_pay = false;
        }
    }
    Ok(SuccessReply(json!({})))
}
