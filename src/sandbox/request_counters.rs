//! How many requests have come: what the rate limit headers say.

use crate::sandbox::clock::Clock;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// Zuora's published limit for a production tenant.
const MAX_REQUESTS_PER_MINUTE: u32 = 50_000;
/// Zuora: bearer tokens for one address.
const MAX_TOKEN_REQUESTS_PER_MINUTE: usize = 100;

/// The store of the middleware in `common_headers.rs`, and of `oauth.rs`.
#[derive(Clone)]
pub struct RequestCounters {
    clock: Clock,
    counts: Arc<Mutex<Counts>>,
}

#[derive(Default)]
struct Counts {
    minute: u64,
    in_this_minute: u32,
    token_requests: HashMap<String, VecDeque<Duration>>,
}

impl RequestCounters {
    pub fn new(clock: Clock) -> Self {
        Self { clock, counts: Arc::default() }
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a request. Returns how many are left in this minute.
    pub fn count_request(&self) -> u32 {
        let minute = self.clock.now().as_secs() / 60;
        let mut counts = self.lock();
        if counts.minute != minute {
            counts.minute = minute;
            counts.in_this_minute = 0;
        }
        counts.in_this_minute += 1;
        MAX_REQUESTS_PER_MINUTE.saturating_sub(counts.in_this_minute)
    }

    /// Counts a request for a bearer token from this address. Returns how many are left, or `None`
    /// when there were none.
    pub fn count_token_request(&self, address: &str) -> Option<usize> {
        let now = self.clock.now();
        let minute = Duration::from_mins(1);
        let mut counts = self.lock();
        counts
            .token_requests
            .retain(|_, times| times.back().is_some_and(|last| now < *last + minute));
        let times = counts.token_requests.entry(address.to_owned()).or_default();
        while times.front().is_some_and(|first| now >= *first + minute) {
            times.pop_front();
        }
        if times.len() >= MAX_TOKEN_REQUESTS_PER_MINUTE {
            return None;
        }
        times.push_back(now);
        Some(MAX_TOKEN_REQUESTS_PER_MINUTE - times.len())
    }

    pub fn clear(&self) {
        *self.lock() = Counts::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_the_minute() {
        let clock = Clock::default();
        let counters = RequestCounters::new(clock.clone());
        assert_eq!(counters.count_request(), 49_999);
        assert_eq!(counters.count_request(), 49_998);
        clock.advance(Duration::from_mins(1));
        assert_eq!(counters.count_request(), 49_999, "a new minute");
        assert_eq!(counters.count_request(), 49_998);
        for _ in 0..60_000 {
            counters.count_request();
        }
        assert_eq!(counters.count_request(), 0, "no fewer than none are left");
    }

    #[test]
    fn requests_for_tokens_are_counted_by_address_over_any_minute() {
        let clock = Clock::default();
        let counters = RequestCounters::new(clock.clone());
        for left in (0..100).rev() {
            assert_eq!(counters.count_token_request("a"), Some(left));
        }
        assert_eq!(counters.count_token_request("a"), None);
        assert_eq!(counters.count_token_request("b"), Some(99), "another address");
        clock.advance(Duration::from_mins(1));
        assert_eq!(counters.count_token_request("a"), Some(99));
    }
}
