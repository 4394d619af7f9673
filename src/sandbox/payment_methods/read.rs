//! Reads payment methods: one by its id, an account's list, an account's default.

use crate::sandbox::{
    authorisation::AuthorisedCaller,
    cards,
    error_reply::{ErrorReply, HandlerResult},
    records::PaymentMethod,
    reply::SuccessReply,
    tenant::{TenantData, TenantStore, USER_ID},
};
use axum::extract::{Path, State};
use serde_json::{Value, json};

/// `GET /v1/payment-methods/{id}`
pub async fn get(
    _: AuthorisedCaller,
    State(tenant): State<TenantStore>,
    Path(id): Path<String>,
) -> HandlerResult {
    let tenant = tenant.lock();
    let method = find(&tenant, &id)?;
    Ok(SuccessReply(to_json(&tenant, method)))
}

/// `GET /v1/accounts/{key}/payment-methods`
pub async fn list(
    _: AuthorisedCaller,
    State(tenant): State<TenantStore>,
    Path(key): Path<String>,
) -> HandlerResult {
    let tenant = tenant.lock();
    let account = tenant.account(&key).ok_or_else(|| ErrorReply::no_entity(&key))?;
    let cards: Vec<Value> =
        newest_first(&tenant, &account.id).map(|method| to_json(&tenant, method)).collect();
    Ok(SuccessReply(json!({
        "defaultPaymentMethodId": account.default_payment_method,
        "paymentGateway": null,
        // Zuora: one list for each type the account has. Here it is present even when it is empty.
        "creditcard": cards,
    })))
}

/// `GET /v1/accounts/{key}/payment-methods/default`
pub async fn get_default(
    _: AuthorisedCaller,
    State(tenant): State<TenantStore>,
    Path(key): Path<String>,
) -> HandlerResult {
    let tenant = tenant.lock();
    let account = tenant.account(&key).ok_or_else(|| ErrorReply::no_entity(&key))?;
    let default = account.default_payment_method.as_deref().unwrap_or_default();
    Ok(SuccessReply(to_json(&tenant, find(&tenant, default)?)))
}

/// `GET /v1/payment-methods/credit-cards/accounts/{key}`, the older list.
pub async fn list_credit_cards(
    _: AuthorisedCaller,
    State(tenant): State<TenantStore>,
    Path(key): Path<String>,
) -> HandlerResult {
    let tenant = tenant.lock();
    let account = tenant.account(&key).ok_or_else(|| ErrorReply::no_entity(&key))?;
    let cards: Vec<Value> = newest_first(&tenant, &account.id)
        .map(|method| {
            let holder: Value = method
                .holder
                .iter()
                .map(|(field, text)| ((*field).to_owned(), Value::from(text.as_str())))
                .collect();
            json!({
                "id": method.id,
                "defaultPaymentMethod": account.default_payment_method.as_deref() == Some(&method.id),
                "cardType": method.card_type,
                "cardNumber": method.masked_number,
                "expirationMonth": method.expiration_month,
                "expirationYear": method.expiration_year,
                "cardHolderInfo": holder,
            })
        })
        .collect();
    Ok(SuccessReply(json!({"creditCards": cards})))
}

fn newest_first<'a>(
    tenant: &'a TenantData,
    account_id: &'a str,
) -> impl Iterator<Item = &'a PaymentMethod> {
    tenant
        .payment_methods
        .iter()
        .rev()
        .filter(move |method| method.account_id.as_deref() == Some(account_id))
}

/// A payment method in the form of Zuora's current operations. Zuora: the keys, and which of them
/// are null. The bank identification number is null too, because the sandbox keeps only four digits
/// of a card.
fn to_json(tenant: &TenantData, method: &PaymentMethod) -> Value {
    let account = method.account_id.as_deref().and_then(|id| tenant.account(id));
    let mut holder: Value = cards::HOLDER_LIMITS
        .iter()
        .skip(1)
        .map(|(field, _)| ((*field).to_owned(), Value::Null))
        .collect();
    holder["accountHolderName"] = Value::Null;
    for (field, text) in &method.holder {
        let name = if *field == "cardHolderName" { "accountHolderName" } else { field };
        holder[name] = text.as_str().into();
    }
    let is_default = account
        .is_some_and(|account| account.default_payment_method.as_deref() == Some(&method.id));
    let detail = |name: &str| {
        method.details.iter().find(|(detail, _)| *detail == name).map(|(_, text)| text)
    };
    json!({
        "id": method.id,
        "type": "CreditCard",
        "isDefault": is_default,
        "accountKey": method.account_id,
        "status": method.status,
        "cardNumber": method.masked_number,
        "bankIdentificationNumber": null,
        "cardBinInfo": null,
        "creditCardType": method.card_type,
        "expirationMonth": method.expiration_month,
        "expirationYear": method.expiration_year,
        "securityCode": null,
        "accountHolderInfo": holder,
        "mandateInfo": {
            "mitConsentAgreementRef": detail("mitConsentAgreementRef"),
            "mitConsentAgreementSrc": detail("mitConsentAgreementSrc"),
            "mitProfileAction": detail("mitProfileAction"),
            "mitProfileAgreedOn": detail("mitProfileAgreedOn"),
            "mitProfileType": detail("mitProfileType"),
            "mitTransactionId": detail("mitTransactionId"),
        },
        "deviceSessionId": null,
        "existingMandate": null,
        "identityNumber": detail("identityNumber"),
        "ipAddress": detail("ipAddress"),
        "lastFailedSaleTransactionDate": null,
        "lastTransaction": "Approved",
        "lastTransactionDateTime": method.created,
        "lastTransactionStatus": "Approved",
        "useDefaultRetryRule": true,
        "maxConsecutivePaymentFailures": null,
        "paymentRetryWindow": null,
        "numConsecutiveFailures": 0,
        "totalNumberOfProcessedPayments": 0,
        "totalNumberOfErrorPayments": 0,
        "createdDate": method.created,
        "createdBy": USER_ID,
        "updatedDate": method.updated,
        "updatedBy": USER_ID,
    })
}

/// # Errors
/// When there is none.
pub fn find<'a>(tenant: &'a TenantData, id: &str) -> Result<&'a PaymentMethod, ErrorReply> {
    tenant.payment_method(id).ok_or_else(|| ErrorReply::no_entity(id))
}
