//! Zuora's documented and recorded replies, to the letter: a row for each.

use super::*;

/// Who calls, how, with what, and what Zuora is documented to say. `processId` is Zuora's to choose, and taken out before the comparison.
struct Row {
    source: &'static str,
    request: (&'static str, &'static str),
    body: Value,
    expected: Value,
}

fn rows() -> Vec<Row> {
    let sign = ("POST", "/v1/hmac-signatures");
    let account = ("POST", "/v1/accounts");
    let refusal = |code: u32, message: &str| json!({"success": false, "reasons": [{"code": code, "message": message}]});
    vec![
        Row {
            source: "CORS REST: an empty uri",
            request: sign,
            body: json!({"uri": "", "method": "POST", "accountKey": "A00000001"}),
            expected: refusal(59_010_220, "'uri' may not be empty"),
        },
        Row {
            source: "CORS REST: an operation that is not CORS-enabled",
            request: sign,
            body: json!({"uri": "https://rest.zuora.com/v1/subscriptions", "method": "POST", "accountKey": "A00000001"}),
            expected: refusal(90_000_010, "This API is not CORS enabled."),
        },
        Row {
            source: "CORS REST, by omission: the newer create payment method is not in the list",
            request: sign,
            body: json!({"uri": "https://rest.zuora.com/v1/payment-methods", "method": "POST", "accountKey": "A00000001"}),
            expected: refusal(90_000_010, "This API is not CORS enabled."),
        },
        Row {
            source: "observed: a null currency",
            request: account,
            body: json!({"name": "n", "billCycleDay": 1, "billToContact": {"firstName": "a", "lastName": "b"}}),
            expected: refusal(51_000_322, "'currency' may not be null"),
        },
        Row {
            source: "observed: unknown fields, comma-joined in one pair of quotes (the code's prefix and the order are ours)",
            request: account,
            body: json!({
                "name": "n", "currency": "USD", "billCycleDay": 1, "billToContact": {"firstName": "a", "lastName": "b"},
                "invoice": true, "collect": true,
            }),
            expected: refusal(51_000_321, "Invalid parameter(s): 'collect,invoice'."),
        },
        Row {
            source: "observed: an account that is not there",
            request: ("GET", "/v1/accounts/xxx"),
            body: Value::Null,
            expected: refusal(50_000_040, "Cannot find entity by key: 'xxx'."),
        },
        Row {
            source: "observed: an unknown path",
            request: ("GET", "/v1/nothing"),
            body: Value::Null,
            expected: refusal(
                50_000_040,
                "The endpoint /v1/nothing does not exist. Please check the URL or refer to the API documentation.",
            ),
        },
        Row {
            source: "observed: the code for an account without a default payment method (the words are ours)",
            request: ("GET", "/v1/accounts/A00000001/payment-methods/default"),
            body: Value::Null,
            expected: refusal(50_000_040, "Cannot find entity by key: ''."),
        },
    ]
}

#[tokio::test]
async fn every_documented_refusal_to_the_letter() {
    for row in rows() {
        let sandbox = router(ORIGIN);
        let bearer = bearer(&sandbox).await;
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let (method, path) = row.request;
        let body = if row.body.is_null() { String::new() } else { row.body.to_string() };
        let (status, _, mut reply) = send(&sandbox, method, path, &headers, body).await;
        assert_eq!(status, StatusCode::OK, "{}", row.source);
        if let Some(process) = reply.as_object_mut().and_then(|reply| reply.remove("processId")) {
            let process = process.as_str().unwrap_or_default();
            assert!(
                process.len() == 16 && process.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F')),
                "{process}"
            );
        }
        assert_eq!(reply, row.expected, "{}", row.source);
    }
}

/// Recorded: HTTP 401 with this body. Zuora: the header.
#[tokio::test]
async fn without_a_bearer_token() {
    let (status, headers, body) = send(&router(ORIGIN), "GET", "/v1/accounts/A00000001", &[], "").await;
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
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let (_, headers, granted) = send(&router(ORIGIN), "POST", "/oauth/token", &form, CREDENTIALS).await;
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
