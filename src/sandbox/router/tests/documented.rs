//! Zuora's documented and recorded replies, to the letter: a row for each.

use super::support::{CREDENTIALS, FORM, bearer, new_sandbox, order_fault, send, signing_request};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// A request and Zuora's documented reply. `processId` is random, so it is removed before the
/// comparison.
struct Row {
    source: &'static str,
    /// The fault that is ordered first.
    fault: Value,
    status: u16,
    request: (&'static str, &'static str),
    body: Value,
    expected: Value,
}

fn rows() -> Vec<Row> {
    let sign = ("POST", "/v1/hmac-signatures");
    let account = ("POST", "/v1/accounts");
    let error = |code: u32, message: &str| json!({"success": false, "reasons": [{"code": code, "message": message}]});
    vec![
        Row {
            source: "CORS REST: an empty uri",
            fault: Value::Null,
            status: 200,
            request: sign,
            body: json!({"uri": "", "method": "POST", "accountKey": "A00000001"}),
            expected: error(59_010_220, "'uri' may not be empty"),
        },
        Row {
            source: "CORS REST: an operation that is not CORS-enabled",
            fault: Value::Null,
            status: 200,
            request: sign,
            body: json!({"uri": "http://127.0.0.1:3100/v1/subscriptions", "method": "POST", "accountKey": "A00000001"}),
            expected: error(90_000_010, "This API is not CORS enabled."),
        },
        Row {
            source: "CORS REST, by omission: the newer create payment method is not in the list",
            fault: Value::Null,
            status: 200,
            request: sign,
            body: json!({"uri": "http://127.0.0.1:3100/v1/payment-methods", "method": "POST", "accountKey": "A00000001"}),
            expected: error(90_000_010, "This API is not CORS enabled."),
        },
        Row {
            source: "recorded: a null currency",
            fault: Value::Null,
            status: 200,
            request: account,
            body: json!({"name": "n", "billCycleDay": 1, "billToContact": {"firstName": "a", "lastName": "b"}}),
            expected: error(51_000_322, "'currency' may not be null"),
        },
        Row {
            source: "recorded: unknown fields, comma-joined in one pair of quotes (inferred: the code's prefix and the order)",
            fault: Value::Null,
            status: 200,
            request: account,
            body: json!({
                "name": "n", "currency": "USD", "billCycleDay": 1, "billToContact": {"firstName": "a", "lastName": "b"},
                "invoice": true, "collect": true,
            }),
            expected: error(51_000_321, "Invalid parameter(s): 'collect,invoice'."),
        },
        Row {
            source: "recorded: an account that is not there",
            fault: Value::Null,
            status: 200,
            request: ("GET", "/v1/accounts/xxx"),
            body: Value::Null,
            expected: error(50_000_040, "Cannot find entity by key: 'xxx'."),
        },
        Row {
            source: "recorded: an unknown path",
            fault: Value::Null,
            status: 200,
            request: ("GET", "/v1/nothing"),
            body: Value::Null,
            expected: error(
                50_000_040,
                "The endpoint /v1/nothing does not exist. Please check the URL or refer to the API documentation.",
            ),
        },
        Row {
            source: "recorded: the code for an account without a default payment method (inferred: the text)",
            fault: Value::Null,
            status: 200,
            request: ("GET", "/v1/accounts/A00000001/payment-methods/default"),
            body: Value::Null,
            expected: error(50_000_040, "Cannot find entity by key: ''."),
        },
        Row {
            source: "rate limits: too many in a minute",
            fault: json!({"operation": "hmac-signatures", "fault": {"rateLimit": {"retryAfter": 600}}}),
            status: 429,
            request: sign,
            body: signing_request("A00000001"),
            expected: json!({"reasons": [{"code": 70, "message": "API Rate limit exceeded for the minute, retry after 600 seconds"}]}),
        },
        Row {
            source: "concurrency limits: the code (inferred: the text)",
            fault: json!({"operation": "hmac-signatures", "fault": {"concurrency": true}}),
            status: 429,
            request: sign,
            body: signing_request("A00000001"),
            expected: error(50_000_070, "The request exceeded the concurrency limit."),
        },
        Row {
            source: "recorded: a payment declined in a call for an account, as a user logged it",
            fault: json!({"operation": "create-account", "fault": {"reason": {"code": 53_000_060, "message": "declined"}}}),
            status: 200,
            request: account,
            body: json!({}),
            expected: error(53_000_060, "declined"),
        },
    ]
}

#[tokio::test]
async fn every_documented_refusal_to_the_letter() {
    for row in rows() {
        let sandbox = new_sandbox();
        if !row.fault.is_null() {
            order_fault(&sandbox, row.fault).await;
        }
        let bearer = bearer(&sandbox).await;
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let (method, path) = row.request;
        let body = if row.body.is_null() { String::new() } else { row.body.to_string() };
        let (status, _, mut reply) = send(&sandbox, method, path, &headers, body).await;
        assert_eq!(status.as_u16(), row.status, "{}", row.source);
        if let Some(process) = reply.as_object_mut().and_then(|reply| reply.remove("processId")) {
            let process = process.as_str().unwrap_or_default();
            assert!(
                process.len() == 16
                    && process.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F')),
                "{process}"
            );
        }
        assert_eq!(reply, row.expected, "{}", row.source);
    }
}

/// Recorded: HTTP 401 with this body. Zuora: the header.
#[tokio::test]
async fn without_a_bearer_token() {
    let (status, headers, body) =
        send(&new_sandbox(), "GET", "/v1/accounts/A00000001", &[], "").await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        body,
        json!({"success": false, "reasons": [{"code": 90_000_011, "message": "this resource is protected, please sign in first"}]})
    );
    assert_eq!(
        headers["www-authenticate"],
        "Basic realm=Zuora API, ZSession realm=Zuora API, Bearer realm=Zuora API"
    );
}

/// Zuora: the shape of a granted token.
#[tokio::test]
async fn a_granted_token() {
    let (_, headers, granted) =
        send(&new_sandbox(), "POST", "/oauth/token", &FORM, CREDENTIALS).await;
    let hex = |field: &str| {
        let text = granted[field].as_str().unwrap_or_default();
        text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    assert!(hex("access_token") && hex("jti"), "{granted}");
    assert_eq!((&granted["token_type"], &granted["expires_in"]), (&"bearer".into(), &3598.into()));
    for part in ["entity.", "platform.write", "tenant.", "user."] {
        assert!(granted["scope"].as_str().is_some_and(|scope| scope.contains(part)), "{granted}");
    }
    assert_eq!(headers["x-ratelimit-limit-minute"], "100");
    assert_eq!(headers["x-ratelimit-remaining-minute"], "99");
    assert_eq!(headers["zuora-request-id"].len(), 36);
}

/// Recorded: HTTP 500 with this text and no JSON.
#[tokio::test]
async fn a_fault_of_zuoras_own() {
    let sandbox = new_sandbox();
    order_fault(&sandbox, json!({"operation": "create-account", "fault": {"status": 500}})).await;
    let request = Request::post("/v1/accounts").body(Body::empty()).expect("a request");
    let response = sandbox.oneshot(request).await.expect("an answer");
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(response.headers()["content-type"], "text/plain");
    let body = response.into_body().collect().await.expect("a body").to_bytes();
    assert_eq!(body, "We're sorry, but something went wrong.");
}
