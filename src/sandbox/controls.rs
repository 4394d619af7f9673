//! The sandbox's own paths: what tests and learners have it do. Never mistaken for Zuora's.

use super::{
    faults::Order,
    journal::{Exchange, Journal},
    router::Sandbox,
    tenant::{Shared, Tenant},
};
use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::sse::{Event, KeepAlive, Sse},
    routing::{get, post},
};
use futures::{Stream, StreamExt as _, stream};
use serde::Deserialize;
use std::{convert::Infallible, time::Duration};
use tokio::sync::broadcast::error::RecvError;

pub fn routes() -> Router<Sandbox> {
    Router::new()
        .route("/sandbox/journal", get(journal))
        .route("/sandbox/journal/stream", get(journal_stream))
        .route("/sandbox/faults", post(order_fault).delete(clear_faults))
        .route("/sandbox/clock", post(clock))
        .route("/sandbox/reset", post(reset))
}

async fn journal(State(journal): State<Journal>) -> Json<Vec<Exchange>> {
    Json(journal.exchanges())
}

/// What is in the journal already, then every exchange as it comes.
async fn journal_stream(
    State(journal): State<Journal>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let (past, coming) = journal.follow();
    let coming = stream::unfold(coming, |mut coming| async move {
        loop {
            match coming.recv().await {
                Ok(exchange) => return Some((exchange, coming)),
                // A reader who cannot keep up misses what is gone.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    });
    let events = stream::iter(past)
        .chain(coming)
        .map(|exchange| Ok(Event::default().json_data(exchange).unwrap_or_default()));
    Sse::new(events).keep_alive(KeepAlive::default())
}

async fn order_fault(State(tenant): State<Shared>, Json(order): Json<Order>) -> StatusCode {
    tenant.lock().order(order);
    StatusCode::NO_CONTENT
}

async fn clear_faults(State(tenant): State<Shared>) -> StatusCode {
    tenant.lock().clear_faults();
    StatusCode::NO_CONTENT
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

async fn reset(State(Sandbox { tenant, journal }): State<Sandbox>) -> StatusCode {
    *tenant.lock() = Tenant::default();
    journal.clear();
    StatusCode::NO_CONTENT
}
