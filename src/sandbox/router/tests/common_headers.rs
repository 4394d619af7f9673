//! What every reply has in common, and what depends on how it is requested.

use super::support::{HOST, bearer, call_as_server, new_sandbox, signing_request};
use axum::{body::Body, http::Request};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use tower::ServiceExt as _;

#[tokio::test]
async fn errors_have_a_status_of_their_own_from_2024_05_20() {
    let sandbox = new_sandbox();
    let currency = json!({"name": "n", "billCycleDay": 1, "billToContact": {"firstName": "a", "lastName": "b"}}).to_string();
    for (version, method, path, body, status) in [
        ("", "GET", "/v1/accounts/x", "", 200),
        ("341.0", "GET", "/v1/accounts/x", "", 200),
        ("1999-01-01", "GET", "/v1/accounts/x", "", 200),
        ("2024-05-20", "GET", "/v1/accounts/x", "", 404),
        ("2025-08-12", "GET", "/v1/nothing", "", 404),
        ("2025-08-12", "POST", "/v1/accounts", currency.as_str(), 400),
        ("2025-08-12", "POST", "/v1/accounts", "{", 400),
        ("2025-08-12", "PATCH", "/v1/accounts", "{}", 405),
        (
            "2025-08-12",
            "POST",
            "/v1/hmac-signatures",
            r#"{"uri":"https://a.example/b","method":"POST"}"#,
            403,
        ),
        ("341.0", "PATCH", "/v1/accounts", "{}", 200),
    ] {
        let (found, _, reply) =
            call_as_server(&sandbox, method, path, &[("zuora-version", version)], body).await;
        assert_eq!(found.as_u16(), status, "{version} {method} {path}: {reply}");
        assert_eq!(reply["success"], false);
        let process = reply["processId"].is_string();
        assert_eq!(
            reply["requestId"].is_string(),
            process && status != 200,
            "{version} {path}: {reply}"
        );
    }
}

#[tokio::test]
async fn ids_and_limits_are_on_every_reply() {
    let sandbox = new_sandbox();
    for (track, echoed) in [
        ("order-42", true),
        ("", true),
        (&*"x".repeat(64), true),
        (&*"x".repeat(65), false),
        ("a:b", false),
        ("a;b", false),
        ("a\"b", false),
        ("a'b", false),
    ] {
        let (_, headers, _) = call_as_server(
            &sandbox,
            "GET",
            "/v1/accounts/A00000001",
            &[("zuora-track-id", track)],
            "",
        )
        .await;
        assert_eq!(headers.get("zuora-track-id").is_some_and(|id| id == track), echoed, "{track}");
        assert_eq!(headers["zuora-request-id"].len(), 36);
        assert_eq!(
            headers["ratelimit-limit"],
            "2250000, 50000;w=60, 2250000;w=3600, 27000000;w=86400"
        );
        assert_eq!(headers["concurrency-limit-type"], "Default");
        assert_eq!(headers["concurrency-limit-limit"], "40");
    }
    let (_, headers, _) = call_as_server(&sandbox, "POST", "/v1/accounts", &[], "{}").await;
    assert_eq!(headers["concurrency-limit-type"], "High-volume transactions");
    assert!(!headers.contains_key("zuora-track-id"));
}

#[tokio::test]
async fn bodies_are_compressed_both_ways_on_request() {
    let sandbox = new_sandbox();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(signing_request("A00000001").to_string().as_bytes()).expect("in memory");
    let bearer = bearer(&sandbox).await;
    let request = Request::post("/v1/hmac-signatures")
        .header("host", HOST)
        .header("authorization", &bearer)
        .header("content-type", "application/json")
        .header("content-encoding", "gzip")
        .body(Body::from(gzip.finish().expect("in memory")))
        .expect("a request");
    let body = sandbox.clone().oneshot(request).await.expect("an answer").into_body();
    let signed: Value =
        serde_json::from_slice(&body.collect().await.expect("a body").to_bytes()).expect("JSON");
    assert_eq!(signed["success"], true);

    for (path, compressed) in
        [("/v1/transactions/invoices/accounts/A00000001", true), ("/v1/accounts/x", false)]
    {
        let request = Request::get(path)
            .header("authorization", &bearer)
            .header("accept-encoding", "gzip")
            .body(Body::empty())
            .expect("a request");
        let response = sandbox.clone().oneshot(request).await.expect("an answer");
        assert_eq!(response.headers().contains_key("content-encoding"), compressed, "{path}");
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        if compressed {
            let mut text = String::new();
            flate2::read::GzDecoder::new(&*body).read_to_string(&mut text).expect("gzip");
            assert!(text.contains("INV00000001"), "{text}");
        }
    }
}
