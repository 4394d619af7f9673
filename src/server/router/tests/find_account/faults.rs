//! A search for a new account that Zuora refuses or does not answer, or that comes too often.

use super::{begin, find};
use crate::server::{
    rate_limits::LOOKUP_FACTOR,
    router::tests::support::{
        Fixture, SandboxClient, assert_closed_form, clear_faults, fail_attempts, fixture, kind,
        serve, session, site, site_with,
    },
};
use axum::{
    Router,
    http::{StatusCode, header},
    routing::post,
};
use serde_json::json;

#[tokio::test]
async fn t11_a_failing_zuora_is_reported_and_the_next_attempt_finds_the_account() {
    let Fixture { site, zuora } = fixture().await;
    let sandbox = SandboxClient::connect(&zuora).await;
    let cookie = session(&site).await;
    let crm_id = begin(&site, &cookie).await;
    sandbox.create_account("Cedar", &crm_id, None).await;
    for (operation, fault, status, name) in [
        ("action-query", json!({"status": 500}), 503, "zuora_busy"),
        ("action-query", json!({"reset": true}), 503, "zuora_unreachable"),
        ("action-query", json!({"malformed": true}), 502, "zuora_protocol"),
        ("action-query", json!({"delayMs": 3500}), 504, "zuora_timeout"),
        (
            "action-query",
            json!({"reason": {"code": 90_000_011, "message": "src/lib.rs"}}),
            502,
            "zuora_refused",
        ),
        ("list-payment-methods", json!({"status": 500}), 503, "zuora_busy"),
    ] {
        fail_attempts(&zuora, operation, &fault).await;
        let (got, error, headers) = find(&site, &cookie, &crm_id).await;
        assert_eq!((got, &*kind(&error.to_string())), (status, name), "{operation} {fault}");
        assert!(!headers.contains_key(header::SET_COOKIE), "{operation} {fault}");
        assert_closed_form(&error.to_string());
    }
    clear_faults(&zuora).await;
    assert_eq!(find(&site, &cookie, &crm_id).await.0, 200);
}

#[tokio::test]
async fn t11_a_fault_of_a_query_is_a_refusal() {
    let token = json!({"access_token": "t", "token_type": "bearer", "expires_in": 3600});
    let signed = json!({"success": true, "signature": "c2lnbg==", "token": "t"});
    let fault = json!({
        "FaultCode": "MALFORMED_QUERY", "FaultMessage": "You have an error in your ZOQL syntax",
    });
    let routes = Router::new()
        .route("/oauth/token", post(async move || token.to_string()))
        .route("/v1/hmac-signatures", post(async move || signed.to_string()))
        .route(
            "/v1/action/query",
            post(async move || (StatusCode::BAD_REQUEST, fault.to_string())),
        );
    let refusing = site(&serve(routes).await);
    let cookie = session(&refusing).await;
    let crm_id = begin(&refusing, &cookie).await;
    let (status, error, _) = find(&refusing, &cookie, &crm_id).await;
    assert_eq!((status, &error["kind"]), (502, &"zuora_refused".into()));
    assert_closed_form(&error.to_string());
}

#[tokio::test]
async fn t5_finding_an_account_is_limited_as_lookups_are() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "1/100h")], |_| ());
    let cookie = session(&site).await;
    for _ in 0..LOOKUP_FACTOR {
        assert_eq!(find(&site, &cookie, "x").await.0, 403);
    }
    let (status, error, _) = find(&site, &cookie, "x").await;
    assert_eq!((status, &error["kind"]), (429, &"too_many_requests".into()));
    assert!(error["retryAfter"].is_u64(), "{error}");
}
