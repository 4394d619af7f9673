//! How long browsers may cache the answer to a preflight: `Access-Control-Max-Age`, which can be
//! changed while the sandbox runs.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// Zuora publishes no such time. Five seconds are the default of the Fetch standard: short enough
/// that whoever learns the flow sees a preflight with every card.
pub const DEFAULT_PREFLIGHT_MAX_AGE: Duration = Duration::from_secs(5);

/// The time in seconds. Clones share it.
#[derive(Clone)]
pub struct PreflightMaxAge {
    at_start: u64,
    seconds: Arc<AtomicU64>,
}

impl PreflightMaxAge {
    pub fn new(at_start: Duration) -> Self {
        let at_start = at_start.as_secs();
        Self { at_start, seconds: Arc::new(AtomicU64::new(at_start)) }
    }

    pub fn get(&self) -> Duration {
        Duration::from_secs(self.seconds.load(Ordering::Relaxed))
    }

    pub fn set(&self, seconds: u64) {
        self.seconds.store(seconds, Ordering::Relaxed);
    }

    pub fn reset(&self) {
        self.set(self.at_start);
    }
}
