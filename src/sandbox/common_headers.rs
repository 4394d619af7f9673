//! What every answer of Zuora's has in common: ids, limits, and how the asked-for version puts a refusal.

use super::{
    faults::{BreakOff, HeaderOverrides},
    reply::{Refusal, Version},
    tenant::Shared,
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use std::{any::Any, mem::take, panic::resume_unwind};
use uuid::Uuid;

/// Zuora: one for every reply.
const REQUEST_ID: HeaderName = HeaderName::from_static("zuora-request-id");
/// Zuora: echoed when it is sent.
pub const TRACK_ID: HeaderName = HeaderName::from_static("zuora-track-id");
const VERSION: HeaderName = HeaderName::from_static("zuora-version");
/// Zuora: at most this many characters, ASCII, and none of these.
const MAX_TRACK_ID: usize = 64;
const NOT_IN_TRACK_ID: [char; 4] = [':', ';', '"', '\''];

/// Zuora: the versions whose refusals have statuses of their own.
const DATED: [&str; 2] = ["2024-05-20", "2025-08-12"];

impl Version {
    fn asked_for(headers: &HeaderMap) -> Self {
        let named = headers.get(VERSION).and_then(|version| version.to_str().ok());
        match named {
            Some(version) if DATED.contains(&version) => Self::Dated,
            _ => Self::Numbered,
        }
    }
}

/// Puts the common headers on every answer.
pub async fn layer(State(tenant): State<Shared>, request: Request, next: Next) -> Response {
    let version = Version::asked_for(request.headers());
    let track_id = request.headers().get(TRACK_ID).filter(|id| is_track_id(id)).cloned();
    let request_id = Uuid::new_v4().to_string();
    let path = request.uri().path();
    let concurrency = path.contains("/v1/").then(|| concurrency_limit(path));
    let remaining = tenant.lock().count_request();

    let mut response = next.run(request).await;
    // What the framework refuses before a handler sees it.
    let is_text = |response: &Response| {
        response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"))
    };
    let ordered = response.extensions().get::<HeaderOverrides>().is_some();
    if response.status().is_client_error() && is_text(&response) && !ordered {
        response = Refusal::because(50_000_020, "The request cannot be read.").into_response();
    }
    if let Some(refusal) = response.extensions_mut().remove::<Refusal>() {
        // What the layers below have added stays: a refusal too must be readable across origins.
        let rendered = refusal.render(version, &request_id);
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
    limits(headers, remaining, concurrency);
    for (name, value) in response
        .extensions_mut()
        .remove::<HeaderOverrides>()
        .map(|forced| forced.0)
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
    id.to_str()
        .is_ok_and(|id| id.len() <= MAX_TRACK_ID && id.is_ascii() && !id.contains(NOT_IN_TRACK_ID))
}

/// Zuora: the kind of an operation, and how many of it may run at once.
fn concurrency_limit(path: &str) -> (&'static str, u32) {
    if path.ends_with("/v1/accounts") || path.ends_with("/v1/rsa-signatures") {
        ("High-volume transactions", 200)
    } else {
        ("Default", 40)
    }
}

/// Zuora: the limits of a production tenant. The sandbox counts and does not enforce them; order a `rateLimit` fault to meet one.
fn limits(headers: &mut HeaderMap, remaining: u32, concurrency: Option<(&'static str, u32)>) {
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

/// Observed: a fault of Zuora's own. A connection that was ordered to break goes on breaking.
pub fn server_fault(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    if panic.is::<BreakOff>() {
        resume_unwind(panic);
    }
    let text = [(header::CONTENT_TYPE, "text/plain")];
    (StatusCode::INTERNAL_SERVER_ERROR, text, "We're sorry, but something went wrong.")
        .into_response()
}
