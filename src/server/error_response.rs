//! How an error becomes an answer: its status, its JSON, and the id under which the log has the rest.

use crate::{
    api_error::{ApiError, ApiErrorKind},
    server::request_id::RequestId,
};
use axum::{
    Json,
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse as _, Response},
};
use leptos::{prelude::use_context, server_fn::Bytes};
use leptos_axum::ResponseOptions;

/// Every path below this belongs to server functions.
pub const API_PREFIX: &str = "/api/";

/// The answer to a request that does not get as far as a server function.
pub fn refusal(kind: ApiErrorKind, request: RequestId) -> Response {
    let error = ApiError { request_id: Some(request.to_string()), ..kind.into() };
    (kind.status(), Json(error)).into_response()
}

/// The body of an error that a server function ends with; its status goes into the response on the way.
pub fn answer_with(error: &ApiError) -> Bytes {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(error.kind.status());
        if let Some(seconds) = error.retry_after {
            options.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
    }
    let request =
        use_context::<Parts>().and_then(|parts| parts.extensions.get::<RequestId>().copied());
    tracing::debug!(
        request = request.map(tracing::field::display),
        kind = error.kind.name(),
        "answered with an error"
    );
    let error = ApiError { request_id: request.map(|id| id.to_string()), ..error.clone() };
    serde_json::to_vec(&error).unwrap_or_default().into()
}
