//! A circuit breaker: while Zuora is down, calls fail at once instead of after their timeout, and
//! one of them at a time finds out whether Zuora is back.
//!
//! The crates for this (`recloser`, `failsafe`, `tower-resilience-circuitbreaker`) cannot tell how
//! long to wait, which is what a customer is told, and their half-open circuits let more than one
//! call through or are stuck when that call is abandoned.

use crate::server::metrics;
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// The share of failures is counted over this time.
const WINDOW: Duration = Duration::from_secs(10);
/// Fewer calls than this in a window say nothing about Zuora. A session may cause five signatures in
/// ten minutes, so no customer whose calls alone fail reaches it.
const MIN_CALLS: u32 = 20;
/// How long the circuit stays open for the first time. The time doubles while Zuora stays down.
const OPEN_TIME: Duration = Duration::from_secs(5);
const MAX_OPEN_TIME: Duration = Duration::from_secs(30);
/// What callers are told to wait while a probe is on its way.
const PROBE_TIME: Duration = Duration::from_secs(1);

/// Opens when at least half of the calls in ten seconds have failed because of an outage.
#[derive(Default)]
pub struct Circuit(Mutex<State>);

#[derive(Default)]
struct State {
    phase: Phase,
    /// How often in a row it has opened.
    openings: u32,
}

enum Phase {
    Closed {
        since: Instant,
        calls: u32,
        failures: u32,
    },
    Open {
        until: Instant,
    },
    /// One call is on its way to find out whether Zuora is back.
    Probing,
}

impl Default for Phase {
    fn default() -> Self {
        Self::Closed { since: Instant::now(), calls: 0, failures: 0 }
    }
}

/// The permission to make one call.
#[must_use = "the circuit learns from the outcome"]
pub struct Pass<'a> {
    circuit: &'a Circuit,
    is_probe: bool,
}

impl Circuit {
    /// The permission to call Zuora now.
    ///
    /// # Errors
    /// While the circuit is open: how long to wait.
    pub fn admit(&self) -> Result<Pass<'_>, Duration> {
        let mut state = self.lock();
        let now = Instant::now();
        let is_probe = match state.phase {
            Phase::Closed { .. } => false,
            Phase::Open { until } if now < until => return Err(until - now),
            Phase::Open { .. } => {
                state.phase = Phase::Probing;
                true
            }
            Phase::Probing => return Err(PROBE_TIME),
        };
        Ok(Pass { circuit: self, is_probe })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn open(&mut self, now: Instant) {
        let open_time = OPEN_TIME * 2_u32.saturating_pow(self.openings);
        let open_time = open_time.min(MAX_OPEN_TIME);
        self.openings = self.openings.saturating_add(1);
        self.phase = Phase::Open { until: now + open_time };
        metrics::zuora_circuit(true);
        tracing::warn!(?open_time, "Zuora is not called: too many calls have failed");
    }

    fn close(&mut self) {
        *self = Self::default();
        metrics::zuora_circuit(false);
        tracing::info!("Zuora answers again, and is called again");
    }

    fn count(&mut self, has_failed: bool, now: Instant) {
        let Phase::Closed { since, calls, failures } = &mut self.phase else {
            // A call from before the circuit opened.
            return;
        };
        if now.duration_since(*since) >= WINDOW {
            (*since, *calls, *failures) = (now, 0, 0);
        }
        *calls += 1;
        *failures += u32::from(has_failed);
        if has_failed && *calls >= MIN_CALLS && *failures * 2 >= *calls {
            self.open(now);
        }
    }
}

impl Pass<'_> {
    /// Notes how the call has ended: whether it has failed because Zuora is down.
    pub fn record(mut self, has_failed: bool) {
        let mut state = self.circuit.lock();
        match (self.is_probe, has_failed) {
            (false, _) => state.count(has_failed, Instant::now()),
            (true, true) => state.open(Instant::now()),
            (true, false) => state.close(),
        }
        drop(state);
        self.is_probe = false;
    }
}

/// A probe that was abandoned has found out nothing: the next call is another one.
impl Drop for Pass<'_> {
    fn drop(&mut self) {
        if self.is_probe {
            self.circuit.lock().phase = Phase::Open { until: Instant::now() };
        }
    }
}

#[cfg(test)]
mod tests;
