//! Zuora's manner of answering.

use axum::{
    Json,
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use rand::{Rng as _, RngExt as _};
use serde_json::{Value, json};

/// Zuora: an authentication error, without a process id and with the message first. HTTP 200 for the API versions up to 341.0, to which a
/// browser's call without a version header belongs (inferred for these codes).
pub fn authentication_error(code: u32, message: &str) -> Response {
    zuora_json(
        StatusCode::OK,
        &json!({"success": false, "reasons": [{"message": message, "code": code}]}),
    )
}

/// Zuora: a refusal with a process id and one reason. Inferred: HTTP 200, as above.
pub fn refusal(code: u32, message: &str) -> Response {
    refusals(&[(code, message.to_owned())])
}

/// A refusal with several reasons.
pub fn refusals(reasons: &[(u32, String)]) -> Response {
    let reasons: Vec<Value> = reasons
        .iter()
        .map(|(code, message)| json!({"code": code, "message": message}))
        .collect();
    zuora_json(
        StatusCode::OK,
        &json!({"success": false, "processId": process_id(), "reasons": reasons}),
    )
}

/// Zuora: no bearer token, or not a good one (recorded: HTTP 401 with this body).
pub fn unauthorized() -> Response {
    let body = json!({
        "success": false,
        "reasons": [{"code": 90_000_011, "message": "this resource is protected, please sign in first"}],
    });
    let mut response = zuora_json(StatusCode::UNAUTHORIZED, &body);
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, header::HeaderValue::from_static("Bearer realm=Zuora API"));
    response
}

/// Observed: an unknown path.
pub async fn not_found(uri: Uri) -> Response {
    refusal(
        50_000_040,
        &format!(
            "The endpoint {} does not exist. Please check the URL or refer to the API documentation.",
            uri.path()
        ),
    )
}

/// Observed: an account that is not there.
pub fn no_entity(key: &str) -> Response {
    refusal(50_000_040, &format!("Cannot find entity by key: '{key}'."))
}

/// JSON with the content type and caching of Zuora's (recorded).
pub fn zuora_json(status: StatusCode, body: &Value) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json;charset=utf-8"),
        (header::CACHE_CONTROL, "max-age=0, no-cache, no-store"),
    ];
    (status, headers, Json(body.clone()).into_response().into_body()).into_response()
}

/// Thirty-two hexadecimal digits, as Zuora's ids are.
pub fn id() -> String {
    format!("{:032x}", rand::rng().random::<u128>())
}

/// Sixteen upper-case hexadecimal digits.
fn process_id() -> String {
    format!("{:016X}", rand::rng().next_u64())
}
