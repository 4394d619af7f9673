//! Rate limits that all replicas share, and what holds while the store does not answer.
//!
//! Each process also counts in its own memory all that the store has let through, and never lets
//! through more than the limit by itself. So, of each limit and over any time:
//!
//! - While the store answers, all replicas together let through the limit.
//! - However often the store is gone, comes back, or comes back empty, N processes together let
//!   through at most N times the limit. There is no time without one.
//!
//! The limit is not divided by N while the store is gone, because no process knows N: a share that is
//! too small would refuse customers because of an outage that they have nothing to do with.

mod availability;

use crate::server::{
    keyed_hash::KeyedHash,
    rate_limits::{
        memory::MemoryLimits,
        redis::Redis,
        scope::Scope,
        store::{Limits, Order, Store},
    },
    settings::Budget,
};
use ::redis::RedisError;
use availability::Availability;
use futures::future::BoxFuture;
use governor::clock::DefaultClock;
use std::{sync::Arc, time::Duration};

/// Counts in a Redis that all replicas share.
pub struct SharedStore {
    redis: Arc<Redis>,
    availability: Arc<Availability>,
}

impl SharedStore {
    /// The store at this address. From now on, until it is dropped, it is watched.
    ///
    /// # Errors
    /// When the address is wrong.
    ///
    /// # Panics
    /// Outside of a Tokio runtime.
    pub fn new(address: &str, hashes: KeyedHash) -> Result<Self, RedisError> {
        Ok(Self::watched(Redis::new(address, hashes)?))
    }

    fn watched(redis: Redis) -> Self {
        let redis = Arc::new(redis);
        let availability = Arc::new(Availability::default());
        tokio::spawn(availability::watch(Arc::downgrade(&redis), availability.clone()));
        Self { redis, availability }
    }

    /// Why the store at this address does not answer, if it does not.
    ///
    /// # Errors
    /// The reason, as a sentence without the address.
    pub async fn check(address: &str, hashes: KeyedHash) -> Result<(), String> {
        let redis = Redis::new(address, hashes).map_err(|error| error.to_string())?;
        availability::connect(&redis).await.map_err(|failure| failure.to_string())
    }
}

impl Store for SharedStore {
    fn limits(&self, kind: &'static str, per_session: Budget) -> Arc<dyn Limits> {
        Arc::new(SharedLimits {
            redis: self.redis.clone(),
            availability: self.availability.clone(),
            kind,
            per_session,
            own: MemoryLimits::new(kind, per_session, &DefaultClock::default()),
        })
    }
}

struct SharedLimits {
    redis: Arc<Redis>,
    availability: Arc<Availability>,
    kind: &'static str,
    per_session: Budget,
    /// What this process has let through.
    own: MemoryLimits<DefaultClock>,
}

impl SharedLimits {
    async fn check_all(&self, order: Order, keys: &[(Scope, String)]) -> Result<(), Duration> {
        // A store that is known not to answer is not waited for.
        if self.availability.answers() {
            match self.redis.check(self.kind, self.per_session, order, keys).await {
                Ok(checked) => checked?,
                Err(failure) => self.availability.lost(&failure),
            }
        }
        self.own.check_now(order, keys)
    }
}

impl Limits for SharedLimits {
    fn check<'a>(
        &'a self,
        order: Order,
        keys: &'a [(Scope, String)],
    ) -> BoxFuture<'a, Result<(), Duration>> {
        Box::pin(self.check_all(order, keys))
    }

    fn measure(&self) {
        self.own.measure();
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
