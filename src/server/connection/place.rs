//! The places for connections, and how many of them are taken.

use crate::server::{log::RateLimited, metrics};
use std::{
    io::{self, ErrorKind},
    sync::Arc,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

#[derive(Clone, Debug)]
pub(super) struct Places(Arc<Semaphore>);

/// The place of one connection, free again when this is dropped.
pub(super) struct Place {
    _permit: OwnedSemaphorePermit,
}

impl Places {
    pub(super) fn new(count: usize) -> Self {
        Self(Arc::new(Semaphore::new(count)))
    }

    /// Takes a place. Nobody waits for one: a client that is refused at once can go elsewhere.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn take(&self) -> io::Result<Place> {
        static LOGGED: RateLimited = RateLimited::new();
        let Ok(permit) = self.0.clone().try_acquire_owned() else {
            metrics::connection_refused();
            if let Some(suppressed) = LOGGED.next() {
                tracing::warn!(suppressed, "too many connections: one was closed");
            }
            return Err(ErrorKind::QuotaExceeded.into());
        };
        metrics::connection_opened();
        Ok(Place { _permit: permit })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        metrics::connection_closed();
    }
}
