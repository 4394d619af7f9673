//! Whether a failed call is made again, and after what time.

use crate::server::zuora_client::http::ZuoraError;
use std::time::Duration;

/// The delays grow from here after a failure (AWS SDKs, standard mode).
const BASE_DELAY: Duration = Duration::from_millis(50);
/// And from here when Zuora has too much to do.
const BUSY_BASE_DELAY: Duration = Duration::from_secs(1);
/// Zuora's `Retry-After` is the same for all who wait: they come back within this time.
const SPREAD: Duration = Duration::from_millis(250);

/// Which failures allow a call to be made again.
///
/// Zuora: a key in the header `Idempotency-Key` would make every repetition safe, but only for POST
/// and PATCH, and Zuora then sends the stored answer of the first call for 24 hours. For a signature
/// that would be a token that may have been used, so no call here has such a key. Zuora's changes by
/// this server are PUT and DELETE, which take none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// A second call does no harm: it reads, or makes a token or ticket that replaces the first.
    Always,
    /// It changes something, so it is repeated only when no connection was made: then Zuora cannot
    /// have carried it out.
    IfNotSent,
}

/// How long to wait before the call is made again after it has failed `failures` times; `None` when
/// it must not be, or could not succeed.
///
/// A call that was not answered in time is not made again: it has used up the time, and Zuora may
/// just be slow, which more calls would not mend.
pub fn delay(error: &ZuoraError, repeat: Repeat, failures: u32) -> Option<Duration> {
    let retries = failures.saturating_sub(1);
    match (error, repeat) {
        (ZuoraError::Busy { retry_after: Some(wait), .. }, Repeat::Always) => {
            Some(*wait + rand::random_range(Duration::ZERO..=SPREAD))
        }
        (ZuoraError::Busy { status: 429, .. }, Repeat::Always) => {
            Some(jittered(BUSY_BASE_DELAY, retries))
        }
        (ZuoraError::Unreachable(_), _)
        | (
            ZuoraError::Broken(_) | ZuoraError::Busy { status: 408 | 500 | 502 | 503 | 504, .. },
            Repeat::Always,
        ) => Some(jittered(BASE_DELAY, retries)),
        _ => None,
    }
}

/// A random part of a time that doubles with each retry (full jitter), so that those who failed
/// together do not come back together.
fn jittered(base: Duration, retries: u32) -> Duration {
    rand::random_range(Duration::ZERO..=base * 2_u32.saturating_pow(retries))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn busy(status: u16, retry_after: Option<u64>) -> ZuoraError {
        ZuoraError::Busy { status, retry_after: retry_after.map(Duration::from_secs) }
    }

    /// The longest and the shortest of many delays.
    fn bounds(error: &ZuoraError, failures: u32) -> (Duration, Duration) {
        let delays = (0..1000).map(|_| delay(error, Repeat::Always, failures).expect("a delay"));
        delays.fold((Duration::MAX, Duration::ZERO), |(least, most), delay| {
            (least.min(delay), most.max(delay))
        })
    }

    #[test]
    fn delays_are_random_up_to_a_bound_that_doubles() {
        for (error, base) in [
            (ZuoraError::Unreachable(String::new()), BASE_DELAY),
            (ZuoraError::Broken(String::new()), BASE_DELAY),
            (busy(503, None), BASE_DELAY),
            (busy(429, None), BUSY_BASE_DELAY),
        ] {
            for (failures, bound) in [(1, base), (2, base * 2)] {
                let (least, most) = bounds(&error, failures);
                assert!(most <= bound, "{error}: {most:?}");
                // By chance, one in 10^22 runs has none in such a part.
                assert!(
                    least < bound / 20 && most > bound / 20 * 19,
                    "{error}: {least:?} {most:?}"
                );
            }
        }
    }

    #[test]
    fn the_wait_that_zuora_asks_for_is_kept_and_not_by_all_alike() {
        for status in [429, 503] {
            let (least, most) = bounds(&busy(status, Some(2)), 1);
            assert!(least >= Duration::from_secs(2), "{least:?}");
            assert!(most <= Duration::from_secs(2) + SPREAD && most > least, "{most:?}");
        }
    }

    /// Zuora may have carried it out, and would do so again.
    #[test]
    fn a_change_is_made_again_only_if_zuora_has_not_seen_it() {
        let unreachable = ZuoraError::Unreachable(String::new());
        assert!(delay(&unreachable, Repeat::IfNotSent, 1).is_some());
        for error in [
            ZuoraError::Broken(String::new()),
            ZuoraError::TimedOut,
            busy(429, Some(1)),
            busy(503, None),
            busy(500, None),
        ] {
            assert_eq!(delay(&error, Repeat::IfNotSent, 1), None, "{error}");
        }
    }

    #[test]
    fn what_would_fail_again_is_not_tried_again() {
        for error in [
            ZuoraError::TimedOut,
            ZuoraError::ClientRefused,
            ZuoraError::BearerRefused,
            ZuoraError::NotAKey,
            ZuoraError::Protocol(200, "no JSON"),
            ZuoraError::CircuitOpen(Duration::from_secs(1)),
            busy(501, None),
            busy(505, None),
        ] {
            assert_eq!(delay(&error, Repeat::Always, 1), None, "{error}");
        }
    }
}
