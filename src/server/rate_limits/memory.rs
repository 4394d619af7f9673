//! Rate limits kept in the process, in tables that cannot grow without end.

use crate::server::{
    metrics,
    rate_limits::{
        scope::Scope,
        store::{Limits, Order, Store},
    },
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
    fn limits(&self, kind: &'static str, per_session: Budget) -> Arc<dyn Limits> {
        Arc::new(MemoryLimits::new(kind, per_session, &DefaultClock::default()))
    }
}

/// The limits of one kind of request, with a table for each scope.
pub struct MemoryLimits<C: Clock> {
    kind: &'static str,
    tables: [Table<C>; Scope::ALL.len()],
}

impl<C: Clock + Clone> MemoryLimits<C> {
    pub fn new(kind: &'static str, per_session: Budget, clock: &C) -> Self {
        let table = |scope: Scope| Table::new(per_session.times(scope.factor()), clock.clone());
        Self { kind, tables: Scope::ALL.map(table) }
    }

    pub fn table(&self, scope: Scope) -> &Table<C> {
        &self.tables[scope as usize]
    }

    /// Counts one request, as [`Limits::check`] does, without waiting for anything.
    pub fn check_now(&self, order: Order, keys: &[(Scope, String)]) -> Result<(), Duration> {
        let (first, last): (Vec<_>, Vec<_>) = keys
            .iter()
            .partition(|(scope, key)| order == Order::Listed || self.table(*scope).contains(key));
        let mut ordered = first.into_iter().chain(last.into_iter().rev());
        ordered.try_for_each(|(scope, key)| self.table(*scope).check(key))
    }
}

impl<C> Limits for MemoryLimits<C>
where
    C: Clock + Clone + Send + Sync,
    C::Instant: Send,
{
    fn check<'a>(
        &'a self,
        order: Order,
        keys: &'a [(Scope, String)],
    ) -> BoxFuture<'a, Result<(), Duration>> {
        Box::pin(ready(self.check_now(order, keys)))
    }

    fn measure(&self) {
        for scope in Scope::ALL {
            let table = self.table(scope);
            table.sweep_if_due();
            metrics::rate_limit_keys(self.kind, scope.name(), table.len());
        }
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

    /// Counts one request of `key`, or says how long it has to wait.
    fn check(&self, key: &str) -> Result<(), Duration> {
        self.sweep_if_due();
        if self.len() >= MAX_KEYS && !self.contains(key) {
            return Err(FULL_TABLE_WAIT);
        }
        let checked = self.limiter.check_key(&key.to_owned());
        checked.map_err(|until| until.wait_time_from(self.clock.now()))
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
