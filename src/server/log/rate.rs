//! A rate limit for log lines that any client can cause. The metrics count all of them.

use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::NoOpMiddleware,
    state::{InMemoryState, NotKeyed},
};
use std::{
    num::NonZeroU32,
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(49);
const PER_SECOND: NonZeroU32 = NonZeroU32::MIN.saturating_add(4);

/// The limit for lines of one kind: 50 at once, then 5 a second.
pub struct RateLimited<C: Clock = DefaultClock> {
    limiter: OnceLock<RateLimiter<NotKeyed, InMemoryState, C, NoOpMiddleware<C::Instant>>>,
    suppressed: AtomicU64,
}

impl<C: Clock + Default> RateLimited<C> {
    pub const fn new() -> Self {
        Self { limiter: OnceLock::new(), suppressed: AtomicU64::new(0) }
    }

    /// Whether one more line may be written, and then how many were suppressed since the last.
    pub fn next(&self) -> Option<u64> {
        self.next_by(C::default)
    }

    fn next_by(&self, clock: impl FnOnce() -> C) -> Option<u64> {
        let limiter = self.limiter.get_or_init(|| {
            RateLimiter::direct_with_clock(
                Quota::per_second(PER_SECOND).allow_burst(BURST),
                clock(),
            )
        });
        match limiter.check() {
            Ok(()) => Some(self.suppressed.swap(0, Ordering::Relaxed)),
            Err(_) => {
                self.suppressed.fetch_add(1, Ordering::Relaxed);
                None
            }
        }
    }
}

/// The beginning of a text that a client has chosen, at most 200 bytes.
pub fn beginning(text: &str) -> &str {
    const MAX_BYTES: usize = 200;
    &text[..text.floor_char_boundary(MAX_BYTES)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;
    use std::time::Duration;

    #[test]
    fn t22_refusals_are_logged_within_a_rate_and_the_others_are_counted() {
        let clock = FakeRelativeClock::default();
        let limited = RateLimited::<FakeRelativeClock>::new();
        let next = || limited.next_by(|| clock.clone());
        let logged = (0..1000).filter_map(|_| next()).count();
        assert_eq!(logged, 50);
        clock.advance(Duration::from_secs(1));
        assert_eq!(next(), Some(950), "the next line that is logged says how many were suppressed");
        assert_eq!(next(), Some(0));
    }

    #[test]
    fn t22_at_most_two_hundred_bytes_of_a_path_are_logged() {
        assert_eq!(beginning("/api/nothing"), "/api/nothing");
        assert_eq!(beginning(&"x".repeat(30_000)).len(), 200);
        assert_eq!(beginning(&"ü".repeat(200)).len(), 200);
        assert_eq!(beginning(&format!("x{}", "ü".repeat(200))).len(), 199);
    }
}
