//! What keeps the counts of rate limits. Replicas that share a store share their limits.

use crate::server::{rate_limits::scope::Scope, settings::Budget};
use futures::future::BoxFuture;
use std::{sync::Arc, time::Duration};

/// Keeps counts.
pub trait Store: Send + Sync {
    /// The limits of one kind of request. `kind` tells them from the others in the same store.
    fn limits(&self, kind: &'static str, per_session: Budget) -> Arc<dyn Limits>;
}

/// Limits of one kind of request, one for each key of each scope. Each is a generic cell rate
/// algorithm (GCRA), so that a burst of `count` is followed by one request for every `per / count`.
pub trait Limits: Send + Sync {
    /// Counts one request by each of these keys, in this order, until a limit is used up. What comes
    /// before that one stays counted.
    ///
    /// # Errors
    /// How long to wait for the limit that is used up.
    fn check<'a>(
        &'a self,
        order: Order,
        keys: &'a [(Scope, String)],
    ) -> BoxFuture<'a, Result<(), Duration>>;

    /// Drops what has recovered, and records how many keys the process remembers.
    fn measure(&self);
}

/// In which order a request is counted by several keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As they are listed.
    Listed,
    /// First those that have used a part of their limit that has not recovered yet, as listed; then
    /// the others, from the last to the first.
    KnownFirst,
}
