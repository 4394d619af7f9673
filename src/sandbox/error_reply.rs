//! Zuora's error replies: what a handler says, apart from how the requested API version puts it.

use crate::sandbox::reply::{SuccessReply, zuora_json};
use axum::{
    http::{HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use rand::Rng as _;
use serde_json::{Value, json};

pub type HandlerResult = Result<SuccessReply, ErrorReply>;

/// One reason why an operation was refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// Six digits for resource and field, two for the category.
    pub code: u32,
    pub message: String,
}

/// The operation was not carried out.
#[derive(Clone, Debug)]
pub enum ErrorReply {
    /// With the id of the process that failed, and every reason there is.
    Reasons(String, Vec<Reason>),
    /// Zuora: its authentication errors have no process id.
    Authentication(u32, &'static str),
    /// A query that cannot be answered: code and text, with HTTP 400 (Zuora). Inferred: in every
    /// version.
    Fault(&'static str, String),
    /// No bearer token, or an invalid one: HTTP 401 in every version (recorded).
    Unauthorised,
}

/// The API version that was requested, as far as it changes a reply (Zuora: `Zuora-Version`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiVersion {
    /// Up to 341.0, the default, and every value Zuora does not know: errors come with HTTP 200.
    Numbered,
    /// From 2024-05-20: errors come with a status of their own, and with the request's id.
    Dated,
}

impl ErrorReply {
    /// An error with one reason.
    pub fn new(code: u32, message: impl Into<String>) -> Self {
        Self::from_reasons(vec![Reason { code, message: message.into() }])
    }

    pub fn from_reasons(reasons: Vec<Reason>) -> Self {
        Self::Reasons(format!("{:016X}", rand::rng().next_u64()), reasons)
    }

    /// Recorded: no object has this key.
    pub fn no_entity(key: &str) -> Self {
        Self::new(50_000_040, format!("Cannot find entity by key: '{key}'."))
    }

    /// Recorded: an unknown path.
    pub fn no_endpoint(path: &str) -> Self {
        let message = format!(
            "The endpoint {path} does not exist. Please check the URL or refer to the API documentation."
        );
        Self::new(50_000_040, message)
    }

    /// Zuora: a method that the path does not have, category 45. Inferred: the text.
    pub fn method_not_allowed(method: &Method) -> Self {
        Self::new(50_000_045, format!("The method {method} is not supported for this endpoint."))
    }

    /// Not Zuora's: there is no room for another object.
    pub fn sandbox_full() -> Self {
        Self::new(50_000_070, "The sandbox is full; reset it with POST /sandbox/reset.")
    }

    /// The error as a response in this version.
    pub fn render(&self, version: ApiVersion, request_id: &str) -> Response {
        let (code, mut body) = match self {
            Self::Reasons(process_id, reasons) => {
                let list: Vec<Value> = reasons
                    .iter()
                    .map(|reason| json!({"code": reason.code, "message": reason.message}))
                    .collect();
                let first = reasons.first().map_or(0, |reason| reason.code);
                (first, json!({"success": false, "processId": process_id, "reasons": list}))
            }
            Self::Authentication(code, message) => {
                (*code, json!({"success": false, "reasons": [{"message": message, "code": code}]}))
            }
            Self::Fault(code, message) => {
                let body = json!({"FaultCode": code, "FaultMessage": message});
                return zuora_json(StatusCode::BAD_REQUEST, &body);
            }
            Self::Unauthorised => {
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
            ApiVersion::Numbered => StatusCode::OK,
            ApiVersion::Dated => {
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

/// An error travels in the response's extensions to the middleware that knows the version.
impl IntoResponse for ErrorReply {
    fn into_response(self) -> Response {
        let mut response = self.render(ApiVersion::Numbered, "");
        response.extensions_mut().insert(self);
        response
    }
}
