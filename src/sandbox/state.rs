//! What the handlers and the middleware share: a store for each concern.

use crate::sandbox::{
    clock::Clock, fault_orders::FaultOrders, idempotency_keys::IdempotencyKeys, journal::Journal,
    preflight_max_age::PreflightMaxAge, request_counters::RequestCounters, seed::initial_tenant,
    tenant::TenantStore,
};
use axum::extract::FromRef;
use std::time::Duration;

#[derive(Clone, FromRef)]
pub struct SandboxState {
    pub clock: Clock,
    pub tenant: TenantStore,
    pub fault_orders: FaultOrders,
    pub idempotency_keys: IdempotencyKeys,
    pub request_counters: RequestCounters,
    pub journal: Journal,
    pub preflight_max_age: PreflightMaxAge,
}

impl SandboxState {
    /// The start state, in which browsers cache preflights this long.
    pub fn new(preflight_max_age: Duration) -> Self {
        let clock = Clock::default();
        Self {
            tenant: TenantStore::new(initial_tenant(clock.clone())),
            fault_orders: FaultOrders::default(),
            idempotency_keys: IdempotencyKeys::new(clock.clone()),
            request_counters: RequestCounters::new(clock.clone()),
            journal: Journal::new(clock.clone()),
            preflight_max_age: PreflightMaxAge::new(preflight_max_age),
            clock,
        }
    }

    /// Puts everything back to the start.
    pub fn reset(&self) {
        self.clock.reset();
        *self.tenant.lock() = initial_tenant(self.clock.clone());
        self.fault_orders.clear();
        self.idempotency_keys.clear();
        self.request_counters.clear();
        self.journal.clear();
        self.preflight_max_age.reset();
    }
}
