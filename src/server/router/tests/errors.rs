//! T11: what an error looks like from outside.

use super::support::{
    Call, Fixture, UNREACHABLE, assert_closed_form, fail_next_signature, fixture, kind, listen,
    session, site, site_with, site_with_unknown_client,
};
use crate::{
    server::{
        account_resolver::{AccountResolver, BoxFuture, NoAccount},
        session::Session,
        zuora_client::http,
    },
    zuora::AccountKey,
};
use axum::http::{HeaderMap, Method, StatusCode, header};
use serde_json::{Value, json};
use std::sync::Arc;

#[tokio::test]
async fn t11_every_zuora_fault_is_reported_in_a_closed_form() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    for fault in [
        json!({"status": 500}),
        json!({"status": 302}),
        json!({"malformed": true}),
        json!({"truncate": true}),
        json!({"reset": true}),
        json!({"rateLimit": {"retryAfter": 20}}),
        json!({"reason": {
            "code": 59_210_020,
            "message": "at reqwest/src/lib.rs:7 http://127.0.0.1 Bearer abc",
        }}),
    ] {
        fail_next_signature(&zuora, &fault).await;
        let (status, headers, body) = Call::new(&cookie).send(&site).await;
        assert!(status.is_server_error(), "{fault}: {status}");
        assert_eq!(headers[header::CONTENT_TYPE], "application/json", "{fault}");
        assert_closed_form(&body);
    }
}

#[derive(Debug)]
struct Panicking;

impl AccountResolver for Panicking {
    fn account_key<'a>(
        &'a self,
        _: &'a Session,
        headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Result<AccountKey, NoAccount>> {
        assert!(!headers.contains_key("x-panic"), "card 4111111111111111 at {}", file!());
        Box::pin(async { Ok(AccountKey::from("A00000001".to_owned())) })
    }
}

#[tokio::test]
async fn t11_a_panic_is_reported_by_an_id_and_the_next_request_succeeds() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[], |site| site.state.customers = Arc::new(Panicking));
    let cookie = session(&site).await;
    let (status, headers, body) = Call::new(&cookie).header("x-panic", "1").send(&site).await;
    assert_eq!((status, kind(&body).as_str()), (StatusCode::INTERNAL_SERVER_ERROR, "internal"));
    assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY));
    assert_closed_form(&body);
    assert_eq!(Call::new(&cookie).send(&site).await.0, StatusCode::OK);
}

#[tokio::test]
async fn t11_every_refused_request_is_answered_in_a_closed_form() {
    let Fixture { site, .. } = fixture().await;
    let cookie = session(&site).await;
    let call = || Call::new(&cookie);
    for call in [
        Call::without_session(),
        call().header("sec-fetch-site", "cross-site"),
        call().method(Method::PUT),
        call().header("content-type", "text/plain"),
        call().header("accept", "text/html"),
        call().path("/api/src/lib.rs:7"),
        call().body(r#"{"<script>": "4111111111111111"}"#),
        call().body("4111111111111111"),
    ] {
        let request = format!("{call:?}");
        let (status, _, body) = call.send(&site).await;
        assert!(status.is_client_error(), "{request}: {status}");
        assert_closed_form(&body);
    }
}

#[tokio::test]
async fn an_unreachable_zuora_and_a_refusing_zuora_are_distinguished() {
    let site = site(UNREACHABLE);
    let cookie = session(&site).await;
    let (status, _, body) = Call::new(&cookie).send(&site).await;
    assert_eq!((status.as_u16(), kind(&body).as_str()), (503, "zuora_unreachable"));

    let Fixture { zuora, .. } = fixture().await;
    let site = site_with_unknown_client(&zuora);
    let cookie = session(&site).await;
    let (status, _, body) = Call::new(&cookie).send(&site).await;
    assert_eq!((status.as_u16(), kind(&body).as_str()), (502, "zuora_refused"));
    assert!(!body.contains("wrong-secret"));
}

#[tokio::test]
async fn calls_to_a_silent_zuora_time_out_together() {
    let (silent, zuora) = listen().await;
    let site = site(&zuora);
    let cookie = session(&site).await;
    let begun = std::time::Instant::now();
    let all = (0..20).map(|_| {
        let (site, cookie) = (site.clone(), cookie.clone());
        tokio::spawn(async move { Call::new(&cookie).send(&site).await })
    });
    for one in all.collect::<Vec<_>>() {
        let (status, _, body) = one.await.expect("no panic");
        assert_eq!((status.as_u16(), kind(&body).as_str()), (504, "zuora_timeout"));
    }
    assert!(begun.elapsed() < http::CALL_TIMEOUT, "{:?}", begun.elapsed());
    drop(silent);
}

/// Zuora's own code is what the page explains a refusal by.
#[tokio::test]
async fn zuoras_error_code_is_in_the_answer() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    for (fault, code) in [
        (json!({"reason": {"code": 59_210_020, "message": "no"}}), Some(59_210_020)),
        (json!({"reason": {"code": 90_000_011, "message": "no"}}), Some(90_000_011)),
        (json!({"status": 500}), None),
        (json!({"malformed": true}), None),
    ] {
        fail_next_signature(&zuora, &fault).await;
        let (_, _, body) = Call::new(&cookie).send(&site).await;
        let answer: Value = serde_json::from_str(&body).expect("JSON");
        assert_eq!(answer["zuoraCode"].as_u64(), code, "{fault}: {body}");
    }
}
