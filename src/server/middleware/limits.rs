//! Limits on concurrency and time, for pages, files, signatures and the other functions apart: a
//! request beyond them is answered at once, or after a short wait, instead of waiting for long (T22).

use crate::{
    api_error::ApiErrorKind,
    server::{
        error_response::api_error_or_text, log::RateLimited, metrics,
        middleware::request_body::read_body, request_class::RequestClass, request_id::RequestId,
        zuora_client::http::CALL_TIMEOUT,
    },
};
use axum::{
    Extension,
    extract::{Request, State},
    http::{Uri, header},
    middleware::Next,
    response::Response,
};
use std::{sync::Arc, time::Duration};
use tokio::{sync::Semaphore, time::timeout};

/// Time limit for the response to begin: a call to Zuora, and a little more.
const RESPONSE_TIMEOUT: Duration = CALL_TIMEOUT.saturating_add(Duration::from_secs(2));
/// How long a request waits for a place. A burst is served, and under a lasting overload those who
/// are served have not waited for long.
const QUEUE_TIMEOUT: Duration = Duration::from_millis(100);

/// How many requests of one class may be in flight.
#[derive(Clone, Debug)]
pub struct Places(Arc<[Semaphore; RequestClass::ALL.len()]>);

/// A page takes a few milliseconds of this machine. Signatures and other functions wait for Zuora,
/// which allows a tenant's API 40 calls at once, or 200 of some (Zuora: concurrent request limits).
const fn max_in_flight(class: RequestClass) -> usize {
    match class {
        RequestClass::Page | RequestClass::Api => 128,
        RequestClass::File | RequestClass::Signing => 256,
    }
}

impl Default for Places {
    fn default() -> Self {
        Self::new(max_in_flight)
    }
}

impl Places {
    fn new(max_in_flight: impl Fn(RequestClass) -> usize) -> Self {
        Self(Arc::new(RequestClass::ALL.map(|class| Semaphore::new(max_in_flight(class)))))
    }

    fn of(&self, class: RequestClass) -> &Semaphore {
        &self.0[class as usize]
    }
}

/// Reads a request's body, and answers it when it then gets a place in time, or else refuses it.
pub async fn limit(
    State(places): State<Places>,
    Extension(id): Extension<RequestId>,
    request: Request,
    next: Next,
) -> Response {
    let request = read_body(request).await;
    let uri = request.uri().clone();
    let class = RequestClass::of(uri.path());
    let Ok(Ok(_place)) = timeout(QUEUE_TIMEOUT, places.of(class).acquire()).await else {
        metrics::request_shed(class);
        return refuse_busy(&uri, class, "too many requests in flight", id);
    };
    match timeout(RESPONSE_TIMEOUT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => refuse_busy(&uri, class, "no answer in time", id),
    }
}

fn refuse_busy(uri: &Uri, class: RequestClass, reason: &'static str, id: RequestId) -> Response {
    static LOGGED: RateLimited = RateLimited::new();
    if let Some(suppressed) = LOGGED.next() {
        tracing::warn!(class = class.name(), reason, suppressed, "too busy: a request was refused");
    }
    let text = "This site has too much to do. Try again in a moment.\n".to_owned();
    let mut response = api_error_or_text(uri.path(), ApiErrorKind::SiteBusy, text, id);
    response.headers_mut().insert(header::RETRY_AFTER, 1.into());
    response
}

#[cfg(test)]
mod tests;
