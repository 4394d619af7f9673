//! A Zuora that follows a script, and counts what it is asked for.

use super::serve;
use axum::{
    Json, Router,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::post,
};
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// It grants every client a bearer token for an hour.
pub struct ScriptedZuora {
    pub base_url: String,
    tokens: Arc<AtomicUsize>,
    signatures: Arc<AtomicUsize>,
}

impl ScriptedZuora {
    /// Answers each call for a signature as `answer` does for its number, which counts from one.
    pub async fn start<F>(answer: impl Fn(usize) -> F + Clone + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Response> + Send,
    {
        Self::start_with_tokens(answer, async |_| granted().into_response()).await
    }

    /// The same, and each request for a bearer token as `grant` does.
    pub async fn start_with_tokens<F, G>(
        answer: impl Fn(usize) -> F + Clone + Send + Sync + 'static,
        grant: impl Fn(usize) -> G + Clone + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Response> + Send,
        G: Future<Output = Response> + Send,
    {
        let (tokens, signatures) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
        let (token_count, signature_count) = (tokens.clone(), signatures.clone());
        let routes = Router::new()
            .route(
                "/oauth/token",
                post(async move || grant(token_count.fetch_add(1, Ordering::Relaxed) + 1).await),
            )
            .route(
                "/v1/hmac-signatures",
                post(async move || {
                    answer(signature_count.fetch_add(1, Ordering::Relaxed) + 1).await
                }),
            );
        Self { base_url: serve(routes).await, tokens, signatures }
    }

    /// How often it was asked for a bearer token, and for a signature.
    pub fn counts(&self) -> (usize, usize) {
        (self.tokens.load(Ordering::Relaxed), self.signatures.load(Ordering::Relaxed))
    }
}

pub fn granted() -> Json<Value> {
    Json(json!({"access_token": "t", "token_type": "bearer", "expires_in": 3600}))
}

pub fn signed() -> Response {
    Json(json!({"success": true, "signature": "c2lnbg==", "token": "tok3n"})).into_response()
}

/// An answer with this status, and with this `Retry-After` if it is not empty.
pub fn failed(status: u16, retry_after: &str) -> Response {
    let mut headers = HeaderMap::new();
    if !retry_after.is_empty() {
        headers.insert(header::RETRY_AFTER, retry_after.parse().expect("a value"));
    }
    (StatusCode::from_u16(status).expect("a status"), headers).into_response()
}
