//! Where the counts of rate limits are kept. Replicas that share a store share their limits.

use crate::server::settings::Budget;
use futures::future::BoxFuture;
use std::{sync::Arc, time::Duration};

/// Keeps counts.
pub trait Store: Send + Sync {
    /// A limit of `rate` for each key. `name` tells it from the other limits in the same store.
    fn limiter(&self, name: &str, rate: Budget) -> Arc<dyn Limiter>;
}

/// One limit for each of many keys: a generic cell rate algorithm (GCRA), so that a burst of
/// `count` is followed by one request for every `per / count`.
pub trait Limiter: Send + Sync {
    /// Whether `key` has used a part of its limit that has not recovered yet.
    fn is_known<'a>(&'a self, key: &'a str) -> BoxFuture<'a, bool>;

    /// Counts one request of `key`.
    ///
    /// # Errors
    /// How long to wait, when the limit is used up; nothing is counted then.
    fn check<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<(), Duration>>;
}
