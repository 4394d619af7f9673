//! `Idempotency-Key`: the first result of a key is kept for a day and given again.
//!
//! Zuora publishes the statuses 409 and 422 without bodies: those are inferred. So is that a replay comes before the look at a ticket; otherwise
//! a repeated call across origins could never be answered.

use super::{
    reply::{Refusal, Version},
    tenant::Shared,
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{Extensions, HeaderMap, Method, StatusCode},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use std::{panic::resume_unwind, time::Duration};

/// Zuora: a result is kept this long, whether it was a success or not.
const KEPT: Duration = Duration::from_hours(24);
/// Zuora: "up to 255 characters".
const MAX_CHARACTERS: usize = 255;
/// More keys than anybody uses by hand; the oldest go.
const MAX_KEYS: usize = 10_000;
/// A longer answer is not kept, in bytes.
const MAX_BYTES: usize = 16 * 1024;

/// The first use of a key.
pub struct KeyUse {
    method: Method,
    uri: String,
    at: Duration,
    result: Option<StoredResult>,
}

/// A result, to be given again.
#[derive(Clone)]
struct StoredResult {
    status: StatusCode,
    headers: HeaderMap,
    extensions: Extensions,
    body: Bytes,
}

/// Answers a key's second use with the result of its first. It stands inside the faults: an answer that is lost on its way is a result all the same.
pub async fn layer(State(tenant): State<Shared>, request: Request, next: Next) -> Response {
    let creates = matches!(*request.method(), Method::POST | Method::PATCH);
    let key = request.headers().get("idempotency-key").and_then(|key| key.to_str().ok());
    let Some(key) = key.filter(|_| creates).map(str::to_owned) else {
        return next.run(request).await;
    };
    if key.is_empty() || key.len() > MAX_CHARACTERS {
        return Refusal::because(50_000_020, "'Idempotency-Key' must have 1 to 255 characters")
            .into_response();
    }
    let first = KeyUse {
        method: request.method().clone(),
        uri: request.uri().to_string(),
        at: tenant.lock().now(),
        result: None,
    };
    if let Some(answer) = begin(&tenant, &key, first) {
        return answer;
    }
    // In a task of its own, so that it comes to an end even when nobody waits for it any more.
    let task = tokio::spawn(carry_out(tenant.clone(), key.clone(), request, next));
    match task.await {
        Ok(response) => response,
        Err(broken) => {
            tenant.lock().idempotency.remove(&key);
            resume_unwind(broken.into_panic())
        }
    }
}

/// Carries the operation out and keeps its result; but not that the caller had no right to it, for with another token it may, and not an answer that
/// is too long to keep.
async fn carry_out(tenant: Shared, key: String, request: Request, next: Next) -> Response {
    let (parts, body) = next.run(request).await.into_parts();
    // It is in memory already.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let mut tenant = tenant.lock();
    if parts.status == StatusCode::UNAUTHORIZED || body.len() > MAX_BYTES {
        tenant.idempotency.remove(&key);
    } else if let Some(first) = tenant.idempotency.get_mut(&key) {
        first.result = Some(StoredResult {
            status: parts.status,
            headers: parts.headers.clone(),
            extensions: parts.extensions.clone(),
            body: body.clone(),
        });
    }
    Response::from_parts(parts, Body::from(body))
}

/// What a key that is known already is answered with; a new one is written down.
fn begin(tenant: &Shared, key: &str, new: KeyUse) -> Option<Response> {
    let mut tenant = tenant.lock();
    let known = tenant.idempotency.get(key).filter(|first| new.at < first.at + KEPT);
    match known {
        None => {
            if tenant.idempotency.len() >= MAX_KEYS {
                let oldest = tenant
                    .idempotency
                    .iter()
                    .min_by_key(|(_, first)| first.at)
                    .map(|(key, _)| key.clone());
                oldest.and_then(|key| tenant.idempotency.remove(&key));
            }
            tenant.idempotency.insert(key.to_owned(), new);
            None
        }
        Some(first) if first.method != new.method || first.uri != new.uri => Some(refusal(
            StatusCode::UNPROCESSABLE_ENTITY,
            20,
            "The idempotency key was used for another operation.",
        )),
        Some(KeyUse { result: None, .. }) => Some(refusal(
            StatusCode::CONFLICT,
            50,
            "The original request with this idempotency key is still in progress.",
        )),
        Some(KeyUse { result: Some(kept), .. }) => {
            let mut response = Response::new(Body::from(kept.body.clone()));
            *response.status_mut() = kept.status;
            *response.headers_mut() = kept.headers.clone();
            *response.extensions_mut() = kept.extensions.clone();
            Some(response)
        }
    }
}

/// These statuses are documented for every version.
fn refusal(status: StatusCode, category: u32, message: &str) -> Response {
    let mut response = Refusal::because(50_000_000 + category, message).render(Version::Dated, "");
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, middleware::from_fn_with_state, routing::any};
    use http_body_util::BodyExt as _;
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };
    use tower::ServiceExt as _;

    /// An operation whose answer has this many bytes, and how often it has been carried out.
    fn operation(tenant: &Shared, bytes: usize, status: StatusCode) -> (Router, Arc<AtomicUsize>) {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = count.clone();
        let handler = any(async move || {
            counted.fetch_add(1, Ordering::Relaxed);
            (status, "x".repeat(bytes))
        });
        let layer = from_fn_with_state(tenant.clone(), layer);
        (Router::new().route("/", handler).layer(layer), count)
    }

    async fn call(router: &Router, method: &str, key: &str) -> (StatusCode, String) {
        let request = Request::builder().method(method).uri("/").header("idempotency-key", key);
        let request = request.body(Body::empty()).expect("a request");
        let (parts, body) = router.clone().oneshot(request).await.expect("an answer").into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes();
        (parts.status, String::from_utf8_lossy(&body).into_owned())
    }

    fn first(at: Duration) -> KeyUse {
        KeyUse { method: Method::POST, uri: "/".into(), at, result: None }
    }

    #[test]
    fn a_key_is_remembered_for_a_day_and_not_a_moment_longer() {
        let (tenant, begun, day) =
            (Shared::default(), Duration::from_secs(1), Duration::from_hours(24));
        assert!(begin(&tenant, "key", first(begun)).is_none(), "it is new");
        let last = Duration::from_hours(24) + Duration::from_nanos(999_999_999);
        assert!(begin(&tenant, "key", first(last)).is_some(), "it is known to the last");
        assert!(begin(&tenant, "key", first(begun + day)).is_none(), "and then new again");
        assert!(begin(&tenant, "key", first(begun + day)).is_some());
    }

    #[test]
    fn of_too_many_keys_the_oldest_goes() {
        let tenant = Shared::default();
        for number in 0..10_000 {
            assert!(
                begin(&tenant, &number.to_string(), first(Duration::from_millis(number))).is_none()
            );
        }
        assert!(
            begin(&tenant, "0", first(Duration::from_secs(11))).is_some(),
            "ten thousand have room"
        );
        assert!(begin(&tenant, "one more", first(Duration::from_secs(11))).is_none());
        assert_eq!(tenant.lock().idempotency.len(), 10_000);
        assert!(
            begin(&tenant, "1", first(Duration::from_secs(11))).is_some(),
            "the second oldest is known"
        );
        assert!(begin(&tenant, "0", first(Duration::from_secs(11))).is_none(), "the oldest is not");
    }

    #[tokio::test]
    async fn a_key_has_one_to_255_characters() {
        let (router, count) = operation(&Shared::default(), 0, StatusCode::OK);
        for (length, carried_out) in [(0, false), (1, true), (255, true), (256, false)] {
            let before = count.load(Ordering::Relaxed);
            call(&router, "POST", &"k".repeat(length)).await;
            assert_eq!(count.load(Ordering::Relaxed) > before, carried_out, "{length}");
        }
    }

    #[tokio::test]
    async fn an_answer_is_kept_up_to_a_length_and_given_again_as_it_was() {
        for (bytes, status, times) in [
            (16 * 1024, StatusCode::OK, 1),
            (16 * 1024 + 1, StatusCode::OK, 2),
            (1, StatusCode::INTERNAL_SERVER_ERROR, 1),
            (1, StatusCode::UNAUTHORIZED, 2),
        ] {
            let (router, count) = operation(&Shared::default(), bytes, status);
            let answer = call(&router, "POST", "key").await;
            assert_eq!(call(&router, "POST", "key").await, answer);
            assert_eq!((answer.0, answer.1.len()), (status, bytes));
            assert_eq!(count.load(Ordering::Relaxed), times, "{bytes} {status}");
        }
    }

    #[tokio::test]
    async fn only_what_creates_or_changes_has_a_key() {
        for (method, times) in [("POST", 1), ("PATCH", 1), ("PUT", 2), ("GET", 2), ("DELETE", 2)] {
            let (router, count) = operation(&Shared::default(), 1, StatusCode::OK);
            for _ in 0..2 {
                call(&router, method, "key").await;
            }
            assert_eq!(count.load(Ordering::Relaxed), times, "{method}");
        }
    }
}
