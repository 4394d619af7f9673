//! How Zuora replies: the parts that handlers and middleware share.

use axum::{
    Json,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rand::RngExt as _;
use serde_json::Value;

/// Zuora: echoed when it is sent.
pub const TRACK_ID: HeaderName = HeaderName::from_static("zuora-track-id");

/// The operation was carried out. These are the fields of its reply.
pub struct SuccessReply(pub Value);

/// Adds `"success": true` to the operation's fields.
impl IntoResponse for SuccessReply {
    fn into_response(self) -> Response {
        let mut body = self.0;
        body["success"] = true.into();
        zuora_json(StatusCode::OK, &body)
    }
}

/// JSON with the content type and caching of Zuora's (recorded).
pub fn zuora_json(status: StatusCode, body: &Value) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json;charset=utf-8"),
        (header::CACHE_CONTROL, "max-age=0, no-cache, no-store"),
        (header::PRAGMA, "no-cache"),
    ];
    (status, headers, Json(body).into_response().into_body()).into_response()
}

/// Recorded: Zuora's reply when something fails inside it. It is not JSON.
pub fn internal_error(status: StatusCode) -> Response {
    let text = [(header::CONTENT_TYPE, "text/plain")];
    (status, text, "We're sorry, but something went wrong.").into_response()
}

/// The payload of the panic that ends a connection for an ordered fault.
pub struct ConnectionReset;

/// Headers of an ordered fault, which replace any of the same names at the very end. Those with an
/// empty value are removed.
#[derive(Clone)]
pub struct HeaderOverrides(pub Vec<(HeaderName, HeaderValue)>);

/// A new id: thirty-two hexadecimal digits, as Zuora's are.
pub fn new_id() -> String {
    format!("{:032x}", rand::rng().random::<u128>())
}
