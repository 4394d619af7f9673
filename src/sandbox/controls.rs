//! The sandbox's own paths, with which tests and learners control it. None of them looks like one
//! of Zuora's.

use crate::sandbox::{
    clock::Clock,
    fault_orders::{FaultOrder, FaultOrders},
    journal::{Exchange, Journal},
    state::SandboxState,
    tenant::TenantStore,
    tenant_switches::SwitchChanges,
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

pub fn routes() -> Router<SandboxState> {
    Router::new()
        .route("/sandbox/journal", get(read_journal))
        .route("/sandbox/journal/stream", get(stream_journal))
        .route("/sandbox/faults", post(order_fault).delete(clear_faults))
        .route("/sandbox/clock", post(advance_clock))
        .route("/sandbox/tenant", post(set_switches))
        .route("/sandbox/reset", post(reset))
}

async fn read_journal(State(journal): State<Journal>) -> Json<Vec<Exchange>> {
    Json(journal.exchanges())
}

/// The exchanges so far, then every new one.
async fn stream_journal(
    State(journal): State<Journal>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let (past, coming) = journal.follow();
    let coming = stream::unfold(coming, |mut coming| async move {
        loop {
            match coming.recv().await {
                Ok(exchange) => return Some((exchange, coming)),
                // A reader that is too slow misses exchanges.
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

async fn order_fault(
    State(orders): State<FaultOrders>,
    Json(order): Json<FaultOrder>,
) -> StatusCode {
    orders.add(order);
    StatusCode::NO_CONTENT
}

async fn clear_faults(State(orders): State<FaultOrders>) -> StatusCode {
    orders.clear();
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Advance {
    advance_seconds: u64,
}

async fn advance_clock(
    State(clock): State<Clock>,
    State(tenant): State<TenantStore>,
    Json(advance): Json<Advance>,
) -> StatusCode {
    clock.advance(Duration::from_secs(advance.advance_seconds));
    tenant.lock().delete_orphans();
    StatusCode::NO_CONTENT
}

async fn set_switches(
    State(tenant): State<TenantStore>,
    Json(changes): Json<SwitchChanges>,
) -> StatusCode {
    tenant.lock().switches.apply(&changes);
    StatusCode::NO_CONTENT
}

async fn reset(State(state): State<SandboxState>) -> StatusCode {
    state.reset();
    StatusCode::NO_CONTENT
}
