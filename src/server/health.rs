//! Health checks: whether the process is alive, and whether Zuora can be called.

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

/// How long a result is reused, so that probes do not turn into a storm of token requests.
const RESULT_TTL: Duration = Duration::from_secs(10);

pub fn routes(zuora: Arc<ZuoraClient>) -> Router {
    let last = Arc::new(Mutex::new(None));
    Router::new()
        .route("/healthz", get(async || Json(json!({"status": "alive"}))))
        .route("/readyz", get(move || ready(zuora.clone(), last.clone())))
}

/// When Zuora was last checked, and the result.
type CheckResult = (Instant, Result<(), ApiErrorKind>);

async fn ready(
    zuora: Arc<ZuoraClient>,
    last: Arc<Mutex<Option<CheckResult>>>,
) -> (StatusCode, Json<Value>) {
    let mut last = last.lock().await;
    let result = match *last {
        Some((at, result)) if at.elapsed() < RESULT_TTL => result,
        _ => {
            let result = zuora.check_ready().await.map_err(|error| {
                tracing::warn!(%error, "not ready");
                ApiError::from(&error).kind
            });
            *last = Some((Instant::now(), result));
            result
        }
    };
    match result {
        Ok(()) => (StatusCode::OK, Json(json!({"status": "ready"}))),
        Err(kind) => (StatusCode::SERVICE_UNAVAILABLE, Json(json!({"status": kind.name()}))),
    }
}
