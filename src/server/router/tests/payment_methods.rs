//! A saved card, read back for the page.

use super::support::{Fixture, calls, fixture, kind, send, session, signing, site};
use axum::{
    Router,
    http::{StatusCode, header},
};
use serde_json::{Value, json};

const CONFIRM: &str = "/api/payment-methods/confirm";

/// Saves a card in the sandbox as a server of the merchant's would, and returns its id.
async fn save(zuora: &str, account: &str) -> String {
    let http = reqwest::Client::new();
    let granted: Value = http
        .post(format!("{zuora}/oauth/token"))
        .form(&[
            ("client_id", crate::sandbox::CLIENT_ID),
            ("client_secret", crate::sandbox::CLIENT_SECRET),
            ("grant_type", "client_credentials"),
        ])
        .send()
        .await
        .expect("an answer")
        .json()
        .await
        .expect("JSON");
    let new = json!({
        "type": "CreditCard", "accountKey": account, "cardType": "Visa", "cardNumber": "4111111111111111",
        "expirationMonth": 10, "expirationYear": 2034, "cardHolderInfo": {"cardHolderName": "Ada Lovelace"}, "makeDefault": true,
    });
    let saved: Value = http
        .post(format!("{zuora}/v1/payment-methods"))
        .bearer_auth(granted["access_token"].as_str().expect("a token"))
        .json(&new)
        .send()
        .await
        .expect("an answer")
        .json()
        .await
        .expect("JSON");
    saved["id"].as_str().expect("an id").to_owned()
}

async fn confirm(site: &Router, body: &str) -> (StatusCode, String) {
    let cookie = session(site).await;
    let (status, headers, body) =
        send(site, signing(&cookie, &[(":path", CONFIRM), (":body", body)])).await;
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    (status, body)
}

#[tokio::test]
async fn a_card_of_the_sessions_account_is_told_masked() {
    let Fixture { site, zuora } = fixture().await;
    let id = save(&zuora, "A00000001").await;
    let (status, body) = confirm(&site, &json!({"paymentMethodId": id}).to_string()).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    let told: Value = serde_json::from_str(&body).expect("JSON");
    let expected = json!({
        "paymentMethodId": id, "creditCardType": "Visa", "cardNumber": "************1111",
        "expirationMonth": 10, "expirationYear": 2034, "isDefault": true, "status": "Active",
    });
    assert_eq!(told, expected, "and nothing about its holder");
}

#[tokio::test]
async fn t6_a_card_of_anybody_else_is_not_there() {
    let Fixture { site, zuora } = fixture().await;
    save(&zuora, "A00000001").await;
    let others = save(&zuora, "A00000002").await;
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
async fn no_other_body_is_understood() {
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
    assert!(calls(&zuora).await.is_empty(), "Zuora is not asked");
}

#[tokio::test]
async fn a_zuora_that_is_down_is_said_to_be() {
    let (status, body) = confirm(&site("http://127.0.0.1:9"), r#"{"paymentMethodId":"x"}"#).await;
    assert_eq!(
        (status, kind(&body).as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "zuora_unreachable")
    );
}
