//! An account's cards, read back.

use super::{
    bearer::Bearer,
    reply::{no_entity, zuora_json},
    tenant::{Account, CreditCard, Shared, Tenant},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use serde_json::{Value, json};

/// `GET /v1/accounts/{key}/payment-methods`.
pub async fn payment_methods(_: Bearer, State(tenant): State<Shared>, Path(key): Path<String>) -> Response {
    list(&tenant.lock(), &key, |account, cards| {
        let cards: Vec<Value> = cards
            .map(|card| {
                json!({
                    "id": card.id,
                    "type": "CreditCard",
                    "isDefault": account.default_payment_method.as_deref() == Some(&card.id),
                    "accountKey": account.id,
                    "status": "Active",
                    "cardNumber": card.masked_number,
                    "creditCardType": card.card_type,
                    "expirationMonth": card.expiration_month,
                    "expirationYear": card.expiration_year,
                    "accountHolderInfo": {"accountHolderName": card.holder},
                })
            })
            .collect();
        json!({
            "defaultPaymentMethodId": account.default_payment_method,
            "creditcard": cards,
            "success": true,
        })
    })
}

/// `GET /v1/payment-methods/credit-cards/accounts/{key}`, the older list.
pub async fn credit_cards(_: Bearer, State(tenant): State<Shared>, Path(key): Path<String>) -> Response {
    list(&tenant.lock(), &key, |account, cards| {
        let cards: Vec<Value> = cards
            .map(|card| {
                json!({
                    "id": card.id,
                    "defaultPaymentMethod": account.default_payment_method.as_deref() == Some(&card.id),
                    "cardType": card.card_type,
                    "cardNumber": card.masked_number,
                    "expirationMonth": card.expiration_month,
                    "expirationYear": card.expiration_year,
                    "cardHolderInfo": {"cardHolderName": card.holder},
                })
            })
            .collect();
        json!({"creditCards": cards, "success": true})
    })
}

/// The account's cards, newest first, in the form that `write` gives them.
fn list(tenant: &Tenant, key: &str, write: impl FnOnce(&Account, &mut dyn Iterator<Item = &CreditCard>) -> Value) -> Response {
    let Some(account) = tenant.account(key) else {
        return no_entity(key);
    };
    let mut cards = tenant.credit_cards.iter().rev().filter(|card| card.account_id == account.id);
    zuora_json(StatusCode::OK, &write(account, &mut cards))
}
