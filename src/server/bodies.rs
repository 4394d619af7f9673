//! Reads the bodies of requests before they take one of the places of those that are served at once (T22): whoever sends a body slowly, or never, holds a
//! connection and nothing that others need.

use super::{guard, reports, request::API_PREFIX};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    middleware::Next,
    response::Response,
};
use std::time::Duration;
use tokio::time::timeout;

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
        reports::PATH => Some(reports::MAX_BYTES),
        path if path.starts_with(API_PREFIX) => Some(guard::MAX_BYTES),
        _ => None,
    }
}

/// Hands a request on once its body has been read; or with none, and why.
pub async fn layer(request: Request, next: Next) -> Response {
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
