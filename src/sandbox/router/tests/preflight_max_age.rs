//! How long browsers may cache a preflight.

use super::support::{CREDIT_CARDS, JSON, ORIGIN, new_sandbox, send};
use crate::sandbox::router::router_with;
use axum::{Router, http::StatusCode};
use std::time::Duration;

async fn max_age(sandbox: &Router) -> String {
    let headers = [("origin", ORIGIN), ("access-control-request-method", "POST")];
    let (_, headers, _) = send(sandbox, "OPTIONS", CREDIT_CARDS, &headers, "").await;
    headers["access-control-max-age"].to_str().expect("text").to_owned()
}

async fn set(sandbox: &Router, body: &str) -> StatusCode {
    send(sandbox, "POST", "/sandbox/preflight", &JSON, body).await.0
}

#[tokio::test]
async fn a_preflight_is_cached_for_seconds_or_as_long_as_the_start_says() {
    assert_eq!(max_age(&new_sandbox()).await, "5");
    assert_eq!(max_age(&router_with(ORIGIN, Duration::from_hours(2))).await, "7200");
}

#[tokio::test]
async fn the_time_can_be_changed_until_a_reset() {
    let sandbox = router_with(ORIGIN, Duration::from_mins(1));
    assert_eq!(set(&sandbox, r#"{"maxAgeSeconds": 0}"#).await, StatusCode::NO_CONTENT);
    assert_eq!(max_age(&sandbox).await, "0");
    send(&sandbox, "POST", "/sandbox/reset", &JSON, "").await;
    assert_eq!(max_age(&sandbox).await, "60");
    for wrong in [r#"{"maxAgeSeconds": -1}"#, r#"{"seconds": 1}"#, "{}", ""] {
        assert!(set(&sandbox, wrong).await.is_client_error(), "{wrong}");
        assert_eq!(max_age(&sandbox).await, "60", "{wrong}");
    }
}
