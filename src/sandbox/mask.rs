//! Masks secrets and card data before an exchange is recorded, in requests and answers alike.

mod card_numbers;

pub use card_numbers::mask_card_numbers;

use axum::{
    body::Bytes,
    http::{
        HeaderMap, HeaderName,
        header::{AUTHORIZATION, REFERER},
    },
};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The headers whose whole value is a secret.
const SECRET_HEADERS: [&str; 6] =
    ["cookie", "set-cookie", "signature", "token", "apiaccesskeyid", "apisecretaccesskey"];

/// The headers, with secrets shortened. The values of a header that is there several times are
/// joined.
pub fn mask_headers(headers: &HeaderMap) -> BTreeMap<String, String> {
    let mut masked = BTreeMap::new();
    for (name, value) in headers {
        let value = mask_header(name, value.to_str().unwrap_or("(not text)"));
        masked
            .entry(name.to_string())
            .and_modify(|values: &mut String| {
                values.push_str(", ");
                values.push_str(&value);
            })
            .or_insert(value);
    }
    masked
}

fn mask_header(name: &HeaderName, value: &str) -> String {
    match value.split_once(' ') {
        Some((scheme, secret)) if *name == AUTHORIZATION => {
            format!("{scheme} {}", shorten(secret))
        }
        None if *name == AUTHORIZATION => shorten(value),
        _ if SECRET_HEADERS.contains(&name.as_str()) => shorten(value),
        // The query of a hosted page's address contains secrets.
        _ if *name == REFERER => mask_card_numbers(value.split('?').next().unwrap_or_default()),
        _ => mask_card_numbers(value),
    }
}

/// A longer body is not recorded.
const MAX_BODY_BYTES: usize = 16 * 1024;

/// Masks JSON and OAuth forms field by field. Any other body is not recorded, because it could
/// contain anything.
pub fn mask_body(body: &Bytes) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    if body.len() > MAX_BODY_BYTES {
        return Value::String(format!("({} bytes)", body.len()));
    }
    if let Ok(json) = serde_json::from_slice(body) {
        return mask_json(json, body.len());
    }
    let form: Option<Vec<(String, String)>> =
        Some(url::form_urlencoded::parse(body).into_owned().collect())
            .filter(|fields: &Vec<_>| fields.iter().any(|(name, _)| name == "grant_type"));
    let Some(form) = form else {
        return Value::String(format!("({} bytes, neither JSON nor a form)", body.len()));
    };
    let fields = form.into_iter().map(|(name, value)| (name, Value::String(value)));
    mask_json(fields.collect::<Map<_, _>>().into(), body.len())
}

/// Masks JSON field by field. If its text was too long, only the size is recorded.
pub fn mask_json(mut json: Value, size: usize) -> Value {
    if size > MAX_BODY_BYTES {
        return Value::String(format!("({size} bytes)"));
    }
    mask_value(&mut json);
    json
}

fn mask_value(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            let masked = std::mem::take(fields).into_iter().map(|(name, mut value)| {
                match name.to_ascii_lowercase().as_str() {
                    "securitycode"
                    | "field_cardsecuritycode"
                    | "cvv"
                    | "cvc"
                    | "cryptogram"
                    | "client_secret" => {
                        if !value.is_null() {
                            value = "•••".into();
                        }
                    }
                    "cardholdername" | "accountholdername" | "field_creditcardholdername" => {
                        if !value.is_null() {
                            value = initials(value.as_str().unwrap_or_default()).into();
                        }
                    }
                    "signature" | "token" | "access_token" | "decryptedsignature" => match &value {
                        Value::String(secret) => value = shorten(secret).into(),
                        _ => mask_value(&mut value),
                    },
                    _ => mask_value(&mut value),
                }
                // A card number may be in the place of a name.
                (mask_card_numbers(&name), value)
            });
            *fields = masked.collect();
        }
        Value::Array(items) => items.iter_mut().for_each(mask_value),
        Value::String(text) => *text = mask_card_numbers(text),
        Value::Number(number) => {
            let text = number.to_string();
            let masked = mask_card_numbers(&text);
            if masked != text {
                *value = masked.into();
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

/// Enough of a secret to recognise it, too little to use it. Digits alone may be a card's number or
/// code in the wrong place: of a number the last four are shown, as everywhere, and of a code none.
fn shorten(secret: &str) -> String {
    let masked = mask_card_numbers(secret);
    let has_letters = secret.chars().any(char::is_alphabetic);
    if !has_letters && masked != secret {
        return masked;
    }
    let shown: String = masked.chars().take(if has_letters { 4 } else { 0 }).collect();
    format!("{shown}… ({} characters)", secret.chars().count())
}

/// The path, without card numbers that are in the place of an id.
pub fn mask_path(path: &str) -> String {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    decoded.split('/').map(mask_card_numbers).collect::<Vec<_>>().join("/")
}

fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().next())
        .flat_map(|initial| [initial, '.'])
        .collect()
}

#[cfg(test)]
mod tests;
