//! The bearer token is fetched once for all requests, and renewed when Zuora no longer accepts it.
//! A client that Zuora refuses is not sent again for every request.

use super::support::{
    Call, Fixture, UNREACHABLE, calls, fixture, session, site_with, site_with_unknown_client,
    unknown_client,
};
use crate::server::{
    settings::Client,
    zuora_client::{ZuoraClient, http},
};
use axum::http::StatusCode;
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn two_hundred_concurrent_calls_share_one_bearer_token() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "200/1m")], |_| ());
    let cookie = session(&site).await;
    let all = (0..200).map(|_| {
        let (site, cookie) = (site.clone(), cookie.clone());
        tokio::spawn(async move { Call::new(&cookie).send(&site).await.0 })
    });
    for one in all.collect::<Vec<_>>() {
        assert_eq!(one.await.expect("no panic"), StatusCode::OK);
    }
    let calls = calls(&zuora).await;
    let count = |path: &str| calls.iter().filter(|call| *call == path).count();
    assert_eq!((count("/oauth/token"), count("/v1/hmac-signatures")), (1, 200));
}

#[tokio::test]
async fn a_bearer_token_that_zuora_no_longer_accepts_is_renewed_once() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    assert_eq!(Call::new(&cookie).send(&site).await.0, StatusCode::OK);
    reqwest::Client::new()
        .post(format!("{zuora}/sandbox/clock"))
        .json(&json!({"advanceSeconds": 7200}))
        .send()
        .await
        .expect("the clock moves");
    assert_eq!(Call::new(&cookie).send(&site).await.0, StatusCode::OK);
    assert_eq!(
        calls(&zuora).await,
        [
            "/oauth/token",
            "/v1/hmac-signatures",
            "/v1/hmac-signatures",
            "/oauth/token",
            "/v1/hmac-signatures"
        ]
    );
}

#[tokio::test]
async fn a_client_that_zuora_refuses_is_sent_once_and_not_for_every_call() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with_unknown_client(&zuora);
    let cookie = session(&site).await;
    for _ in 0..20 {
        assert_eq!(Call::new(&cookie).send(&site).await.0, StatusCode::BAD_GATEWAY);
    }
    assert_eq!(calls(&zuora).await, ["/oauth/token"]);
}

/// Operators read in the log which setting is wrong.
#[tokio::test]
async fn a_refused_client_is_reported_with_the_names_of_its_settings() {
    let Fixture { zuora, .. } = fixture().await;
    let error = unknown_client(&zuora).check_ready().await.expect_err("it is refused").to_string();
    assert!(error.contains("ZUORA_CLIENT_ID") && error.contains("ZUORA_CLIENT_SECRET"), "{error}");
    assert!(!error.contains("wrong-secret"), "{error}");
    let unreachable = ZuoraClient::new(
        http::client().expect("a client"),
        UNREACHABLE.parse().expect("a URL"),
        Client { id: String::new(), secret: String::new().into(), entity_id: None },
    );
    let ready = tokio::time::timeout(Duration::from_mins(1), unreachable.check_ready())
        .await
        .expect("in time");
    let error = ready.expect_err("nothing listens").to_string();
    assert!(error.contains("refused") && !error.contains("ZUORA_CLIENT"), "{error}");
}
