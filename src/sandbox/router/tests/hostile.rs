//! Hostile traffic: no request makes the sandbox panic, lose its common headers, or use memory
//! without bound.

use super::support::{
    HOST, ORIGIN, advance_clock, bearer, card, new_account, new_sandbox, send, sign,
    signing_request,
};
use axum::{
    body::Body,
    http::{HeaderValue, Request},
};
use http_body_util::BodyExt as _;
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use serde_json::{Value, json};
use tower::ServiceExt as _;

const PATHS: [&str; 24] = [
    "/v1/accounts/%FF",
    "/v1/payment-methods/4111111111111111",
    "/oauth/token",
    "/oauth/revoke",
    "/v1/hmac-signatures",
    "/v1/payment-methods",
    "/v1/payment-methods/credit-cards",
    "/v1/payment-methods/%00",
    "/v1/payment-methods/x/verify",
    "/v1/payment-methods/x/scrub",
    "/v1/payment-methods/credit-cards/accounts/A00000001",
    "/v1/accounts",
    "/v1/accounts/A00000001",
    "/v1/action/query",
    "/v1/accounts/%F0%9F%9A%80/payment-methods",
    "/v1/accounts/A00000001/payment-methods/default",
    "/v1/transactions/invoices/accounts/A00000001",
    "/v1/files/x",
    "/v1/rsa-signatures",
    "/v1/rsa-signatures/decrypt",
    "/v1/hostedpages?versionNumber=%FF",
    "/apps/PublicHostedPageLite.do?id=%FF&key=a&signature=b",
    "/rest/v1/accounts",
    "/nowhere/at/all",
];

const TEXTS: [&str; 26] = [
    "uri",
    "method",
    "accountKey",
    "name",
    "currency",
    "billToContact",
    "creditCard",
    "creditCardNumber",
    "creditCardType",
    "expirationMonth",
    "expirationYear",
    "cardHolderInfo",
    "cardHolderName",
    "pageId",
    "publicKey",
    "signature",
    "POST",
    "A00000001",
    "4111111111111111",
    "Visa",
    "http://127.0.0.1:3100/v1/accounts",
    "\u{0}",
    "\u{1F680}",
    "'; DROP TABLE accounts; --",
    "../../etc/passwd",
    "",
];

fn text(random: &mut StdRng) -> String {
    match random.random_range(0..12) {
        0 => "x".repeat(random.random_range(0..5000)),
        1 => random.random::<u64>().to_string(),
        _ => TEXTS[random.random_range(0..TEXTS.len())].to_owned(),
    }
}

fn value(random: &mut StdRng, depth: u32) -> Value {
    match random.random_range(0..if depth > 4 { 5 } else { 8 }) {
        0 => Value::Null,
        1 => random.random::<bool>().into(),
        2 => random.random::<i64>().into(),
        3 => random.random::<f64>().into(),
        4 => text(random).into(),
        5 => (0..random.random_range(0..5)).map(|_| value(random, depth + 1)).collect(),
        _ => (0..random.random_range(0..9))
            .map(|_| (text(random), value(random, depth + 1)))
            .collect(),
    }
}

fn body(random: &mut StdRng) -> Vec<u8> {
    match random.random_range(0..10) {
        0 => (0..random.random_range(0..2000)).map(|_| random.random()).collect(),
        1 => vec![b'['; 100_000],
        2 => b"grant_type=client_credentials&client_id=%FF%FE&client_secret=".to_vec(),
        3 => Vec::new(),
        // A valid body with one change gets further than a random one.
        4..=6 => {
            let query = "select Id from Account where CrmId = 'x'";
            let query = json!({"queryString": query});
            let mut valid = [card("A00000001"), signing_request("A00000001"), new_account(), query]
                [random.random_range(0..4)]
            .clone();
            if let Some(fields) = valid.as_object_mut() {
                fields.insert(text(random), value(random, 3));
                let name = fields
                    .keys()
                    .nth(random.random_range(0..fields.len()))
                    .cloned()
                    .unwrap_or_default();
                fields.insert(name, value(random, 3));
            }
            valid.to_string().into_bytes()
        }
        _ => {
            let mut json = value(random, 0).to_string().into_bytes();
            if random.random_bool(0.2) {
                json.truncate(random.random_range(0..=json.len()));
            }
            json
        }
    }
}

#[tokio::test]
async fn ten_thousand_hostile_requests() {
    let sandbox = new_sandbox();
    let seed = 0x5a4d_b0c5;
    let mut random = StdRng::seed_from_u64(seed);
    let mut bearer = bearer(&sandbox).await;
    for round in 0..10_000 {
        if round % 500 == 499 {
            advance_clock(&sandbox, 61).await;
            bearer = super::support::bearer(&sandbox).await;
        }
        let method = ["GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "HEAD", "TRACE"]
            [random.random_range(0..8)];
        let path = PATHS[random.random_range(0..PATHS.len())];
        let mut request = Request::builder().method(method).uri(path);
        for (name, likely, text) in [
            ("authorization", 0.7, bearer.clone()),
            (
                "content-type",
                0.8,
                ["application/json", "text/plain", "application/x-www-form-urlencoded"]
                    [random.random_range(0..3)]
                .into(),
            ),
            ("host", 0.9, HOST.into()),
            ("origin", 0.3, ORIGIN.into()),
            ("token", 0.2, text(&mut random)),
            ("signature", 0.2, text(&mut random)),
            ("zuora-version", 0.3, "2025-08-12".into()),
            ("zuora-track-id", 0.2, text(&mut random)),
            ("idempotency-key", 0.2, text(&mut random)),
            ("content-encoding", 0.05, "gzip".into()),
            ("access-control-request-method", 0.2, "POST".into()),
        ] {
            if random.random_bool(likely)
                && let Ok(text) = HeaderValue::try_from(text)
            {
                request = request.header(name, text);
            }
        }
        let request = request.body(Body::from(body(&mut random))).expect("a request");
        let response = sandbox.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body =
            body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
        let place = format!(
            "seed {seed}, round {round}: {method} {path} -> {} {}",
            parts.status,
            String::from_utf8_lossy(&body)
        );
        assert_ne!(body, "We're sorry, but something went wrong.", "a panic: {place}");
        // A body that does not match its encoding, or is too long, is rejected before the common
        // headers are added.
        let is_rejected_early = matches!(parts.status.as_u16(), 400 | 413 | 415)
            && !parts.headers.contains_key("zuora-request-id");
        if is_rejected_early || matches!(method, "HEAD" | "OPTIONS") {
            continue;
        }
        assert!(parts.headers.contains_key("zuora-request-id"), "{place}");
        let json: Value = serde_json::from_slice(&body).unwrap_or_default();
        let zuoras = json["success"].is_boolean()
            || json["message"].is_string()
            || json["access_token"].is_string()
            || json["FaultCode"].is_string()
            || json["done"].is_boolean();
        let others = path.starts_with("/apps/") || path == "/oauth/revoke";
        assert!(zuoras || others, "{place}");
    }
    let journal = send(&sandbox, "GET", "/sandbox/journal", &[], "").await.2;
    let length = journal.as_array().map_or(0, Vec::len);
    assert!(
        length <= 1000 && journal.to_string().len() < 64 * 1024 * 1024,
        "the journal is bounded"
    );
    assert!(!journal.to_string().contains("4111111111111111"), "and has no card number");
    assert_eq!(
        sign(&sandbox, signing_request("A00000001")).await["success"],
        true,
        "and it still works"
    );
}
