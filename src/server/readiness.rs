//! Whether this process should get new requests.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// It should from its start until a signal ends it. Zuora's state has no part in it: no page needs
/// Zuora, and a dead Zuora would take every replica out of service.
#[derive(Clone, Debug, Default)]
pub struct Readiness {
    is_draining: Arc<AtomicBool>,
}

impl Readiness {
    /// Has load balancers send their requests elsewhere from now on.
    pub fn drain(&self) {
        self.is_draining.store(true, Ordering::Relaxed);
    }

    pub fn is_draining(&self) -> bool {
        self.is_draining.load(Ordering::Relaxed)
    }
}
