//! The sandbox's own clock. It can be moved forward, so that tokens and signatures expire
//! without a wait.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant, SystemTime},
};
use time::{OffsetDateTime, macros::format_description};

/// A century is further than any test goes, and every date in it can still be written.
const MAX_ADVANCE: Duration = Duration::from_hours(24 * 36_525);

#[derive(Clone, Default)]
pub struct Clock(Arc<Mutex<Start>>);

struct Start {
    instant: Instant,
    date: SystemTime,
    advanced: Duration,
}

impl Default for Start {
    fn default() -> Self {
        Self { instant: Instant::now(), date: SystemTime::now(), advanced: Duration::ZERO }
    }
}

impl Clock {
    fn lock(&self) -> MutexGuard<'_, Start> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The time since the clock's start.
    pub fn now(&self) -> Duration {
        let start = self.lock();
        start.instant.elapsed() + start.advanced
    }

    /// The time as a date.
    pub fn date_time(&self) -> OffsetDateTime {
        let date = self.lock().date;
        (date + self.now()).into()
    }

    /// Milliseconds since 1970, as signed texts have them.
    pub fn unix_millis(&self) -> i128 {
        self.date_time().unix_timestamp_nanos() / 1_000_000
    }

    /// The time as Zuora writes it: `yyyy-mm-dd hh:mm:ss`.
    pub fn timestamp(&self) -> String {
        let form = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
        self.date_time().format(form).unwrap_or_default()
    }

    /// The time in the form of RFC 3339, with milliseconds.
    pub fn rfc_3339(&self) -> String {
        let form = format_description!(
            "[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z"
        );
        self.date_time().format(form).unwrap_or_default()
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        let mut start = self.lock();
        start.advanced = start.advanced.saturating_add(by).min(MAX_ADVANCE);
    }

    /// Sets the clock to the real time.
    pub fn reset(&self) {
        *self.lock() = Start::default();
    }
}
