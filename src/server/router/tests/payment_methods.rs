//! A saved card, read back for the page.

use super::support::{
    CONFIRM_PAYMENT_METHOD, Call, Fixture, SandboxClient, UNREACHABLE, calls, fixture, kind,
    session, site,
};
use axum::{
    Router,
    http::{StatusCode, header},
};
use serde_json::{Value, json};

async fn confirm(site: &Router, body: &str) -> (StatusCode, String) {
    let cookie = session(site).await;
    let (status, headers, body) =
        Call::new(&cookie).path(CONFIRM_PAYMENT_METHOD).body(body).send(site).await;
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    (status, body)
}

#[tokio::test]
async fn a_card_of_the_sessions_account_is_returned_masked() {
    let Fixture { site, zuora } = fixture().await;
    let id = SandboxClient::connect(&zuora).await.save_card("A00000001").await;
    let (status, body) = confirm(&site, &json!({"paymentMethodId": id}).to_string()).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    let payment_method: Value = serde_json::from_str(&body).expect("JSON");
    let expected = json!({
        "paymentMethodId": id, "creditCardType": "Visa", "cardNumber": "************1111",
        "expirationMonth": 10, "expirationYear": 2034, "isDefault": true, "status": "Active",
    });
    assert_eq!(payment_method, expected, "and nothing about its holder");
}

#[tokio::test]
async fn t6_a_card_of_another_account_is_not_found() {
    let Fixture { site, zuora } = fixture().await;
    let sandbox = SandboxClient::connect(&zuora).await;
    sandbox.save_card("A00000001").await;
    let others = sandbox.save_card("A00000002").await;
    for id in [others.as_str(), "", "402892c74c9193cd014c96bbe7c101f8", "../../A00000002"] {
        let (status, body) = confirm(&site, &json!({"paymentMethodId": id}).to_string()).await;
        assert_eq!(
            (status, kind(&body).as_str()),
            (StatusCode::NOT_FOUND, "no_such_payment_method"),
            "{id}"
        );
        assert!(!body.contains("1111"), "{body}");
    }
}

#[tokio::test]
async fn a_confirmation_with_any_other_body_is_refused() {
    let Fixture { site, zuora } = fixture().await;
    for body in [
        "{}",
        r#"{"paymentMethodId":1}"#,
        r#"{"payment_method_id":"x"}"#,
        r#"{"paymentMethodId":"x","accountKey":"A00000002"}"#,
    ] {
        let (status, answer) = confirm(&site, body).await;
        assert_eq!(
            (status, kind(&answer).as_str()),
            (StatusCode::BAD_REQUEST, "bad_request"),
            "{body}"
        );
    }
    assert!(calls(&zuora).await.is_empty(), "Zuora is not called");
}

#[tokio::test]
async fn an_unreachable_zuora_is_reported_as_unreachable() {
    let (status, body) = confirm(&site(UNREACHABLE), r#"{"paymentMethodId":"x"}"#).await;
    assert_eq!(
        (status, kind(&body).as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "zuora_unreachable")
    );
}
