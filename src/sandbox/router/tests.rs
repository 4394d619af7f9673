//! The sandbox over HTTP, held against Zuora's documents.

mod common_headers;
mod documented;
mod edges;
mod faults;
mod hosted_page;
mod hostile;
mod loopback;
mod operations;

use super::*;
use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

const ORIGIN: &str = "http://localhost:3000";
const CREDIT_CARDS: &str = "/v1/payment-methods/credit-cards";
const CREDENTIALS: &str = "client_id=5a4db0c5-0000-4000-8000-c0ffee000001&client_secret=sandbox-demo-secret&grant_type=client_credentials";

async fn send(
    sandbox: &Router,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<String>,
) -> (StatusCode, HeaderMap, Value) {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.into())).expect("a request");
    let (parts, body) = sandbox.clone().oneshot(request).await.expect("an answer").into_parts();
    let body = body.collect().await.expect("a whole body").to_bytes();
    (parts.status, parts.headers, serde_json::from_slice(&body).unwrap_or_default())
}

async fn bearer(sandbox: &Router) -> String {
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let (status, _, granted) = send(sandbox, "POST", "/oauth/token", &form, CREDENTIALS).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!((&granted["token_type"], &granted["expires_in"]), (&"bearer".into(), &3598.into()));
    format!("Bearer {}", granted["access_token"].as_str().expect("a token"))
}

async fn sign(sandbox: &Router, request: Value) -> Value {
    let bearer = bearer(sandbox).await;
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    send(sandbox, "POST", "/v1/hmac-signatures", &headers, request.to_string()).await.2
}

fn for_account(account: &str) -> Value {
    json!({"uri": format!("https://rest.test.zuora.com{CREDIT_CARDS}"), "method": "POST", "accountKey": account})
}

fn card(account: &str) -> Value {
    json!({
        "accountKey": account,
        "creditCardType": "Visa",
        "creditCardNumber": "4111111111111111",
        "expirationMonth": "10",
        "expirationYear": "2034",
        "securityCode": "123",
        "cardHolderInfo": {"cardHolderName": "Ada Lovelace"},
    })
}

async fn create(sandbox: &Router, ticket: &Value, card: Value) -> Value {
    let headers = [
        ("origin", ORIGIN),
        ("content-type", "application/json"),
        ("signature", ticket["signature"].as_str().unwrap_or_default()),
        ("token", ticket["token"].as_str().unwrap_or_default()),
    ];
    let (_, headers, reply) = send(sandbox, "POST", CREDIT_CARDS, &headers, card.to_string()).await;
    assert_eq!(
        headers["access-control-allow-origin"], ORIGIN,
        "refusals too can be read across origins"
    );
    assert_eq!(headers["access-control-allow-credentials"], "true");
    reply
}

fn used_or_unknown() -> Value {
    json!({"success": false, "reasons": [{"message": "Invalid token. Note: a token can only be used once.", "code": 90_000_011}]})
}

#[tokio::test]
async fn a_signature_has_the_form_of_the_published_samples() {
    use base64::Engine as _;
    let signed = sign(&router(ORIGIN), for_account("A00000001")).await;
    assert_eq!(signed["success"], true);
    let token = signed["token"].as_str().expect("a token");
    assert!(token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{token}");
    let signature = signed["signature"].as_str().expect("a signature");
    let hex = base64::engine::general_purpose::STANDARD.decode(signature).expect("base64");
    assert_eq!((signature.len(), hex.len()), (56, 40));
    assert!(hex.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
}

#[tokio::test]
async fn the_three_documented_errors_to_the_letter() {
    let sandbox = router(ORIGIN);
    let mut empty =
        sign(&sandbox, json!({"uri": "", "method": "POST", "accountKey": "A00000001"})).await;
    let process = empty["processId"].take();
    assert_eq!(process.as_str().map(str::len), Some(16));
    assert_eq!(
        empty,
        json!({"success": false, "processId": null, "reasons": [{"code": 59_010_220, "message": "'uri' may not be empty"}]})
    );
    let elsewhere = json!({"uri": "https://rest.test.zuora.com/v1/subscriptions", "method": "POST", "accountKey": "A00000001"});
    assert_eq!(
        sign(&sandbox, elsewhere).await,
        json!({"success": false, "reasons": [{"message": "This API is not CORS enabled.", "code": 90_000_010}]})
    );
    let ticket = sign(&sandbox, for_account("A00000001")).await;
    assert_eq!(create(&sandbox, &ticket, card("A00000001")).await["success"], true);
    assert_eq!(create(&sandbox, &ticket, card("A00000001")).await, used_or_unknown());
}

#[tokio::test]
async fn a_ticket_is_bound_used_up_and_expires() {
    let sandbox = router(ORIGIN);
    let ticket = sign(&sandbox, for_account("A00000001")).await;
    let other = create(&sandbox, &ticket, card("A00000002")).await;
    assert_eq!(other["reasons"][0]["message"], "Invalid signature");
    assert_eq!(
        create(&sandbox, &ticket, card("A00000001")).await,
        used_or_unknown(),
        "used up all the same"
    );

    let mut forged = sign(&sandbox, for_account("A00000001")).await;
    forged["signature"] = "Zm9yZ2Vk".into();
    assert_eq!(create(&sandbox, &forged, card("A00000001")).await["success"], false);

    let ticket = sign(&sandbox, for_account("A00000001")).await;
    let minutes = json!({"advanceSeconds": 600}).to_string();
    let (status, ..) =
        send(&sandbox, "POST", "/sandbox/clock", &[("content-type", "application/json")], minutes)
            .await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(create(&sandbox, &ticket, card("A00000001")).await, used_or_unknown());

    assert_eq!(create(&sandbox, &json!({}), card("A00000001")).await, used_or_unknown());
}

#[tokio::test]
async fn a_preflight_is_answered_for_the_exact_origin_only() {
    let sandbox = router(ORIGIN);
    for (origin, allowed) in [
        (ORIGIN, true),
        ("http://localhost:3001", false),
        ("https://localhost:3000", false),
        ("http://127.0.0.1:3000", false),
        ("http://localhost:3000.evil.example", false),
        ("null", false),
    ] {
        let headers = [
            ("origin", origin),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "content-type,signature,token"),
        ];
        let (status, headers, _) = send(&sandbox, "OPTIONS", CREDIT_CARDS, &headers, "").await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(
            headers.get("access-control-allow-origin").is_some_and(|value| value == origin),
            allowed,
            "{origin}"
        );
        assert!(
            headers
                .get_all("vary")
                .iter()
                .any(|value| value.to_str().is_ok_and(|vary| vary.contains("origin")))
        );
        if allowed {
            assert_eq!(headers["access-control-allow-credentials"], "true");
            assert_eq!(headers["access-control-max-age"], "7200");
            let names = headers["access-control-allow-headers"].to_str().expect("text");
            assert!(
                ["content-type", "signature", "token"].iter().all(|name| names.contains(name)),
                "{names}"
            );
        }
    }
    let headers = [("origin", ORIGIN), ("access-control-request-method", "POST")];
    let (_, headers, _) = send(&sandbox, "OPTIONS", "/v1/hmac-signatures", &headers, "").await;
    assert!(!headers.contains_key("access-control-allow-origin"), "signing is for servers");
}

#[tokio::test]
async fn a_server_needs_a_good_bearer_token() {
    let sandbox = router(ORIGIN);
    for wrong in [
        CREDENTIALS.replace("sandbox-demo-secret", "wrong"),
        CREDENTIALS.replace("client_credentials", "password"),
        String::new(),
    ] {
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let (status, _, body) = send(&sandbox, "POST", "/oauth/token", &form, wrong).await;
        assert!(status.is_client_error() && body["message"].is_string(), "{status} {body}");
    }
    let json = [("content-type", "application/json")];
    let (status, ..) = send(&sandbox, "POST", "/oauth/token", &json, "{}").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);

    for headers in [&[][..], &[("authorization", "Bearer wrong")]] {
        let (status, _, body) =
            send(&sandbox, "GET", "/v1/accounts/A00000001/payment-methods", headers, "").await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        assert_eq!(body["reasons"][0]["code"], 90_000_011);
    }
    let token = bearer(&sandbox).await;
    send(&sandbox, "POST", "/sandbox/clock", &json, json!({"advanceSeconds": 3600}).to_string())
        .await;
    let (status, ..) = send(
        &sandbox,
        "GET",
        "/v1/accounts/A00000001/payment-methods",
        &[("authorization", &token)],
        "",
    )
    .await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "an hour later");
}

#[tokio::test]
async fn a_saved_card_is_read_back_masked_under_both_prefixes() {
    let sandbox = router(ORIGIN);
    let ticket = sign(&sandbox, for_account("A00000001")).await;
    let id = create(&sandbox, &ticket, card("A00000001")).await["paymentMethodId"].take();
    let token = bearer(&sandbox).await;
    let headers = [("authorization", token.as_str())];
    for prefix in ["", "/rest"] {
        let path = format!("{prefix}/v1/accounts/A00000001/payment-methods");
        let (_, _, list) = send(&sandbox, "GET", &path, &headers, "").await;
        assert_eq!(list["creditcard"][0]["id"], id);
        assert_eq!(list["creditcard"][0]["cardNumber"], "************1111");
        assert_eq!(
            list["defaultPaymentMethodId"],
            Value::Null,
            "it was not asked for as the default"
        );
        let path = format!("{prefix}/v1/payment-methods/credit-cards/accounts/A00000001");
        let (_, _, list) = send(&sandbox, "GET", &path, &headers, "").await;
        assert_eq!(list["creditCards"][0]["cardNumber"], "************1111");
    }
    let (_, _, none) = send(&sandbox, "GET", "/v1/accounts/A9/payment-methods", &headers, "").await;
    assert_eq!(
        none["reasons"][0],
        json!({"code": 50_000_040, "message": "Cannot find entity by key: 'A9'."})
    );

    let (status, ..) = send(&sandbox, "POST", "/sandbox/reset", &[], "").await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let token = bearer(&sandbox).await;
    let (_, _, list) = send(
        &sandbox,
        "GET",
        "/v1/accounts/A00000001/payment-methods",
        &[("authorization", &token)],
        "",
    )
    .await;
    assert_eq!(list["creditcard"], json!([]));
}

#[tokio::test]
async fn t15_every_wrong_field_is_told_at_once_and_no_real_card_gets_in() {
    let sandbox = router(ORIGIN);
    let ticket = sign(&sandbox, for_account("A00000001")).await;
    let reply = create(&sandbox, &ticket, json!({"accountKey": "A00000001"})).await;
    let codes: Vec<_> = reply["reasons"]
        .as_array()
        .expect("reasons")
        .iter()
        .map(|reason| reason["code"].clone())
        .collect();
    assert_eq!(codes, [50_000_022; 4], "{reply}");

    for (field, value) in [
        ("creditCardNumber", json!("4999999999999996")),
        ("creditCardNumber", json!("")),
        ("creditCardType", json!("visa")),
        ("creditCardType", json!("MasterCard")),
        ("expirationMonth", json!(13)),
        ("expirationYear", json!("203")),
        ("cardHolderInfo", json!({"cardHolderName": "x".repeat(51)})),
    ] {
        let ticket = sign(&sandbox, for_account("A00000001")).await;
        let mut wrong = card("A00000001");
        wrong[field] = value;
        let reply = create(&sandbox, &ticket, wrong).await;
        assert_eq!(reply["success"], false, "{field}: {reply}");
    }
    for (month, year) in
        [(json!("01"), json!("2034")), (json!(1), json!(2034)), (json!(1), json!("34"))]
    {
        let ticket = sign(&sandbox, for_account("A00000001")).await;
        let mut right = card("A00000001");
        right["expirationMonth"] = month;
        right["expirationYear"] = year;
        assert_eq!(create(&sandbox, &ticket, right).await["success"], true);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_uses_of_one_ticket_at_once_save_one_card() {
    let sandbox = router(ORIGIN);
    let ticket = sign(&sandbox, for_account("A00000001")).await;
    let all = (0..100).map(|_| {
        let (sandbox, ticket) = (sandbox.clone(), ticket.clone());
        tokio::spawn(async move {
            create(&sandbox, &ticket, card("A00000001")).await["success"] == true
        })
    });
    let mut saved = 0;
    for one in all.collect::<Vec<_>>() {
        saved += usize::from(one.await.expect("no panic"));
    }
    assert_eq!(saved, 1);
}

#[tokio::test]
async fn the_journal_has_the_exchanges_in_order_and_no_card() {
    let sandbox = router(ORIGIN);
    let ticket = sign(&sandbox, for_account("A00000001")).await;
    create(&sandbox, &ticket, card("A00000001")).await;
    let (_, _, journal) = send(&sandbox, "GET", "/sandbox/journal", &[], "").await;
    let paths: Vec<_> = journal
        .as_array()
        .expect("a list")
        .iter()
        .map(|exchange| exchange["path"].clone())
        .collect();
    assert_eq!(paths, ["/oauth/token", "/v1/hmac-signatures", CREDIT_CARDS]);
    let text = journal.to_string();
    for secret in [
        "4111111111111111",
        "Ada Lovelace",
        "sandbox-demo-secret",
        ticket["token"].as_str().unwrap_or("?"),
    ] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

async fn advance(sandbox: &Router, seconds: u64) {
    let body = json!({"advanceSeconds": seconds}).to_string();
    let (status, ..) =
        send(sandbox, "POST", "/sandbox/clock", &[("content-type", "application/json")], body)
            .await;
    assert_eq!(status, StatusCode::NO_CONTENT);
}

async fn order(sandbox: &Router, order: Value) {
    let (status, ..) = send(
        sandbox,
        "POST",
        "/sandbox/faults",
        &[("content-type", "application/json")],
        order.to_string(),
    )
    .await;
    assert_eq!(status, StatusCode::NO_CONTENT, "{order}");
}
