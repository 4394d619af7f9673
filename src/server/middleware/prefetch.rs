//! Prefetching: no page is served ahead of time where serving it would begin a session or change a
//! choice.

use crate::server::{navigation::is_prefetch, session::Session};
use axum::{
    extract::Request,
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

/// Declines to serve such a prefetch. The browser then requests the page again when the visitor
/// navigates to it.
pub async fn decline_prefetch(request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let changes_something =
        query.split('&').any(|pair| pair.starts_with("customer=") || pair.starts_with("lang="));
    let has_session = request.extensions().get::<Session>().is_some();
    if is_prefetch(request.headers())
        && *request.method() == Method::GET
        && (changes_something || !has_session)
    {
        return (StatusCode::SERVICE_UNAVAILABLE, "This page is not served ahead of time.\n")
            .into_response();
    }
    next.run(request).await
}
