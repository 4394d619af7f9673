//! The idempotency keys of the last day, each with the result of its first use.

use crate::sandbox::clock::Clock;
use axum::{
    body::Bytes,
    http::{Extensions, HeaderMap, Method, StatusCode},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// Zuora: a result is stored this long, whether it was a success or not.
const RETENTION: Duration = Duration::from_hours(24);
/// More keys than anybody uses by hand. The oldest are removed.
const MAX_KEYS: usize = 10_000;

/// The first use of a key.
pub struct KeyUse {
    pub method: Method,
    pub uri: String,
    pub at: Duration,
    pub result: Option<StoredResult>,
}

/// A reply to send again.
#[derive(Clone)]
pub struct StoredResult {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub extensions: Extensions,
    pub body: Bytes,
}

/// What is known about a key that was used before.
pub enum EarlierUse {
    OtherOperation,
    InProgress,
    Finished(StoredResult),
}

/// The store of the middleware in `idempotency.rs`.
#[derive(Clone)]
pub struct IdempotencyKeys {
    clock: Clock,
    uses: Arc<Mutex<HashMap<String, KeyUse>>>,
}

impl IdempotencyKeys {
    pub fn new(clock: Clock) -> Self {
        Self { clock, uses: Arc::default() }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, KeyUse>> {
        self.uses.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a first use, by this method of this URI at this moment. Returns the earlier use
    /// instead when there is one.
    pub fn begin(&self, key: &str, method: &Method, uri: &str) -> Option<EarlierUse> {
        let at = self.clock.now();
        self.begin_at(key, KeyUse { method: method.clone(), uri: uri.to_owned(), at, result: None })
    }

    fn begin_at(&self, key: &str, new: KeyUse) -> Option<EarlierUse> {
        let mut uses = self.lock();
        match uses.get(key).filter(|first| new.at < first.at + RETENTION) {
            None => {
                if uses.len() >= MAX_KEYS {
                    let oldest =
                        uses.iter().min_by_key(|(_, first)| first.at).map(|(key, _)| key.clone());
                    oldest.and_then(|key| uses.remove(&key));
                }
                uses.insert(key.to_owned(), new);
                None
            }
            Some(first) if first.method != new.method || first.uri != new.uri => {
                Some(EarlierUse::OtherOperation)
            }
            Some(KeyUse { result: None, .. }) => Some(EarlierUse::InProgress),
            Some(KeyUse { result: Some(result), .. }) => Some(EarlierUse::Finished(result.clone())),
        }
    }

    /// Stores the result of a key's first use.
    pub fn finish(&self, key: &str, result: StoredResult) {
        if let Some(first) = self.lock().get_mut(key) {
            first.result = Some(result);
        }
    }

    pub fn forget(&self, key: &str) {
        self.lock().remove(key);
    }

    pub fn clear(&self) {
        self.lock().clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(at: Duration) -> KeyUse {
        KeyUse { method: Method::POST, uri: "/".into(), at, result: None }
    }

    #[test]
    fn a_key_is_remembered_for_a_day_and_not_a_moment_longer() {
        let (keys, begun, day) = (
            IdempotencyKeys::new(Clock::default()),
            Duration::from_secs(1),
            Duration::from_hours(24),
        );
        assert!(keys.begin_at("key", first(begun)).is_none(), "it is new");
        let last = Duration::from_hours(24) + Duration::from_nanos(999_999_999);
        assert!(keys.begin_at("key", first(last)).is_some(), "it is known to the last");
        assert!(keys.begin_at("key", first(begun + day)).is_none(), "and then new again");
        assert!(keys.begin_at("key", first(begun + day)).is_some());
    }

    #[test]
    fn of_too_many_keys_the_oldest_goes() {
        let keys = IdempotencyKeys::new(Clock::default());
        for number in 0..10_000 {
            let at = Duration::from_millis(number);
            assert!(keys.begin_at(&number.to_string(), first(at)).is_none());
        }
        let later = || first(Duration::from_secs(11));
        assert!(keys.begin_at("0", later()).is_some(), "ten thousand have room");
        assert!(keys.begin_at("one more", later()).is_none());
        assert_eq!(keys.lock().len(), 10_000);
        assert!(keys.begin_at("1", later()).is_some(), "the second oldest is known");
        assert!(keys.begin_at("0", later()).is_none(), "the oldest is not");
    }
}
