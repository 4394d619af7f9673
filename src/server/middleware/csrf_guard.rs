//! Protection against cross-site request forgery: a server function can be called only by a page of
//! this site, in a session of ours, and only in the form that our own pages use. Leptos checks none
//! of this itself.

use crate::{
    api_error::ApiErrorKind,
    server::{
        error_response::{API_PREFIX, api_error},
        log::{RateLimited, beginning},
        metrics,
        middleware::request_body::Unread,
        request_id::RequestId,
        session::Session,
    },
};
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    response::Response,
};
use leptos::server_fn::axum::server_fn_paths;
use std::sync::Arc;

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
            // Leptos would answer with a redirect that has the error in its URL.
            Some(ApiErrorKind::NotAcceptable)
        } else if single(headers, header::CONTENT_TYPE)
            .is_none_or(|kind| kind != "application/json")
        {
            Some(ApiErrorKind::UnsupportedMediaType)
        } else if request.extensions().get::<Session>().is_none() {
            Some(ApiErrorKind::NoSession)
        } else {
            // Why `request_body.rs` could not read the body.
            request.extensions().get::<Unread>().map(|unread| match unread {
                Unread::TooLong => ApiErrorKind::TooLarge,
                Unread::TooLate => ApiErrorKind::BadRequest,
            })
        }
    }

    /// At least one of the two headers must be there, and whichever is there must be right.
    /// `Sec-Fetch-Site` may only be `same-origin`: `same-site` is another port or a subdomain.
    /// `Origin` may only be ours: under a name that an attacker has pointed at this machine (DNS
    /// rebinding), their page is same-origin too.
    fn is_same_origin(&self, headers: &HeaderMap) -> bool {
        // Of two headers of the same name, others may read the one that we do not.
        let all = |name: HeaderName, right: &str| {
            let mut lines = headers.get_all(name).iter();
            lines.next().map(|line| line == right && lines.next().is_none())
        };
        let site = all(HeaderName::from_static("sec-fetch-site"), "same-origin");
        let origin = all(header::ORIGIN, &self.public_origin);
        site.or(origin).is_some() && site != Some(false) && origin != Some(false)
    }
}

/// As lenient as Leptos' own check.
fn accepts_html(headers: &HeaderMap) -> bool {
    let mut accepted = headers.get_all(header::ACCEPT).iter();
    accepted.any(|value| {
        String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase().contains("text/html")
    })
}

/// The value of a header that is present exactly once.
fn single(headers: &HeaderMap, name: HeaderName) -> Option<&HeaderValue> {
    let mut lines = headers.get_all(name).iter();
    lines.next().filter(|_| lines.next().is_none())
}

/// Rejected requests are free for an attacker, and would fill the log.
static LOGGED: RateLimited = RateLimited::new();

/// Rejects a call of a server function that is not our own page's.
pub fn require_same_origin(guard: &Guard, request: &Request) -> Result<(), Response> {
    let path = request.uri().path();
    if !path.starts_with(API_PREFIX) {
        return Ok(());
    }
    let Some(kind) = guard.refusal(request) else {
        return Ok(());
    };
    metrics::api_request_rejected(kind.name());
    if let Some(suppressed) = LOGGED.next() {
        tracing::warn!(
            path = beginning(path),
            kind = kind.name(),
            suppressed,
            "API request rejected"
        );
    }
    Err(api_error(kind, RequestId::of(request)))
}
