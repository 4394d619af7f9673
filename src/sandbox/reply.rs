//! Zuora's manner of answering: what a handler says, apart from how the asked-for API version puts it.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rand::{Rng as _, RngExt as _};
use serde_json::{Value, json};

/// What a handler answers.
pub type Answer = Result<Done, Refusal>;

/// The operation was carried out; the fields of its reply.
pub struct Done(pub Value);

/// One reason of a refusal.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// Six digits for resource and field, two for the category.
    pub code: u32,
    /// The sentence.
    pub message: String,
}

/// The operation was not carried out.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// With the id of the process that failed, and every reason there is.
    Reasons(String, Vec<Reason>),
    /// Zuora: its authentication errors have no process id.
    Authentication(u32, &'static str),
    /// No bearer token, or not a good one: HTTP 401 in every version (recorded).
    Unauthorized,
}

/// The API version a request asked for, as far as it changes an answer (Zuora: `Zuora-Version`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// Up to 341.0, the default, and every value Zuora does not know: refusals come with HTTP 200.
    Numbered,
    /// From 2024-05-20: refusals come with a status of their own, and with the request's id.
    Dated,
}

impl Refusal {
    /// A refusal for one reason.
    pub fn because(code: u32, message: impl Into<String>) -> Self {
        Self::reasons(vec![Reason { code, message: message.into() }])
    }

    /// A refusal for all these reasons.
    pub fn reasons(reasons: Vec<Reason>) -> Self {
        Self::Reasons(format!("{:016X}", rand::rng().next_u64()), reasons)
    }

    /// The refusal as a response in this version.
    pub fn render(&self, version: Version, request_id: &str) -> Response {
        let (code, mut body) = match self {
            Self::Reasons(process_id, reasons) => {
                let told: Vec<Value> = reasons
                    .iter()
                    .map(|reason| json!({"code": reason.code, "message": reason.message}))
                    .collect();
                let first = reasons.first().map_or(0, |reason| reason.code);
                (first, json!({"success": false, "processId": process_id, "reasons": told}))
            }
            Self::Authentication(code, message) => {
                (*code, json!({"success": false, "reasons": [{"message": message, "code": code}]}))
            }
            Self::Unauthorized => {
                let message = "this resource is protected, please sign in first";
                let body = json!({"success": false, "reasons": [{"code": 90_000_011, "message": message}]});
                let mut response = zuora_json(StatusCode::UNAUTHORIZED, &body);
                let schemes =
                    "Basic realm=Zuora API, ZSession realm=Zuora API, Bearer realm=Zuora API";
                response
                    .headers_mut()
                    .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(schemes));
                return response;
            }
        };
        let status = match version {
            Version::Numbered => StatusCode::OK,
            Version::Dated => {
                if matches!(self, Self::Reasons(..)) && !request_id.is_empty() {
                    body["requestId"] = request_id.into();
                }
                status_of(code % 100)
            }
        };
        zuora_json(status, &body)
    }
}

/// Zuora: which category has which status, from version 2024-05-20.
fn status_of(category: u32) -> StatusCode {
    match category {
        10 => StatusCode::FORBIDDEN,
        11 => StatusCode::UNAUTHORIZED,
        40 => StatusCode::NOT_FOUND,
        45 => StatusCode::METHOD_NOT_ALLOWED,
        50 => StatusCode::CONFLICT,
        60 | 61 | 99 => StatusCode::INTERNAL_SERVER_ERROR,
        70 => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// `"success": true` with the operation's fields.
impl IntoResponse for Done {
    fn into_response(self) -> Response {
        let mut body = self.0;
        body["success"] = true.into();
        zuora_json(StatusCode::OK, &body)
    }
}

/// A refusal travels in the response's extensions to where the version is known.
impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.render(Version::Numbered, "");
        response.extensions_mut().insert(self);
        response
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

/// Thirty-two hexadecimal digits, as Zuora's ids are.
pub fn id() -> String {
    format!("{:032x}", rand::rng().random::<u128>())
}
