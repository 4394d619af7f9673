//! Reads request bodies before a request takes one of the limited places in `limits.rs` (T22), so
//! that a slow body holds up a connection and nothing else.

use crate::server::error_response::API_PREFIX;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
};
use std::time::Duration;
use tokio::time::timeout;

pub const CSP_REPORT_PATH: &str = "/csp-report";
/// The size of a report is about a thousand bytes.
pub const MAX_REPORT_BYTES: usize = 8 * 1024;
/// No server function accepts a longer body.
const MAX_CALL_BYTES: usize = 2048;
const BODY_TIMEOUT: Duration = Duration::from_secs(2);

/// Why a request is passed on without its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    TooLong,
    /// It did not arrive in time, or the connection broke.
    TooLate,
}

/// The longest body that a request to this path may have; `None` when its body is not read.
fn max_bytes(path: &str) -> Option<usize> {
    match path {
        CSP_REPORT_PATH => Some(MAX_REPORT_BYTES),
        path if path.starts_with(API_PREFIX) => Some(MAX_CALL_BYTES),
        _ => None,
    }
}

/// The request with its body read, or without the body and with the reason.
pub async fn read_body(request: Request) -> Request {
    let Some(max_bytes) = max_bytes(request.uri().path()) else {
        return request;
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
    Request::from_parts(parts, Body::from(body))
}
