//! Bearer tokens: who gets one, how often, and how long it is valid.

use super::support::{CREDENTIALS, FORM, JSON, advance_clock, bearer, new_sandbox, send};
use axum::http::StatusCode;

#[tokio::test]
async fn a_server_needs_a_valid_bearer_token() {
    let sandbox = new_sandbox();
    for wrong in [
        CREDENTIALS.replace("sandbox-demo-secret", "wrong"),
        CREDENTIALS.replace("client_credentials", "password"),
        String::new(),
    ] {
        let (status, _, body) = send(&sandbox, "POST", "/oauth/token", &FORM, wrong).await;
        assert!(status.is_client_error() && body["message"].is_string(), "{status} {body}");
    }
    let (status, ..) = send(&sandbox, "POST", "/oauth/token", &JSON, "{}").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);

    for headers in [&[][..], &[("authorization", "Bearer wrong")]] {
        let (status, _, body) =
            send(&sandbox, "GET", "/v1/accounts/A00000001/payment-methods", headers, "").await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        assert_eq!(body["reasons"][0]["code"], 90_000_011);
    }
    let token = bearer(&sandbox).await;
    advance_clock(&sandbox, 3600).await;
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
async fn the_hundred_and_first_token_of_a_minute_is_refused() {
    let sandbox = new_sandbox();
    for _ in 0..100 {
        assert_eq!(
            send(&sandbox, "POST", "/oauth/token", &FORM, CREDENTIALS).await.0,
            StatusCode::OK
        );
    }
    let (status, headers, _) = send(&sandbox, "POST", "/oauth/token", &FORM, CREDENTIALS).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        (&headers["retry-after"], &headers["x-ratelimit-remaining-minute"]),
        (&"60".parse().expect("a header"), &"0".parse().expect("a header"))
    );
    advance_clock(&sandbox, 60).await;
    assert_eq!(send(&sandbox, "POST", "/oauth/token", &FORM, CREDENTIALS).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_revoked_token_is_refused() {
    let sandbox = new_sandbox();
    let bearer = bearer(&sandbox).await;
    let token = bearer.replace("Bearer ", "token=");
    assert_eq!(send(&sandbox, "POST", "/oauth/revoke", &FORM, token).await.0, StatusCode::OK);
    let (status, ..) =
        send(&sandbox, "GET", "/v1/accounts/A00000001", &[("authorization", &bearer)], "").await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}
