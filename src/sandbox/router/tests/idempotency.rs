//! Idempotency keys.

use super::support::{
    CREDIT_CARDS, advance_clock, call_as_server, card, new_sandbox, order_fault, send, sign,
    signing_request, ticket_headers,
};
use axum::http::StatusCode;
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn an_idempotency_key_replays_its_first_result() {
    let sandbox = new_sandbox();
    let ticket = sign(&sandbox, signing_request("A00000001")).await;
    let headers = [&ticket_headers(&ticket)[..], &[("idempotency-key", "order-42")]].concat();
    let body = card("A00000001").to_string();
    let (_, _, first) = send(&sandbox, "POST", CREDIT_CARDS, &headers, body.clone()).await;
    assert_eq!(first["success"], true);
    // The ticket is used up, and the card is saved once: the reply is a replay.
    let (_, _, second) = send(&sandbox, "POST", CREDIT_CARDS, &headers, body.clone()).await;
    assert_eq!(second, first);
    let (_, _, list) =
        call_as_server(&sandbox, "GET", "/v1/accounts/A00000001/payment-methods", &[], "").await;
    assert_eq!(list["creditcard"].as_array().map(Vec::len), Some(1));

    let (status, _, reply) =
        call_as_server(&sandbox, "POST", "/v1/accounts", &[("idempotency-key", "order-42")], "{}")
            .await;
    assert_eq!((status, &reply["success"]), (StatusCode::UNPROCESSABLE_ENTITY, &false.into()));
    let (_, _, reply) = call_as_server(
        &sandbox,
        "POST",
        "/v1/accounts",
        &[("idempotency-key", &"x".repeat(256))],
        "{}",
    )
    .await;
    assert_eq!(reply["reasons"][0]["code"], 50_000_020);

    // Without the right to call there is no result to keep.
    let stranger = [("content-type", "application/json"), ("idempotency-key", "order-45")];
    assert_eq!(
        send(&sandbox, "POST", "/v1/accounts", &stranger, "{}").await.0,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        call_as_server(&sandbox, "POST", "/v1/accounts", &[("idempotency-key", "order-45")], "{}")
            .await
            .0,
        StatusCode::OK
    );

    // A reply that is lost on its way is a result too.
    order_fault(
        &sandbox,
        json!({"operation": "create-payment-method", "fault": {"status": 500, "after": true}}),
    )
    .await;
    let ticket = sign(&sandbox, signing_request("A00000002")).await;
    let headers = [&ticket_headers(&ticket)[..], &[("idempotency-key", "order-46")]].concat();
    let body = card("A00000002").to_string();
    assert_eq!(
        send(&sandbox, "POST", CREDIT_CARDS, &headers, body.clone()).await.0,
        StatusCode::INTERNAL_SERVER_ERROR
    );
    assert_eq!(send(&sandbox, "POST", CREDIT_CARDS, &headers, body).await.2["success"], true);

    // A failure is a result too, and a day later the key is free.
    let failed = [("idempotency-key", "order-43")];
    let (_, _, first) = call_as_server(&sandbox, "POST", "/v1/accounts", &failed, "{}").await;
    let (_, _, second) = call_as_server(&sandbox, "POST", "/v1/accounts", &failed, "{}").await;
    assert_eq!(first, second, "with its process id");
    advance_clock(&sandbox, 24 * 3600).await;
    let (_, _, third) = call_as_server(&sandbox, "POST", "/v1/accounts", &failed, "{}").await;
    assert_ne!(first, third);
}

#[tokio::test]
async fn a_key_whose_first_use_is_in_progress_is_a_conflict() {
    let sandbox = new_sandbox();
    let key = [("idempotency-key", "order-44")];
    // The slow test card.
    let slow = json!({
        "type": "CreditCard", "cardType": "Visa", "cardNumber": "4000000000000077", "expirationMonth": 10, "expirationYear": 2034,
        "cardHolderInfo": {"cardHolderName": "Ada Lovelace"},
    });
    let slow = slow.to_string();
    let begun = std::time::Instant::now();
    let first = call_as_server(&sandbox, "POST", "/v1/payment-methods", &key, &slow);
    let second = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        call_as_server(&sandbox, "POST", "/v1/payment-methods", &key, &slow).await.0
    };
    let (first, second) = tokio::join!(first, second);
    assert_eq!((&first.2["success"], second), (&true.into(), StatusCode::CONFLICT));
    assert!(begun.elapsed() >= Duration::from_secs(5), "the card is slow");
}
