//! The spans that an OpenTelemetry collector gets, where one is configured: each request, the signing
//! in it, each attempt of a call to Zuora and each token request.
//!
//! They have a target of their own. The log never shows them, and nothing else is exported: no event,
//! and no span of a library. Their fields are names from closed lists, numbers and the request's id.

mod export;
mod parent;

pub use export::{FlushOnDrop, TARGET, start};

use crate::{
    server::{client_address::TrustedProxies, request_class::RequestClass, request_id::RequestId},
    site_map::PAGES,
};
use axum::{
    extract::Request,
    http::{Method, StatusCode},
};
use leptos::server_fn::axum::server_fn_paths;
use tracing::{Span, field::Empty, info_span};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

/// The span of a request. It continues the trace of a trusted proxy.
pub fn request(request: &Request, id: RequestId, proxies: &TrustedProxies) -> Span {
    let span = info_span!(
        target: TARGET,
        "request",
        otel.kind = "server",
        otel.name = Empty,
        otel.status_code = Empty,
        http.request.method = Empty,
        http.route = Empty,
        http.response.status_code = Empty,
        request.class = Empty,
        request.id = Empty,
    );
    if span.is_disabled() {
        return span;
    }
    if let Some(parent) = parent::context(request, proxies) {
        let _ = span.set_parent(parent);
    }
    let path = request.uri().path();
    let (method, class) = (method(request.method()), RequestClass::of(path).name());
    let route = route(path);
    span.record("otel.name", [method, route.unwrap_or(class)].join(" "));
    span.record("http.request.method", method);
    span.record("http.route", route);
    span.record("request.class", class);
    span.record("request.id", tracing::field::display(id));
    span
}

/// Notes the answer to a request.
pub fn end_request(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
}

/// The span of one attempt to get a signature for this operation.
pub fn signing(operation: &'static str) -> Span {
    info_span!(target: TARGET, "sign", operation, outcome = Empty, otel.status_code = Empty)
}

/// The span of one attempt of a call to Zuora. The first has the number 1.
pub fn zuora_call(operation: &'static str, attempt: u32) -> Span {
    info_span!(
        target: TARGET,
        "zuora_call",
        otel.kind = "client",
        otel.status_code = Empty,
        operation,
        attempt,
        outcome = Empty,
    )
}

/// The span of a request for a bearer token, with all its attempts.
pub fn token_request() -> Span {
    info_span!(target: TARGET, "token_request", outcome = Empty, otel.status_code = Empty)
}

/// Notes how it has ended, with a name from a closed list.
pub fn end(span: &Span, outcome: &'static str, is_failure: bool) {
    span.record("outcome", outcome);
    if is_failure {
        span.record("otel.status_code", "ERROR");
    }
}

/// The path, if it is a page's or a server function's. Any other may contain anything.
fn route(path: &str) -> Option<&'static str> {
    let mut routes =
        PAGES.iter().map(|page| page.path).chain(server_fn_paths().map(|(path, _)| path));
    routes.find(|route| *route == path)
}

/// The method, or the word that OpenTelemetry has for all others.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "_OTHER",
    }
}
