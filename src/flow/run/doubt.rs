//! An outcome that is not known, and the checks that find it out.

use super::event::Effect;
use crate::{flow::phase::Phase, zuora::Refusal};
use std::time::Duration;

/// How long to wait before each check. Zuora may still be carrying out a call whose answer was
/// lost.
const WAITS: [Duration; 3] =
    [Duration::from_millis(500), Duration::from_secs(2), Duration::from_millis(4500)];

/// An outcome that is not known.
#[derive(Clone, Debug)]
pub struct Doubt {
    /// Zuora's answer, when that is what leaves it open.
    pub refusal: Option<Refusal>,
    /// Whether the card is sent once a check has found nothing.
    pub sends_next: bool,
    is_interrupted: bool,
    checks: usize,
}

impl Doubt {
    /// Zuora's answer was lost, or leaves the outcome open.
    pub fn new(refusal: Option<Refusal>) -> Self {
        Self { refusal, sends_next: false, is_interrupted: false, checks: 0 }
    }

    /// An earlier page was left while it was sending.
    pub fn interrupted() -> Self {
        Self { is_interrupted: true, ..Self::new(None) }
    }

    /// The card is about to be sent, and may be in the account already.
    pub fn before_sending(refusal: Option<Refusal>) -> Self {
        Self { sends_next: true, ..Self::new(refusal) }
    }

    /// The next check, if there is one left.
    pub fn next_check(&mut self) -> Option<Effect> {
        let after = *WAITS.get(self.checks)?;
        self.checks += 1;
        Some(Effect::Check { after })
    }

    /// What the page draws meanwhile.
    pub fn phase(&self) -> Phase {
        Phase::Checking { refusal: self.refusal.clone(), is_interrupted: self.is_interrupted }
    }
}
