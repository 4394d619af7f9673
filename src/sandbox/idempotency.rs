//! `Idempotency-Key`: the first result of a key is stored for a day and sent again.
//!
//! Zuora publishes the statuses 409 and 422 without bodies, so the bodies are inferred. Inferred
//! too: a key is looked up before a ticket is redeemed. Otherwise a repeated cross-origin call
//! could never get its first reply.

use crate::sandbox::{
    error_reply::{ApiVersion, ErrorReply},
    idempotency_keys::{EarlierUse, IdempotencyKeys, StoredResult},
};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use std::panic::resume_unwind;

/// Zuora: "up to 255 characters".
const MAX_KEY_CHARACTERS: usize = 255;
/// A longer reply is not stored.
const MAX_STORED_BYTES: usize = 16 * 1024;

/// Replies to a key's second use with the result of its first. It stands inside the faults, because
/// a reply that is lost on its way is a result too.
pub async fn replay_result(
    State(keys): State<IdempotencyKeys>,
    request: Request,
    next: Next,
) -> Response {
    let has_results = matches!(*request.method(), Method::POST | Method::PATCH);
    let key = request.headers().get("idempotency-key").and_then(|key| key.to_str().ok());
    let Some(key) = key.filter(|_| has_results).map(str::to_owned) else {
        return next.run(request).await;
    };
    if key.is_empty() || key.len() > MAX_KEY_CHARACTERS {
        return ErrorReply::new(50_000_020, "'Idempotency-Key' must have 1 to 255 characters")
            .into_response();
    }
    if let Some(earlier) = keys.begin(&key, request.method(), &request.uri().to_string()) {
        return reply_to_repetition(earlier);
    }
    // In a task of its own, so that it is completed even when the client has gone.
    let task = tokio::spawn(run_and_store(keys.clone(), key.clone(), request, next));
    match task.await {
        Ok(response) => response,
        Err(error) => {
            keys.forget(&key);
            resume_unwind(error.into_panic())
        }
    }
}

/// Carries the operation out and stores its result. HTTP 401 is not stored, because with another
/// token the call may succeed; nor is a reply that is too long.
async fn run_and_store(
    keys: IdempotencyKeys,
    key: String,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = next.run(request).await.into_parts();
    // It is in memory already.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    if parts.status == StatusCode::UNAUTHORIZED || body.len() > MAX_STORED_BYTES {
        keys.forget(&key);
    } else {
        let result = StoredResult {
            status: parts.status,
            headers: parts.headers.clone(),
            extensions: parts.extensions.clone(),
            body: body.clone(),
        };
        keys.finish(&key, result);
    }
    Response::from_parts(parts, Body::from(body))
}

fn reply_to_repetition(earlier: EarlierUse) -> Response {
    match earlier {
        EarlierUse::OtherOperation => error(
            StatusCode::UNPROCESSABLE_ENTITY,
            20,
            "The idempotency key was used for another operation.",
        ),
        EarlierUse::InProgress => error(
            StatusCode::CONFLICT,
            50,
            "The original request with this idempotency key is still in progress.",
        ),
        EarlierUse::Finished(result) => {
            let mut response = Response::new(Body::from(result.body));
            *response.status_mut() = result.status;
            *response.headers_mut() = result.headers;
            *response.extensions_mut() = result.extensions;
            response
        }
    }
}

/// An error whose status is documented for every version.
fn error(status: StatusCode, category: u32, message: &str) -> Response {
    let mut response =
        ErrorReply::new(50_000_000 + category, message).render(ApiVersion::Dated, "");
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::clock::Clock;
    use axum::{Router, middleware::from_fn_with_state, routing::any};
    use http_body_util::BodyExt as _;
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };
    use tower::ServiceExt as _;

    /// An operation whose reply has this many bytes, and how often it was carried out.
    fn operation(bytes: usize, status: StatusCode) -> (Router, Arc<AtomicUsize>) {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = count.clone();
        let handler = any(async move || {
            counted.fetch_add(1, Ordering::Relaxed);
            (status, "x".repeat(bytes))
        });
        let keys = IdempotencyKeys::new(Clock::default());
        let layer = from_fn_with_state(keys, replay_result);
        (Router::new().route("/", handler).layer(layer), count)
    }

    async fn call(router: &Router, method: &str, key: &str) -> (StatusCode, String) {
        let request = Request::builder().method(method).uri("/").header("idempotency-key", key);
        let request = request.body(Body::empty()).expect("a request");
        let (parts, body) = router.clone().oneshot(request).await.expect("an answer").into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes();
        (parts.status, String::from_utf8_lossy(&body).into_owned())
    }

    #[tokio::test]
    async fn a_key_has_one_to_255_characters() {
        let (router, count) = operation(0, StatusCode::OK);
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
            let (router, count) = operation(bytes, status);
            let first = call(&router, "POST", "key").await;
            assert_eq!(call(&router, "POST", "key").await, first);
            assert_eq!((first.0, first.1.len()), (status, bytes));
            assert_eq!(count.load(Ordering::Relaxed), times, "{bytes} {status}");
        }
    }

    #[tokio::test]
    async fn only_what_creates_or_changes_has_a_key() {
        for (method, times) in [("POST", 1), ("PATCH", 1), ("PUT", 2), ("GET", 2), ("DELETE", 2)] {
            let (router, count) = operation(1, StatusCode::OK);
            for _ in 0..2 {
                call(&router, method, "key").await;
            }
            assert_eq!(count.load(Ordering::Relaxed), times, "{method}");
        }
    }
}
