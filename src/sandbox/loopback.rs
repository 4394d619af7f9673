//! The sandbox is for this machine alone. It replies only under this machine's names, and only the
//! site's pages may use its controls.

use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use std::sync::Arc;

/// The sandbox's own paths, which are not Zuora's.
const CONTROLS_PREFIX: &str = "/sandbox/";

/// Rejects requests under any other name (DNS rebinding), and control requests from another site's
/// page.
pub async fn require_loopback(
    State(site_origin): State<Arc<str>>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let host = headers.get(header::HOST).map(|host| host.to_str().unwrap_or_default());
    if host.is_some_and(|host| !is_loopback_name(host)) {
        let message = "The sandbox answers as 127.0.0.1, [::1] or localhost only.\n";
        return (StatusCode::MISDIRECTED_REQUEST, message).into_response();
    }
    let origin = headers.get(header::ORIGIN);
    if request.uri().path().starts_with(CONTROLS_PREFIX)
        && origin.is_some_and(|origin| *origin != *site_origin)
    {
        return (StatusCode::FORBIDDEN, "Pages of another site have no say here.\n")
            .into_response();
    }
    next.run(request).await
}

fn is_loopback_name(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name == "127.0.0.1" || name == "[::1]" || name == "localhost" || name.ends_with(".localhost")
}
