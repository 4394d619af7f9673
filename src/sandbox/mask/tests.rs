//! What may be recorded of headers, bodies and paths.

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

/// A card's number or code in the place of a secret is not shown like the start of one.
#[test]
fn a_secret_that_may_be_a_cards_is_masked_like_a_card() {
    let body = json!({"token": "4111111111111111", "signature": "987", "access_token": "x4111111111111111"});
    assert_eq!(
        mask_body(&body.to_string().into()),
        json!({
            "token": "************1111",
            "signature": "… (3 characters)",
            "access_token": "x***… (17 characters)",
        })
    );
}
