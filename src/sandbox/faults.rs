//! Fault injection: makes requests fail as they were ordered to.

use crate::sandbox::{
    error_reply::{ApiVersion, ErrorReply},
    fault_orders::{FaultOrders, FaultTarget, OrderedFault},
    reply::{ConnectionReset, HeaderOverrides, TRACK_ID, internal_error, zuora_json},
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use futures::stream;
use serde_json::json;
use std::{io, panic::resume_unwind, time::Duration};
use tokio::time::sleep;

/// Longer than the timeout of any client.
const MAX_DELAY: Duration = Duration::from_mins(2);
const MAX_BODY_BYTES: usize = 64 * 1024 * 1024;

/// The headers that an order can be limited to.
const SCOPING_HEADERS: [HeaderName; 3] =
    [TRACK_ID, HeaderName::from_static("token"), header::ACCESS_CONTROL_REQUEST_HEADERS];

/// The headers that let a page read a reply.
const CORS_HEADERS: [&str; 5] = [
    "access-control-allow-origin",
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-expose-headers",
];

/// Carries out the next order for this operation, if there is one.
pub async fn inject_fault(
    State((orders, operation)): State<(FaultOrders, FaultTarget)>,
    request: Request,
    next: Next,
) -> Response {
    if operation == FaultTarget::Preflight && request.method() != Method::OPTIONS {
        return next.run(request).await;
    }
    if !orders.has_any(operation) {
        return next.run(request).await;
    }
    let (request, text) = buffer(request).await;
    let Some(fault) = orders.take(operation, &text) else {
        return next.run(request).await;
    };
    let delay = Duration::from_millis(fault.delay_ms.unwrap_or_default()).min(MAX_DELAY);
    if !fault.after {
        sleep(delay).await;
    }
    let real = if fault.after || !replaces_reply(&fault) {
        next.run(request).await
    } else {
        Response::default()
    };
    if fault.after {
        sleep(delay).await;
    }
    let reply = if replaces_reply(&fault) { replacement(&fault) } else { real };
    damage(reply, &fault).await
}

/// The request with its body read, and the text of it that an order can be limited to.
async fn buffer(request: Request) -> (Request, String) {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY_BYTES).await.unwrap_or_default();
    let mut text = format!("{} {}", parts.uri, String::from_utf8_lossy(&body));
    for name in SCOPING_HEADERS {
        let value = parts.headers.get(name).and_then(|value| value.to_str().ok());
        text.push(' ');
        text.push_str(value.unwrap_or_default());
    }
    (Request::from_parts(parts, Body::from(body)), text)
}

/// Whether another reply is sent in place of the real one.
fn replaces_reply(fault: &OrderedFault) -> bool {
    fault.status.is_some()
        || fault.reset
        || fault.malformed
        || fault.concurrency
        || fault.rate_limit.is_some()
        || fault.reason.is_some()
}

/// The reply in place of the real one.
fn replacement(fault: &OrderedFault) -> Response {
    if fault.reset {
        // The panic ends the connection without a reply.
        resume_unwind(Box::new(ConnectionReset));
    }
    if let Some(limit) = &fault.rate_limit {
        // Zuora: this body, whose code is the bare category.
        let message = format!(
            "API Rate limit exceeded for the minute, retry after {} seconds",
            limit.retry_after
        );
        let body = json!({"reasons": [{"code": 70, "message": message}]});
        let mut response = zuora_json(StatusCode::TOO_MANY_REQUESTS, &body);
        response.headers_mut().insert(header::RETRY_AFTER, limit.retry_after.into());
        return response;
    }
    if fault.concurrency {
        // Zuora: this code, this status in every version, and two minutes. Inferred: the text.
        let mut response =
            ErrorReply::new(50_000_070, "The request exceeded the concurrency limit.")
                .render(ApiVersion::Dated, "");
        response.headers_mut().insert(header::RETRY_AFTER, 120.into());
        return response;
    }
    if let Some(reason) = &fault.reason {
        return ErrorReply::new(reason.code, reason.message.clone()).into_response();
    }
    if fault.malformed {
        let json =
            [(header::CONTENT_TYPE, HeaderValue::from_static("application/json;charset=utf-8"))];
        return (json, r#"{"success":tr"#).into_response();
    }
    let status = fault.status.and_then(|status| StatusCode::from_u16(status).ok());
    internal_error(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
}

/// Changes the reply's headers and cuts its body, where the fault says so.
async fn damage(mut reply: Response, fault: &OrderedFault) -> Response {
    let removed = CORS_HEADERS.iter().filter(|_| fault.drop_cors).map(|name| (*name, ""));
    let ordered = fault.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let overrides = removed
        .chain(ordered)
        .filter_map(|(name, value)| Some((name.parse().ok()?, value.parse().ok()?)));
    reply.extensions_mut().insert(HeaderOverrides(overrides.collect()));
    if !fault.truncate {
        return reply;
    }
    let (mut parts, body) = reply.into_parts();
    let body = to_bytes(body, MAX_BODY_BYTES).await.unwrap_or_default();
    parts.headers.insert(header::CONTENT_LENGTH, body.len().into());
    let half = body.slice(..body.len() / 2);
    let broken = io::Error::from(io::ErrorKind::ConnectionReset);
    Response::from_parts(
        parts,
        Body::from_stream(stream::iter([Ok::<Bytes, io::Error>(half), Err(broken)])),
    )
}
