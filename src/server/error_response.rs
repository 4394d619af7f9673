//! Turns an error into a response: its status, its JSON, and the id under which the log has the rest.

use crate::{
    api_error::{ApiError, ApiErrorKind},
    server::{current_request, request_id::RequestId},
};
use axum::{
    Json,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use leptos::{prelude::use_context, server_fn::Bytes};
use leptos_axum::ResponseOptions;

/// Every path below this belongs to server functions.
pub const API_PREFIX: &str = "/api/";

/// The error of a request that does not get as far as a server function.
pub fn api_error(kind: ApiErrorKind, id: Option<RequestId>) -> Response {
    let error = ApiError { request_id: id.map(|id| id.to_string()), ..kind.into() };
    (kind.status(), Json(error)).into_response()
}

/// The same below `/api/`, and `text` elsewhere.
pub fn api_error_or_text(path: &str, kind: ApiErrorKind, text: String, id: RequestId) -> Response {
    match path.starts_with(API_PREFIX) {
        true => api_error(kind, Some(id)),
        false => (kind.status(), text).into_response(),
    }
}

/// The body of an error that a server function ends with. Also sets the status of its response.
pub fn finish_with_error(error: &ApiError) -> Bytes {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(error.kind.status());
        if let Some(seconds) = error.retry_after {
            options.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
    }
    tracing::debug!(kind = error.kind.name(), "answered with an error");
    let id: Option<RequestId> = current_request::extension();
    let error = ApiError { request_id: id.map(|id| id.to_string()), ..error.clone() };
    serde_json::to_vec(&error).unwrap_or_default().into()
}
