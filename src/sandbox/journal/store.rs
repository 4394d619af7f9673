//! Keeps the last exchanges, numbers them, and notifies readers of new ones.

use crate::sandbox::{clock::Clock, journal::exchange::Exchange};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::watch;

/// When there are more, the oldest are removed.
const MAX_EXCHANGES: usize = 1000;

/// The exchanges since the last reset. Clones share them.
#[derive(Clone)]
pub struct Journal {
    recorded: Arc<Mutex<Recorded>>,
    newest: watch::Sender<u64>,
    clock: Clock,
}

struct Recorded {
    exchanges: VecDeque<Arc<Exchange>>,
    /// The highest id so far; 0 before the first exchange.
    newest: u64,
    /// What the exchanges' offsets begin at.
    start: Instant,
}

impl Journal {
    pub fn new(clock: Clock) -> Self {
        let recorded = Recorded { exchanges: VecDeque::new(), newest: 0, start: Instant::now() };
        Self { recorded: Arc::new(Mutex::new(recorded)), newest: watch::Sender::new(0), clock }
    }

    fn lock(&self) -> MutexGuard<'_, Recorded> {
        self.recorded.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The kept exchanges with a higher id than this one.
    ///
    /// An id that does not exist yet is another process's, because each counts from 1. Its reader
    /// knows none of these exchanges, and gets them all.
    pub fn after(&self, id: u64) -> Vec<Arc<Exchange>> {
        let recorded = self.lock();
        let id = if id > recorded.newest { 0 } else { id };
        let known = recorded.exchanges.partition_point(|exchange| exchange.id <= id);
        recorded.exchanges.iter().skip(known).cloned().collect()
    }

    /// The kept exchanges, and the highest id so far.
    pub fn all(&self) -> (Vec<Arc<Exchange>>, u64) {
        let recorded = self.lock();
        (recorded.exchanges.iter().cloned().collect(), recorded.newest)
    }

    /// Changes with every new exchange.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.newest.subscribe()
    }

    pub fn clear(&self) {
        let mut recorded = self.lock();
        recorded.exchanges.clear();
        recorded.start = Instant::now();
    }

    /// The time by the sandbox's clock, and the time since the start or the last reset.
    pub fn now(&self) -> (String, Duration) {
        (self.clock.rfc_3339(), self.lock().start.elapsed())
    }

    /// Keeps an exchange under the next id.
    pub fn record(&self, mut exchange: Exchange) {
        let mut recorded = self.lock();
        recorded.newest += 1;
        exchange.id = recorded.newest;
        if recorded.exchanges.len() == MAX_EXCHANGES {
            recorded.exchanges.pop_front();
        }
        recorded.exchanges.push_back(Arc::new(exchange));
        self.newest.send_replace(recorded.newest);
    }
}
