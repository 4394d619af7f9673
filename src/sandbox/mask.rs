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
    if let Ok(mut json) = serde_json::from_slice(body) {
        mask_json(&mut json);
        return json;
    }
    let form: Option<Vec<(String, String)>> =
        Some(url::form_urlencoded::parse(body).into_owned().collect())
            .filter(|fields: &Vec<_>| fields.iter().any(|(name, _)| name == "grant_type"));
    let Some(form) = form else {
        return Value::String(format!("({} bytes, neither JSON nor a form)", body.len()));
    };
    let mut fields: Value = form
        .into_iter()
        .map(|(name, value)| (name, Value::String(value)))
        .collect::<Map<_, _>>()
        .into();
    mask_json(&mut fields);
    fields
}

fn mask_json(value: &mut Value) {
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
                        _ => mask_json(&mut value),
                    },
                    _ => mask_json(&mut value),
                }
                // A card number may be in the place of a name.
                (mask_card_numbers(&name), value)
            });
            *fields = masked.collect();
        }
        Value::Array(items) => items.iter_mut().for_each(mask_json),
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

/// Enough of a secret to recognise it, too little to use it.
fn shorten(secret: &str) -> String {
    let shown: String = secret.chars().take(4).collect();
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
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_card_is_masked_before_it_is_written_down() {
        let body = json!({
            "accountKey": "A00000001",
            "creditCardNumber": "4111 1111 1111 1111",
            "securityCode": "987",
            "cardHolderInfo": {"cardHolderName": "Ada Lovelace"},
            "somewhereElse": [{"pan": 5_555_555_555_554_444_u64}],
        });
        assert_eq!(
            mask_body(&body.to_string().into()),
            json!({
                "accountKey": "A00000001",
                "creditCardNumber": "**** **** **** 1111",
                "securityCode": "•••",
                "cardHolderInfo": {"cardHolderName": "A.L."},
                "somewhereElse": [{"pan": "************4444"}],
            })
        );
    }

    #[test]
    fn what_is_neither_json_nor_a_form_is_not_written_down() {
        let written = mask_body(&Bytes::from_static(b"card 4111111111111111")).to_string();
        assert!(!written.contains("4111"), "{written}");
        let form = mask_body(&Bytes::from_static(
            b"client_id=id&client_secret=s3cret&grant_type=client_credentials",
        ));
        assert_eq!(form["client_secret"], "•••");
    }

    #[test]
    fn a_hosted_pages_form_is_not_written_down_and_masked_where_it_passes_for_another() {
        let form = "field_creditCardNumber=4111111111111111&field_cardSecurityCode=987&field_creditCardHolderName=Ada+Lovelace";
        assert!(mask_body(&form.to_owned().into()).is_string());
        assert_eq!(
            mask_body(&format!("{form}&grant_type=x").into()),
            json!({
                "field_creditCardNumber": "************1111",
                "field_cardSecurityCode": "•••",
                "field_creditCardHolderName": "A.L.",
                "grant_type": "x",
            })
        );
    }

    #[test]
    fn the_secrets_and_the_holder_in_an_answer_are_masked_too() {
        let body = json!({
            "signature": "c2lnbmF0dXJl", "token": null, "access_token": "0123456789abcdef",
            "decryptedSignature": "/path#tenant#token", "success": true, "securityCode": null,
            "creditcard": [{"accountHolderInfo": {"accountHolderName": "Ada Lovelace"}}],
        });
        assert_eq!(
            mask_body(&body.to_string().into()),
            json!({
                "signature": "c2ln… (12 characters)", "token": null, "access_token": "0123… (16 characters)",
                "decryptedSignature": "/pat… (18 characters)", "success": true, "securityCode": null,
                "creditcard": [{"accountHolderInfo": {"accountHolderName": "A.L."}}],
            })
        );
    }

    #[test]
    fn a_header_that_comes_twice_keeps_both_values_and_an_address_loses_its_query() {
        let mut headers = HeaderMap::new();
        headers.append("vary", "origin".parse().expect("a header"));
        headers.append("vary", "accept".parse().expect("a header"));
        headers.insert("referer", "http://a.example/b?token=c".parse().expect("a header"));
        let masked = mask_headers(&headers);
        assert_eq!(masked["vary"], "origin, accept");
        assert_eq!(masked["referer"], "http://a.example/b");
    }

    #[test]
    fn secrets_in_headers_are_shortened() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("authorization", "Bearer 0123456789abcdef"),
            ("cookie", "session=secret; b=1"),
            ("token", "abcdef"),
        ] {
            headers.insert(name, value.parse().expect("a header"));
        }
        let masked = mask_headers(&headers);
        assert_eq!(masked["authorization"], "Bearer 0123… (16 characters)");
        assert_eq!(masked["cookie"], "sess… (19 characters)");
        assert_eq!(masked["token"], "abcd… (6 characters)");
        headers.insert("authorization", "0123456789abcdef".parse().expect("a header"));
        assert_eq!(mask_headers(&headers)["authorization"], "0123… (16 characters)");
        assert_eq!(mask_path("/v1/4111%201111%201111%201111"), "/v1/**** **** **** 1111");
    }
}
