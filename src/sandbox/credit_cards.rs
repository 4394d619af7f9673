//! `POST /v1/payment-methods/credit-cards`: Create a credit card payment method, with a ticket from a browser or a bearer token from a
//! server.

use super::{
    bearer::Bearer,
    hmac_signatures::redeem,
    reply::{id, no_entity, refusal, refusals, zuora_json},
    tenant::{CreditCard, Shared},
    test_cards,
};
use axum::{
    extract::{FromRequestParts as _, Request, State},
    http::StatusCode,
    response::Response,
};
use serde_json::{Value, json};

const PATH: &str = "/v1/payment-methods/credit-cards";
const CARD_TYPES: &[&str] = &["Visa", "MasterCard", "AmericanExpress", "Discover", "JCB", "Diners"];
/// Inferred: the six digits of Zuora's code for card fields are not published; 500000 stands for an unknown field.
const UNKNOWN_FIELD: u32 = 50_000_000;

/// A new payment method.
pub async fn create(State(tenant): State<Shared>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, 64 * 1024).await else {
        return refusal(UNKNOWN_FIELD + 90, "The request body is too long.");
    };
    let Ok(fields) = serde_json::from_slice::<Value>(&body) else {
        return refusal(UNKNOWN_FIELD + 90, "Malformed JSON in the request body.");
    };
    let account_key = fields.get("accountKey").and_then(Value::as_str).unwrap_or_default();
    if parts.headers.contains_key("token") || parts.headers.contains_key("signature") {
        let redeemed = redeem(&mut tenant.lock(), &parts.headers, "POST", PATH, Some(account_key));
        if let Err(refused) = redeemed {
            return refused;
        }
    } else if let Err(refused) = Bearer::from_request_parts(&mut parts, &tenant).await {
        return refused;
    }
    let mut card = match read(&fields) {
        Ok(card) => card,
        Err(reasons) => return refusals(&reasons),
    };
    drop(body);

    let mut tenant = tenant.lock();
    let Some(account) = tenant
        .accounts
        .iter_mut()
        .find(|account| account.number == account_key || account.id == account_key)
    else {
        return no_entity(account_key);
    };
    card.account_id.clone_from(&account.id);
    let wanted = fields
        .get("defaultPaymentMethod")
        .is_some_and(|flag| flag == true || flag == "true");
    if wanted || account.default_payment_method.is_none() {
        account.default_payment_method = Some(card.id.clone());
    }
    let reply = json!({"paymentMethodId": card.id, "success": true});
    tenant.credit_cards.push(card);
    zuora_json(StatusCode::OK, &reply)
}

/// The card in the fields, with everything that is wrong with them told at once. The texts are inferred from Zuora's published ones.
fn read(fields: &Value) -> Result<CreditCard, Vec<(u32, String)>> {
    let mut reasons = Vec::new();
    let mut missing = |field: &str| reasons.push((UNKNOWN_FIELD + 22, format!("'{field}' may not be null")));
    let mut text = |owner: &Value, field: &str| {
        let text = match owner.get(field) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(other) => Some(other.to_string()),
        };
        if text.is_none() {
            missing(field);
        }
        text
    };
    let card_type = text(fields, "creditCardType");
    let number = text(fields, "creditCardNumber");
    let month = text(fields, "expirationMonth");
    let year = text(fields, "expirationYear");
    // Without the holder Zuora takes the account's bill-to contact.
    let holder = fields.get("cardHolderInfo").map(|info| text(info, "cardHolderName"));

    let mut wrong = |message: &str| reasons.push((UNKNOWN_FIELD + 20, message.to_owned()));
    let known_type = card_type
        .as_deref()
        .map(|card_type| CARD_TYPES.iter().find(|known| **known == card_type));
    if known_type == Some(None) {
        wrong(&format!("'creditCardType' value should be one of: {}", CARD_TYPES.join(", ")));
    }
    // Ours, not Zuora's: see `test_cards`.
    let brand = number.as_deref().map(test_cards::brand);
    match (brand, known_type.flatten()) {
        (Some(None), _) => wrong("'creditCardNumber' is not a published test number, and the sandbox takes no other"),
        (Some(Some(brand)), Some(known_type)) if brand != *known_type => wrong("'creditCardType' does not match 'creditCardNumber'"),
        _ => {}
    }
    let month = month.map(|month| month.parse().ok().filter(|month| (1..=12).contains(month)));
    if month == Some(None) {
        wrong("'expirationMonth' value should be between 1 and 12");
    }
    let year = year.map(|year| match (year.len(), year.parse::<u16>()) {
        // Observed: two digits are taken for a year of this century.
        (2, Ok(year)) => Some(2000 + year),
        (4, Ok(year)) => Some(year),
        _ => None,
    });
    if year == Some(None) {
        wrong("'expirationYear' value should be a year of four digits");
    }
    let holder = holder.flatten().unwrap_or_default();
    if holder.chars().count() > 50 {
        wrong("'cardHolderName' may not have more than 50 characters");
    }
    match (brand.flatten(), number, month.flatten(), year.flatten()) {
        (Some(card_type), Some(number), Some(expiration_month), Some(expiration_year)) if reasons.is_empty() => Ok(CreditCard {
            id: id(),
            account_id: String::new(),
            card_type,
            masked_number: mask(&number),
            expiration_month,
            expiration_year,
            holder,
        }),
        _ => Err(reasons),
    }
}

/// Zuora: twelve asterisks and the last four digits. Inferred for numbers of other lengths: an asterisk for each digit.
fn mask(number: &str) -> String {
    let hidden = number.len().saturating_sub(4);
    "*".repeat(hidden) + &number[hidden..]
}
