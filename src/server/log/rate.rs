//! A rate for lines that anybody outside can cause: all of them are counted in the metrics, and some of them are logged.

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

/// So many at once, and then so many a second.
const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(49);
const PER_SECOND: NonZeroU32 = NonZeroU32::MIN.saturating_add(4);

/// Lines of one kind.
pub struct RateLimited<C: Clock = DefaultClock> {
    limiter: OnceLock<RateLimiter<NotKeyed, InMemoryState, C, NoOpMiddleware<C::Instant>>>,
    suppressed: AtomicU64,
}

impl<C: Clock + Default> RateLimited<C> {
    pub const fn new() -> Self {
        Self { limiter: OnceLock::new(), suppressed: AtomicU64::new(0) }
    }

    /// Whether one more line may be written; if so, how many have not been since the last one.
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

/// The beginning of a text that somebody outside has chosen: at most 200 bytes of it.
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
        assert_eq!(next(), Some(950), "how many were not logged is said with the next that is");
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
