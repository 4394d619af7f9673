//! Reads the bodies of requests before they take one of the places of those that are served at once (T22): whoever sends a body slowly, or never, holds a
//! connection and nothing that others need.

use crate::server::error_response::API_PREFIX;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    middleware::Next,
    response::Response,
};
use std::time::Duration;
use tokio::time::timeout;

/// Where the content policy has browsers report to.
pub const CSP_REPORT_PATH: &str = "/csp-report";
/// A report is about a thousand bytes.
pub const MAX_REPORT_BYTES: usize = 8 * 1024;
/// No server function takes more.
const MAX_CALL_BYTES: usize = 2048;
/// A body that takes longer to come is not waited for.
const BODY_TIMEOUT: Duration = Duration::from_secs(2);

/// Why a request comes without the body that it was to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It has more bytes than anything of ours takes.
    TooLong,
    /// It did not come in time, or its connection broke.
    TooLate,
}

/// How many bytes the body of a request to this path may have; `None` when nothing reads it.
fn max_bytes(path: &str) -> Option<usize> {
    match path {
        CSP_REPORT_PATH => Some(MAX_REPORT_BYTES),
        path if path.starts_with(API_PREFIX) => Some(MAX_CALL_BYTES),
        _ => None,
    }
}

/// Hands a request on once its body has been read; or with none, and why.
pub async fn read_body(request: Request, next: Next) -> Response {
    let Some(max_bytes) = max_bytes(request.uri().path()) else {
        return next.run(request).await;
    };
    let (mut parts, body) = request.into_parts();
    let read = match timeout(BODY_TIMEOUT, to_bytes(body, max_bytes)).await {
        Ok(read) => read.map_err(|_| Unread::TooLong),
        Err(_) => Err(Unread::TooLate),
    };
    let body = read.unwrap_or_else(|why| {
        parts.extensions.insert(why);
        Bytes::new()
    });
    next.run(Request::from_parts(parts, Body::from(body))).await
}
