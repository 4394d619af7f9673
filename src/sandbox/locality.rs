//! The sandbox is for this machine: it answers under this machine's names only, and pages of other sites have no say in its faults and clock.

use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use std::sync::Arc;

/// Below this is what is the sandbox's own, and not Zuora's.
const OWN: &str = "/sandbox/";

/// Refuses a name that somebody has pointed at this machine (DNS rebinding), and orders from another site's page.
pub async fn layer(State(site_origin): State<Arc<str>>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let host = headers.get(header::HOST).map(|host| host.to_str().unwrap_or_default());
    if host.is_some_and(|host| !is_of_this_machine(host)) {
        let told = "The sandbox answers as 127.0.0.1, [::1] or localhost only.\n";
        return (StatusCode::MISDIRECTED_REQUEST, told).into_response();
    }
    let page = headers.get(header::ORIGIN);
    if request.uri().path().starts_with(OWN) && page.is_some_and(|origin| *origin != *site_origin) {
        return (StatusCode::FORBIDDEN, "Pages of another site have no say here.\n")
            .into_response();
    }
    next.run(request).await
}

fn is_of_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name == "127.0.0.1" || name == "[::1]" || name == "localhost" || name.ends_with(".localhost")
}
