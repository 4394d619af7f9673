//! Health checks: whether the process is alive, and whether it should get requests. Neither asks
//! anybody else.

use crate::server::readiness::Readiness;
use axum::{Json, Router, http::StatusCode, routing::get};
use serde_json::{Value, json};

pub fn routes(readiness: Readiness) -> Router {
    Router::new()
        .route("/healthz", get(async || Json(json!({"status": "alive"}))))
        .route("/readyz", get(async move || ready(&readiness)))
}

fn ready(readiness: &Readiness) -> (StatusCode, Json<Value>) {
    match readiness.is_draining() {
        false => (StatusCode::OK, Json(json!({"status": "ready"}))),
        true => (StatusCode::SERVICE_UNAVAILABLE, Json(json!({"status": "draining"}))),
    }
}
