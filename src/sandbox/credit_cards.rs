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
    let mut text = |owner: &Value, field: &str| match owner.get(field) {
        None | Some(Value::Null) => {
            reasons.push((UNKNOWN_FIELD + 22, format!("'{field}' may not be null")));
            String::new()
        }
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let card_type = text(fields, "creditCardType");
    let number = text(fields, "creditCardNumber");
    let month = text(fields, "expirationMonth");
    let year = text(fields, "expirationYear");
    let holder = match fields.get("cardHolderInfo") {
        Some(info) => text(info, "cardHolderName"),
        None => String::new(),
    };
    let mut wrong = |message: String| reasons.push((UNKNOWN_FIELD + 20, message));

    let known_type = CARD_TYPES.iter().find(|known| **known == card_type);
    if !card_type.is_empty() && known_type.is_none() {
        wrong(format!("'creditCardType' value should be one of: {}", CARD_TYPES.join(", ")));
    }
    // Ours, not Zuora's: see `test_cards`.
    let brand = test_cards::brand(&number);
    if !number.is_empty() && brand.is_none() {
        wrong("'creditCardNumber' is not a published test number, and the sandbox takes no other".into());
    } else if brand.is_some() && known_type.is_some() && brand != known_type.copied() {
        wrong("'creditCardType' does not match 'creditCardNumber'".into());
    }
    let expiration_month: u8 = month.parse().ok().filter(|month| (1..=12).contains(month)).unwrap_or(0);
    if !month.is_empty() && expiration_month == 0 {
        wrong("'expirationMonth' value should be between 1 and 12".into());
    }
    // Observed: two digits are taken for a year of this century.
    let expiration_year = match (year.len(), year.parse::<u16>()) {
        (2, Ok(year)) => 2000 + year,
        (4, Ok(year)) => year,
        _ => 0,
    };
    if !year.is_empty() && expiration_year == 0 {
        wrong("'expirationYear' value should be a year of four digits".into());
    }
    if holder.chars().count() > 50 {
        wrong("'cardHolderName' may not have more than 50 characters".into());
    }
    if !reasons.is_empty() {
        return Err(reasons);
    }
    Ok(CreditCard {
        id: id(),
        account_id: String::new(),
        card_type: brand.unwrap_or_default(),
        masked_number: mask(&number),
        expiration_month,
        expiration_year,
        holder,
    })
}

/// Zuora: twelve asterisks and the last four digits. Inferred for numbers of other lengths: an asterisk for each digit.
fn mask(number: &str) -> String {
    let hidden = number.len().saturating_sub(4);
    "*".repeat(hidden) + &number[hidden..]
}
