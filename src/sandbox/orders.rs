//! The sandbox's own paths: what tests and learners order it to do. Never mistaken for Zuora's.

use super::tenant::{Shared, Tenant};
use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/sandbox/journal", get(journal))
        .route("/sandbox/clock", post(clock))
        .route("/sandbox/reset", post(reset))
}

async fn journal(State(tenant): State<Shared>) -> Json<Value> {
    Json(json!(tenant.lock().journal))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Advance {
    advance_seconds: u64,
}

async fn clock(State(tenant): State<Shared>, Json(order): Json<Advance>) -> StatusCode {
    tenant.lock().advance(Duration::from_secs(order.advance_seconds));
    StatusCode::NO_CONTENT
}

async fn reset(State(tenant): State<Shared>) -> StatusCode {
    *tenant.lock() = Tenant::default();
    StatusCode::NO_CONTENT
}
