//! Health: is the process alive, is it ready to serve.

use super::signer::Signer;
use axum::{Json, Router, http::StatusCode, response::IntoResponse, routing::get};
use serde_json::json;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::Mutex;

/// A finding about Zuora counts this long, so that probes never become a storm of token requests.
const FINDING_HOLDS: Duration = Duration::from_secs(10);

/// `/healthz` and `/readyz`.
pub fn routes(signer: Arc<Signer>) -> Router {
    let last = Arc::new(Mutex::new(None::<(Instant, bool)>));
    Router::new()
        .route("/healthz", get(async || Json(json!({"status": "alive"}))))
        .route(
            "/readyz",
            get(move || {
                let (signer, last) = (signer.clone(), last.clone());
                async move {
                    let mut last = last.lock().await;
                    let ready = match *last {
                        Some((at, ready)) if at.elapsed() < FINDING_HOLDS => ready,
                        _ => signer.ready().await.is_ok(),
                    };
                    if last.is_none_or(|(at, _)| at.elapsed() >= FINDING_HOLDS) {
                        *last = Some((Instant::now(), ready));
                    }
                    let (status, text) = match ready {
                        true => (StatusCode::OK, "ready"),
                        false => (StatusCode::SERVICE_UNAVAILABLE, "zuora_unreachable"),
                    };
                    (status, Json(json!({"status": text}))).into_response()
                }
            }),
        )
}
