//! The budgets of many sessions, accounts or networks, in a table that cannot grow without end.

use governor::{
    Quota, RateLimiter,
    clock::Clock,
    middleware::NoOpMiddleware,
    nanos::Nanos,
    state::{
        StateStore,
        keyed::{DashMapStateStore, ShrinkableKeyedStateStore},
    },
};
use std::{hash::Hash, sync::Arc, time::Duration};

/// No table remembers more keys at a time. While it is full, those that it knows are served, and new ones have to wait for the next sweep.
pub const MAX_KEYS: usize = 100_000;

/// How long a new key has to wait when there is no room.
pub const FULL_TABLE_WAIT: Duration = Duration::from_mins(1);

/// A budget for each key.
pub struct Table<K: Clone + Eq + Hash, C: Clock> {
    keys: Keys<K>,
    limiter: RateLimiter<K, Keys<K>, C, NoOpMiddleware<C::Instant>>,
    clock: C,
}

impl<K: Clone + Eq + Hash, C: Clock + Clone> Table<K, C> {
    /// A budget of this quota for each key.
    pub fn new(quota: Quota, clock: C) -> Self {
        let keys = Keys(Arc::new(DashMapStateStore::default()));
        Self { limiter: RateLimiter::new(quota, keys.clone(), clock.clone()), keys, clock }
    }

    /// Whether this key has spent something that is not there again.
    pub fn knows(&self, key: &K) -> bool {
        self.keys.0.contains_key(key)
    }

    /// Takes one out of a key's budget.
    ///
    /// # Errors
    /// How long to wait, when it is empty or the key is new and the table full.
    pub fn take(&self, key: &K) -> Result<(), Duration> {
        if self.len() >= MAX_KEYS && !self.knows(key) {
            return Err(FULL_TABLE_WAIT);
        }
        self.limiter.check_key(key).map_err(|until| until.wait_time_from(self.clock.now()))
    }

    /// How many keys it remembers.
    pub fn len(&self) -> usize {
        self.keys.0.len()
    }

    /// Forgets every key whose budget is full again.
    pub fn sweep(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }
}

/// What a limiter remembers, shared with the table that looks at it.
#[derive(Clone)]
struct Keys<K: Clone + Eq + Hash>(Arc<DashMapStateStore<K>>);

impl<K: Clone + Eq + Hash> StateStore for Keys<K> {
    type Key = K;

    fn measure_and_replace<T, F, E>(&self, key: &K, next: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        self.0.measure_and_replace(key, next)
    }
}

impl<K: Clone + Eq + Hash> ShrinkableKeyedStateStore<K> for Keys<K> {
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
