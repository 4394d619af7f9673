//! Prefetching: no page is served ahead of time where serving it would begin a session or change a
//! choice.

use crate::server::{navigation::is_prefetch, session::Session};
use axum::{
    extract::Request,
    http::{Method, StatusCode},
    response::{IntoResponse as _, Response},
};

/// Declines to serve such a prefetch. The browser then requests the page again when the visitor
/// navigates to it.
pub fn decline_prefetch(request: &Request) -> Result<(), Response> {
    let query = request.uri().query().unwrap_or_default();
    let changes_something =
        query.split('&').any(|pair| pair.starts_with("customer=") || pair.starts_with("lang="));
    let has_session = request.extensions().get::<Session>().is_some();
    if is_prefetch(request.headers())
        && *request.method() == Method::GET
        && (changes_something || !has_session)
    {
        let text = "This page is not served ahead of time.\n";
        return Err((StatusCode::SERVICE_UNAVAILABLE, text).into_response());
    }
    Ok(())
}
