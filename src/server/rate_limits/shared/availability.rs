//! Whether the shared store answers: found out by requests and by a probe, logged once for each
//! change.

use crate::server::{
    metrics,
    rate_limits::redis::{Redis, RedisFailure},
};
use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::time::{Instant, sleep};

/// How often the store is probed: how long it takes at most until one that is back is used again.
const PROBE_INTERVAL: Duration = Duration::from_millis(500);
/// How long the first connection may take, from the lookup of the name on.
const FIRST_CONNECTION: Duration = Duration::from_secs(3);

/// Whether the store answers. Until the first probe it counts as if it did.
pub struct Availability {
    answers: AtomicBool,
}

impl Default for Availability {
    fn default() -> Self {
        Self { answers: AtomicBool::new(true) }
    }
}

impl Availability {
    pub fn answers(&self) -> bool {
        self.answers.load(Ordering::Relaxed)
    }

    /// A check had no answer: until a probe has one, no other check waits for it.
    pub fn lost(&self, failure: &RedisFailure) {
        if self.answers.swap(false, Ordering::Relaxed) {
            metrics::rate_limit_store_up(false);
            tracing::warn!(
                %failure,
                "the rate limit store does not answer: this process limits by itself"
            );
        }
    }

    fn found(&self) {
        if !self.answers.swap(true, Ordering::Relaxed) {
            tracing::info!("the rate limit store answers again: limits are shared");
        }
    }
}

/// Probes the store until it is dropped.
pub async fn watch(redis: Weak<Redis>, availability: Arc<Availability>) {
    let Some(first) = redis.upgrade() else { return };
    let mut probed = connect(&first).await;
    drop(first);
    loop {
        match probed {
            Ok(()) => availability.found(),
            Err(failure) => availability.lost(&failure),
        }
        // Each time, and not only when it changes: the gauge is there from the start.
        metrics::rate_limit_store_up(availability.answers());
        sleep(PROBE_INTERVAL).await;
        let Some(redis) = redis.upgrade() else { return };
        probed = redis.probe().await;
    }
}

/// Probes the store until it answers, or until that has taken too long.
///
/// # Errors
/// The last probe's.
pub async fn connect(redis: &Redis) -> Result<(), RedisFailure> {
    let started = Instant::now();
    loop {
        match redis.probe().await {
            // The first check waits for the connection, and not longer than for an answer.
            Err(RedisFailure::TooSlow(_)) if started.elapsed() < FIRST_CONNECTION => {}
            probed => return probed,
        }
    }
}
