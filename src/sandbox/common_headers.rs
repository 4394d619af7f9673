//! What every reply of Zuora's has in common: ids, limits, and how the requested version writes an
//! error.

use crate::sandbox::{
    error_reply::{ApiVersion, ErrorReply},
    reply::{ConnectionReset, HeaderOverrides, TRACK_ID, internal_error},
    request_counters::RequestCounters,
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use std::{any::Any, mem::take, panic::resume_unwind};
use uuid::Uuid;

/// Zuora: every reply has one.
const REQUEST_ID: HeaderName = HeaderName::from_static("zuora-request-id");
const VERSION: HeaderName = HeaderName::from_static("zuora-version");
/// Zuora: at most this many characters, all of them ASCII.
const MAX_TRACK_ID_CHARACTERS: usize = 64;
/// Zuora: a track id may not contain these.
const FORBIDDEN_IN_TRACK_ID: [char; 4] = [':', ';', '"', '\''];

/// Zuora: the versions whose errors have statuses of their own.
const DATED_VERSIONS: [&str; 2] = ["2024-05-20", "2025-08-12"];

fn requested_version(headers: &HeaderMap) -> ApiVersion {
    let version = headers.get(VERSION).and_then(|version| version.to_str().ok());
    match version {
        Some(version) if DATED_VERSIONS.contains(&version) => ApiVersion::Dated,
        _ => ApiVersion::Numbered,
    }
}

/// Adds the common headers to every reply, and renders errors in the version that was requested.
pub async fn add_common_headers(
    State(counters): State<RequestCounters>,
    request: Request,
    next: Next,
) -> Response {
    let version = requested_version(request.headers());
    let track_id = request.headers().get(TRACK_ID).filter(|id| is_track_id(id)).cloned();
    let request_id = Uuid::new_v4().to_string();
    let path = request.uri().path();
    let concurrency = path.contains("/v1/").then(|| concurrency_limit(path));
    let remaining = counters.count_request();

    let mut response = next.run(request).await;
    // axum rejects some requests before a handler sees them.
    let is_text = |response: &Response| {
        response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"))
    };
    let is_ordered = response.extensions().get::<HeaderOverrides>().is_some();
    if response.status().is_client_error() && is_text(&response) && !is_ordered {
        response = ErrorReply::new(50_000_020, "The request cannot be read.").into_response();
    }
    if let Some(error) = response.extensions_mut().remove::<ErrorReply>() {
        // The headers of the layers below stay: a page has to be able to read errors too.
        let rendered = error.render(version, &request_id);
        let (mut parts, body) = rendered.into_parts();
        parts.extensions = take(response.extensions_mut());
        let below = take(response.headers_mut());
        for (name, value) in &below {
            if !parts.headers.contains_key(name) {
                parts.headers.append(name, value.clone());
            }
        }
        response = Response::from_parts(parts, body);
    }
    let headers = response.headers_mut();
    headers.insert(header::SERVER, HeaderValue::from_static("Zuora App"));
    if let Ok(id) = HeaderValue::try_from(request_id) {
        headers.insert(REQUEST_ID, id);
    }
    if let Some(id) = track_id {
        headers.insert(TRACK_ID, id);
    }
    add_limits(headers, remaining, concurrency);
    for (name, value) in response
        .extensions_mut()
        .remove::<HeaderOverrides>()
        .map(|overrides| overrides.0)
        .unwrap_or_default()
    {
        response.headers_mut().remove(&name);
        if !value.is_empty() {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn is_track_id(id: &HeaderValue) -> bool {
    id.to_str().is_ok_and(|id| {
        id.len() <= MAX_TRACK_ID_CHARACTERS && id.is_ascii() && !id.contains(FORBIDDEN_IN_TRACK_ID)
    })
}

/// Zuora: the kind of an operation, and how many of that kind may run at once.
fn concurrency_limit(path: &str) -> (&'static str, u32) {
    if path.ends_with("/v1/accounts") || path.ends_with("/v1/rsa-signatures") {
        ("High-volume transactions", 200)
    } else {
        ("Default", 40)
    }
}

/// Zuora: the limits of a production tenant. The sandbox counts requests but enforces no limit. To
/// see one exceeded, order a `rateLimit` fault.
fn add_limits(headers: &mut HeaderMap, remaining: u32, concurrency: Option<(&'static str, u32)>) {
    let mut set = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    set("ratelimit-limit", "2250000, 50000;w=60, 2250000;w=3600, 27000000;w=86400".into());
    set("ratelimit-remaining", remaining.to_string());
    set("ratelimit-reset", "60".into());
    if let Some((kind, limit)) = concurrency {
        set("concurrency-limit-type", kind.into());
        set("concurrency-limit-limit", limit.to_string());
        set("concurrency-limit-remaining", (limit - 1).to_string());
    }
}

/// Replies to a panic as Zuora does to an internal error (recorded). The panic of an ordered
/// connection reset goes on.
pub fn reply_to_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    if panic.is::<ConnectionReset>() {
        resume_unwind(panic);
    }
    internal_error(StatusCode::INTERNAL_SERVER_ERROR)
}
