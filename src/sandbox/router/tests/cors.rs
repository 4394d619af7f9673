//! CORS: preflights, and who may read what.

use super::support::{CREDIT_CARDS, ORIGIN, new_sandbox, send};
use axum::http::StatusCode;

#[tokio::test]
async fn a_preflight_is_accepted_for_the_exact_origin_only() {
    let sandbox = new_sandbox();
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
            assert_eq!(headers["access-control-max-age"], "5");
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

/// The pages of other origins cannot read any reply.
#[tokio::test]
async fn t15_the_answer_to_a_preflight_names_the_exact_origin_or_none() {
    let sandbox = new_sandbox();
    for (origin, allowed) in [
        (ORIGIN, true),
        ("http://localhost:3001", false),
        ("https://localhost:3000", false),
        ("http://shop.localhost:3000", false),
        ("http://localhost:3000.evil.example", false),
        ("http://localhost", false),
        ("null", false),
        ("*", false),
    ] {
        let headers = [("origin", origin), ("access-control-request-method", "POST")];
        let (_, reply_headers, _) = send(&sandbox, "OPTIONS", CREDIT_CARDS, &headers, "").await;
        let named = reply_headers
            .get("access-control-allow-origin")
            .map(|value| value.to_str().expect("text"));
        assert_eq!(named, allowed.then_some(ORIGIN), "{origin}");
        let vary = reply_headers
            .get_all("vary")
            .iter()
            .any(|value| value.to_str().is_ok_and(|text| text.contains("origin")));
        assert!(vary, "{origin}");
    }
}
