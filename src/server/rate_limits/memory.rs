//! Rate limits kept in the process, in tables that cannot grow without end.

use crate::server::{
    rate_limits::store::{Limiter, Store},
    settings::Budget,
};
use futures::future::{BoxFuture, ready};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock, Reference as _},
    middleware::NoOpMiddleware,
    nanos::Nanos,
    state::{
        StateStore,
        keyed::{DashMapStateStore, ShrinkableKeyedStateStore},
    },
};
use std::{
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// No table remembers more keys at a time. While it is full, known keys are served, and new ones
/// have to wait for the next sweep.
pub const MAX_KEYS: usize = 100_000;

/// How long a new key has to wait when there is no room.
pub const FULL_TABLE_WAIT: Duration = Duration::from_mins(1);

/// How often keys are dropped whose limit has fully recovered.
const SWEEP_INTERVAL: Duration = Duration::from_secs(10);

/// Keeps every count in this process: with several replicas, each has limits of its own.
pub struct MemoryStore;

impl Store for MemoryStore {
    fn limiter(&self, _name: &str, rate: Budget) -> Arc<dyn Limiter> {
        Arc::new(Table::new(rate, DefaultClock::default()))
    }
}

/// One limit for each of many keys.
pub struct Table<C: Clock> {
    keys: Keys,
    limiter: RateLimiter<String, Keys, C, NoOpMiddleware<C::Instant>>,
    clock: C,
    swept: Mutex<C::Instant>,
}

impl<C: Clock + Clone> Table<C> {
    pub fn new(rate: Budget, clock: C) -> Self {
        let keys = Keys(Arc::new(DashMapStateStore::default()));
        let limiter = RateLimiter::new(quota(rate), keys.clone(), clock.clone());
        Self { limiter, keys, swept: Mutex::new(clock.now()), clock }
    }

    /// How many keys it remembers.
    pub fn len(&self) -> usize {
        self.keys.0.len()
    }

    fn contains(&self, key: &str) -> bool {
        self.keys.0.contains_key(key)
    }

    /// Drops entries whose limit has fully recovered.
    pub fn sweep_if_due(&self) {
        let now = self.clock.now();
        let mut swept = self.swept.lock().unwrap_or_else(PoisonError::into_inner);
        if Duration::from(now.duration_since(*swept)) < SWEEP_INTERVAL {
            return;
        }
        *swept = now;
        drop(swept);
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }
}

impl<C> Limiter for Table<C>
where
    C: Clock + Clone + Send + Sync,
    C::Instant: Send,
{
    fn is_known<'a>(&'a self, key: &'a str) -> BoxFuture<'a, bool> {
        Box::pin(ready(self.contains(key)))
    }

    fn check<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<(), Duration>> {
        self.sweep_if_due();
        let checked = match self.len() >= MAX_KEYS && !self.contains(key) {
            true => Err(FULL_TABLE_WAIT),
            false => self
                .limiter
                .check_key(&key.to_owned())
                .map_err(|until| until.wait_time_from(self.clock.now())),
        };
        Box::pin(ready(checked))
    }
}

fn quota(rate: Budget) -> Quota {
    let count = NonZeroU32::new(rate.count).unwrap_or(NonZeroU32::MIN);
    let every = (rate.per / count.get()).max(Duration::from_nanos(1));
    Quota::with_period(every).unwrap_or(Quota::per_second(count)).allow_burst(count)
}

/// What a limiter remembers, shared with the table that looks at it.
#[derive(Clone)]
struct Keys(Arc<DashMapStateStore<String>>);

impl StateStore for Keys {
    type Key = String;

    fn measure_and_replace<T, F, E>(&self, key: &String, next: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        self.0.measure_and_replace(key, next)
    }
}

impl ShrinkableKeyedStateStore<String> for Keys {
    fn retain_recent(&self, drop_below: Nanos) {
        ShrinkableKeyedStateStore::retain_recent(&*self.0, drop_below);
    }

    fn shrink_to_fit(&self) {
        ShrinkableKeyedStateStore::shrink_to_fit(&*self.0);
    }

    fn len(&self) -> usize {
        ShrinkableKeyedStateStore::len(&*self.0)
    }

    fn is_empty(&self) -> bool {
        ShrinkableKeyedStateStore::is_empty(&*self.0)
    }
}
