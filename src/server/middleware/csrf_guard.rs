//! The guard at the door: only a page of this site, in a session of ours, may call a server function, and only in the one form that
//! our own pages use. Leptos checks none of this itself.

use crate::{
    api_error::ApiErrorKind,
    server::{
        error_response::{API_PREFIX, refusal},
        log::{RateLimited, beginning},
        metrics,
        middleware::request_body::Unread,
        request_id::RequestId,
        session::Session,
    },
};
use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use leptos::server_fn::axum::server_fn_paths;
use std::sync::Arc;

/// What the guard needs to know.
#[derive(Clone)]
pub struct Guard {
    public_origin: Arc<str>,
}

impl Guard {
    pub fn new(public_origin: &crate::server::origin::Origin) -> Self {
        Self { public_origin: public_origin.to_string().into() }
    }

    fn refusal(&self, request: &Request) -> Option<ApiErrorKind> {
        let headers = request.headers();
        let path = request.uri().path();
        if server_fn_paths().all(|(known, _)| known != path) {
            Some(ApiErrorKind::NotFound)
        } else if request.method() != Method::POST {
            Some(ApiErrorKind::MethodNotAllowed)
        } else if !self.is_same_origin(headers) {
            Some(ApiErrorKind::NotSameOrigin)
        } else if accepts_html(headers) {
            // Leptos would answer this by a redirect with the error in its URL.
            Some(ApiErrorKind::NotAcceptable)
        } else if only(headers, header::CONTENT_TYPE).is_none_or(|kind| kind != "application/json")
        {
            Some(ApiErrorKind::UnsupportedMediaType)
        } else if request.extensions().get::<Session>().is_none() {
            Some(ApiErrorKind::NoSession)
        } else {
            None
        }
    }

    /// Whatever the browser says of where the call comes from must be right, and it must say something. `Sec-Fetch-Site` may only be
    /// `same-origin`: `same-site` is another port or a subdomain. `Origin` may only be ours: under a name that somebody else has pointed at this
    /// machine, a page of theirs is of the same origin too.
    fn is_same_origin(&self, headers: &HeaderMap) -> bool {
        // Of two lines with the same name, others may read the one that this does not.
        let all = |name: HeaderName, right: &str| {
            let mut lines = headers.get_all(name).iter();
            lines.next().map(|line| line == right && lines.next().is_none())
        };
        let site = all(HeaderName::from_static("sec-fetch-site"), "same-origin");
        let origin = all(header::ORIGIN, &self.public_origin);
        site.or(origin).is_some() && site != Some(false) && origin != Some(false)
    }
}

/// Read as Leptos reads it: whatever else stands there, and however it is written.
fn accepts_html(headers: &HeaderMap) -> bool {
    let mut accepted = headers.get_all(header::ACCEPT).iter();
    accepted.any(|value| {
        String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase().contains("text/html")
    })
}

/// The value of a header that is there once.
fn only(headers: &HeaderMap, name: HeaderName) -> Option<&HeaderValue> {
    let mut lines = headers.get_all(name).iter();
    lines.next().filter(|_| lines.next().is_none())
}

/// Anybody can be refused as often as they like, and would fill the log with it.
static LOGGED: RateLimited = RateLimited::new();

/// Refuses what may not pass the door.
pub async fn require_same_origin(
    State(guard): State<Guard>,
    Extension(id): Extension<RequestId>,
    request: Request,
    next: Next,
) -> Response {
    if !request.uri().path().starts_with(API_PREFIX) {
        return next.run(request).await;
    }
    let path = request.uri().path().to_owned();
    let checked = match guard.refusal(&request) {
        Some(kind) => Err(kind),
        None => whole(request),
    };
    match checked {
        Ok(request) => next.run(request).await,
        Err(kind) => {
            metrics::api_request_rejected(kind.name());
            if let Some(suppressed) = LOGGED.next() {
                tracing::warn!(request = %id, path = beginning(&path), kind = kind.name(), suppressed, "refused at the door");
            }
            refusal(kind, id)
        }
    }
}

/// The request, if its body has been read (`bodies.rs`).
fn whole(request: Request) -> Result<Request, ApiErrorKind> {
    match request.extensions().get() {
        None => Ok(request),
        Some(Unread::TooLong) => Err(ApiErrorKind::TooLarge),
        Some(Unread::TooLate) => Err(ApiErrorKind::BadRequest),
    }
}
