//! Health: is the process alive, is it ready to serve.

use crate::{
    api_error::{ApiError, ApiErrorKind},
    server::zuora_client::ZuoraClient,
};
use axum::{Json, Router, http::StatusCode, routing::get};
use serde_json::{Value, json};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::Mutex;

/// A finding about Zuora counts this long, so that probes never become a storm of token requests.
const FINDING_HOLDS: Duration = Duration::from_secs(10);

/// `/healthz` and `/readyz`.
pub fn routes(zuora: Arc<ZuoraClient>) -> Router {
    let last = Arc::new(Mutex::new(None));
    Router::new()
        .route("/healthz", get(async || Json(json!({"status": "alive"}))))
        .route("/readyz", get(move || ready(zuora.clone(), last.clone())))
}

/// When Zuora was last looked at, and what was found.
type Finding = (Instant, Result<(), ApiErrorKind>);

async fn ready(
    zuora: Arc<ZuoraClient>,
    last: Arc<Mutex<Option<Finding>>>,
) -> (StatusCode, Json<Value>) {
    let mut last = last.lock().await;
    let finding = match *last {
        Some((at, finding)) if at.elapsed() < FINDING_HOLDS => finding,
        _ => {
            let finding = zuora.ready().await.map_err(|error| {
                tracing::warn!(%error, "not ready");
                ApiError::from(&error).kind
            });
            *last = Some((Instant::now(), finding));
            finding
        }
    };
    match finding {
        Ok(()) => (StatusCode::OK, Json(json!({"status": "ready"}))),
        Err(kind) => (StatusCode::SERVICE_UNAVAILABLE, Json(json!({"status": kind.name()}))),
    }
}
