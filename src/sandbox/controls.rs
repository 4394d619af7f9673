//! The sandbox's own paths, with which tests and learners control it. None of them looks like one
//! of Zuora's.

use crate::sandbox::{
    clock::Clock,
    fault_orders::{FaultOrder, FaultOrders},
    journal,
    preflight_max_age::PreflightMaxAge,
    state::SandboxState,
    tenant::TenantStore,
    tenant_switches::SwitchChanges,
};
use axum::{
    Extension, Json, Router,
    extract::State,
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::json;
use std::{sync::Arc, time::Duration};
use tower_http::cors::{AllowOrigin, CorsLayer};

/// The controls. Pages of `site_origin` may read the journal and the signing key across origins.
pub fn routes(site_origin: &str) -> Router<SandboxState> {
    let readable = Router::new()
        .route("/sandbox/journal", get(journal::read))
        .route("/sandbox/journal/stream", get(journal::stream))
        .route("/sandbox/signing-key", get(signing_key))
        .layer(Extension(Arc::<str>::from(site_origin)))
        .layer(reading_cors(site_origin));
    Router::new()
        .route("/sandbox/faults", post(order_fault).delete(clear_faults))
        .route("/sandbox/clock", post(advance_clock))
        .route("/sandbox/tickets/expire", post(expire_ticket))
        .route("/sandbox/preflight", post(set_preflight_max_age))
        .route("/sandbox/tenant", post(set_switches))
        .route("/sandbox/reset", post(reset))
        .merge(readable)
}

/// Reading needs no credentials, and no other origin may read.
fn reading_cors(site_origin: &str) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(HeaderValue::try_from(site_origin)))
        .allow_methods([Method::GET])
        .allow_headers([header::ACCEPT, HeaderName::from_static("last-event-id")])
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expire {
    token: String,
}

/// Lets one ticket expire, and no other: the clock would make all of them expire.
async fn expire_ticket(
    State(tenant): State<TenantStore>,
    State(clock): State<Clock>,
    Json(Expire { token }): Json<Expire>,
) -> StatusCode {
    match tenant.lock().tickets.expire(&token, clock.now()) {
        true => StatusCode::NO_CONTENT,
        false => StatusCode::NOT_FOUND,
    }
}

/// The key that this sandbox signs with. A tenant tells it nobody. Here it lets people work a
/// signature out for themselves; it is another one after every start.
async fn signing_key(State(tenant): State<TenantStore>) -> Response {
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    let key = tenant.lock().signing_secret.clone();
    (headers, Json(json!({"key": key}))).into_response()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct MaxAge {
    max_age_seconds: u64,
}

async fn set_preflight_max_age(
    State(max_age): State<PreflightMaxAge>,
    Json(new): Json<MaxAge>,
) -> StatusCode {
    max_age.set(new.max_age_seconds);
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
