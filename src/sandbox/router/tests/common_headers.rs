//! What every answer has in common, and what depends on how it is asked for.

use super::*;
use std::io::{Read as _, Write as _};

async fn called(
    sandbox: &Router,
    method: &str,
    path: &str,
    extra: &[(&str, &str)],
    body: &str,
) -> (StatusCode, HeaderMap, Value) {
    let bearer = bearer(sandbox).await;
    let mut headers =
        vec![("authorization", bearer.as_str()), ("content-type", "application/json")];
    headers.extend(extra);
    send(sandbox, method, path, &headers, body).await
}

#[tokio::test]
async fn refusals_have_a_status_of_their_own_from_2024_05_20() {
    let sandbox = router(ORIGIN);
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
            called(&sandbox, method, path, &[("zuora-version", version)], body).await;
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
async fn ids_and_limits_are_on_every_answer() {
    let sandbox = router(ORIGIN);
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
        let (_, headers, _) =
            called(&sandbox, "GET", "/v1/accounts/A00000001", &[("zuora-track-id", track)], "")
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
    let (_, headers, _) = called(&sandbox, "POST", "/v1/accounts", &[], "{}").await;
    assert_eq!(headers["concurrency-limit-type"], "High-volume transactions");
    assert!(!headers.contains_key("zuora-track-id"));
}

#[tokio::test]
async fn the_hundred_and_first_token_of_a_minute_is_refused() {
    let sandbox = router(ORIGIN);
    let form = [("content-type", "application/x-www-form-urlencoded")];
    for _ in 0..100 {
        assert_eq!(
            send(&sandbox, "POST", "/oauth/token", &form, CREDENTIALS).await.0,
            StatusCode::OK
        );
    }
    let (status, headers, _) = send(&sandbox, "POST", "/oauth/token", &form, CREDENTIALS).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        (&headers["retry-after"], &headers["x-ratelimit-remaining-minute"]),
        (&"60".parse().expect("a header"), &"0".parse().expect("a header"))
    );
    advance(&sandbox, 60).await;
    assert_eq!(send(&sandbox, "POST", "/oauth/token", &form, CREDENTIALS).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_revoked_token_is_refused() {
    let sandbox = router(ORIGIN);
    let bearer = bearer(&sandbox).await;
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let token = bearer.replace("Bearer ", "token=");
    assert_eq!(send(&sandbox, "POST", "/oauth/revoke", &form, token).await.0, StatusCode::OK);
    let (status, ..) =
        send(&sandbox, "GET", "/v1/accounts/A00000001", &[("authorization", &bearer)], "").await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_idempotency_key_gives_its_first_result_again() {
    let sandbox = router(ORIGIN);
    let ticket = sign(&sandbox, for_account("A00000001")).await;
    let headers = [
        ("content-type", "application/json"),
        ("signature", ticket["signature"].as_str().expect("a signature")),
        ("token", ticket["token"].as_str().expect("a token")),
        ("idempotency-key", "order-42"),
    ];
    let body = card("A00000001").to_string();
    let (_, _, first) = send(&sandbox, "POST", CREDIT_CARDS, &headers, body.clone()).await;
    assert_eq!(first["success"], true);
    // The ticket is used up, and the card is saved once: the answer is a replay.
    let (_, _, second) = send(&sandbox, "POST", CREDIT_CARDS, &headers, body.clone()).await;
    assert_eq!(second, first);
    let (_, _, list) =
        called(&sandbox, "GET", "/v1/accounts/A00000001/payment-methods", &[], "").await;
    assert_eq!(list["creditcard"].as_array().map(Vec::len), Some(1));

    let (status, _, reply) =
        called(&sandbox, "POST", "/v1/accounts", &[("idempotency-key", "order-42")], "{}").await;
    assert_eq!((status, &reply["success"]), (StatusCode::UNPROCESSABLE_ENTITY, &false.into()));
    let (_, _, reply) =
        called(&sandbox, "POST", "/v1/accounts", &[("idempotency-key", &"x".repeat(256))], "{}")
            .await;
    assert_eq!(reply["reasons"][0]["code"], 50_000_020);

    // Without the right to call there is no result to keep.
    let stranger = [("content-type", "application/json"), ("idempotency-key", "order-45")];
    assert_eq!(
        send(&sandbox, "POST", "/v1/accounts", &stranger, "{}").await.0,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        called(&sandbox, "POST", "/v1/accounts", &[("idempotency-key", "order-45")], "{}").await.0,
        StatusCode::OK
    );

    // An answer that was lost on its way is a result all the same.
    order(
        &sandbox,
        json!({"operation": "create-payment-method", "fault": {"status": 500, "after": true}}),
    )
    .await;
    let ticket = sign(&sandbox, for_account("A00000002")).await;
    let headers = [
        ("content-type", "application/json"),
        ("signature", ticket["signature"].as_str().expect("a signature")),
        ("token", ticket["token"].as_str().expect("a token")),
        ("idempotency-key", "order-46"),
    ];
    let body = card("A00000002").to_string();
    assert_eq!(
        send(&sandbox, "POST", CREDIT_CARDS, &headers, body.clone()).await.0,
        StatusCode::INTERNAL_SERVER_ERROR
    );
    assert_eq!(send(&sandbox, "POST", CREDIT_CARDS, &headers, body).await.2["success"], true);

    // A failure is a result too, and a day later the key is free.
    let failed = [("idempotency-key", "order-43")];
    let (_, _, first) = called(&sandbox, "POST", "/v1/accounts", &failed, "{}").await;
    let (_, _, second) = called(&sandbox, "POST", "/v1/accounts", &failed, "{}").await;
    assert_eq!(first, second, "with its process id");
    advance(&sandbox, 24 * 3600).await;
    let (_, _, third) = called(&sandbox, "POST", "/v1/accounts", &failed, "{}").await;
    assert_ne!(first, third);
}

#[tokio::test]
async fn a_key_whose_first_use_is_under_way_is_a_conflict() {
    let sandbox = router(ORIGIN);
    let key = [("idempotency-key", "order-44")];
    // The slow test card.
    let slow = json!({
        "type": "CreditCard", "cardType": "Visa", "cardNumber": "4000000000000077", "expirationMonth": 10, "expirationYear": 2034,
        "cardHolderInfo": {"cardHolderName": "Ada Lovelace"},
    });
    let slow = slow.to_string();
    let begun = std::time::Instant::now();
    let first = called(&sandbox, "POST", "/v1/payment-methods", &key, &slow);
    let second = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        called(&sandbox, "POST", "/v1/payment-methods", &key, &slow).await.0
    };
    let (first, second) = tokio::join!(first, second);
    assert_eq!((&first.2["success"], second), (&true.into(), StatusCode::CONFLICT));
    assert!(begun.elapsed() >= Duration::from_secs(5), "it takes its time");
}

#[tokio::test]
async fn bodies_are_compressed_both_ways_when_asked_for() {
    let sandbox = router(ORIGIN);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(for_account("A00000001").to_string().as_bytes()).expect("in memory");
    let bearer = bearer(&sandbox).await;
    let request = Request::post("/v1/hmac-signatures")
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
