//! A run of a form with a card, from the first key to the outcome, as a state machine without a
//! browser. The browser reports events, and carries out the effect that an event may have.
//!
//! Five rules hold for every order of events (`run/model.rs`): one intent creates at most one card;
//! no failure is shown while a card may exist; a ticket is sent once; the card is not kept after the
//! end; every run ends.

mod doubt;
mod event;
#[cfg(test)]
mod model;
mod permission;

pub use event::{Effect, Event, Sent};

use super::{
    cards::FoundCard,
    phase::{Confirmation, Failure, Phase},
};
use crate::{api_error::ApiError, zuora::Cause};
use doubt::Doubt;
use permission::Permission;
use std::time::Duration;

/// The state of a form with a card.
#[derive(Clone, Debug)]
pub struct Run {
    phase: Phase,
    permission: Permission,
    doubt: Option<Doubt>,
    /// Whether a ticket that Zuora refused has been replaced by another.
    has_retried: bool,
}

impl Default for Run {
    fn default() -> Self {
        let permission = Permission::default();
        Self { phase: Phase::Closed, permission, doubt: None, has_retried: false }
    }
}

impl Run {
    /// What the page draws.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Whether the card may still be sent, so that the browser has to keep it.
    pub fn needs_card(&self) -> bool {
        let sends_next = self.doubt.as_ref().is_none_or(|doubt| doubt.sends_next);
        self.phase.is_busy() && sends_next
    }

    /// Changes the state by an event. `now` is read from a clock that never goes back.
    pub fn step(&mut self, event: Event, now: Duration) -> Option<Effect> {
        match event {
            Event::Opened(phase) => self.end(phase),
            Event::Used { can_sign } => {
                self.permission.use_form(can_sign && self.phase.is_open(), now)
            }
            Event::Woken { visible } => self.permission.wake(visible && self.phase.is_open(), now),
            Event::CameBack if self.phase.is_open() => {
                self.permission.come_back();
                None
            }
            Event::SubmittedWithFaults(_) | Event::Submitted { .. } | Event::CheckRequested
                if self.phase.is_in_doubt() =>
            {
                self.check_again()
            }
            Event::SubmittedWithFaults(faults) if self.phase.is_open() => {
                self.end(Phase::Invalid(faults))
            }
            Event::Submitted { ticket_fits } if self.phase.is_open() => {
                if !ticket_fits {
                    self.permission.forget();
                }
                self.has_retried = false;
                self.proceed(now)
            }
            Event::Signed(result) => self.signed(result, now),
            Event::Turn { waited } => self.take_turn(waited),
            Event::Answered(sent) if matches!(self.phase, Phase::Sending) => self.answered(sent),
            Event::Checked(result) => self.checked(result, now),
            Event::Interrupted if matches!(self.phase, Phase::Ready) => {
                self.show_doubt(Doubt::interrupted());
                Some(Effect::AwaitTurn)
            }
            Event::NotInterrupted if self.doubt.is_some() => self.end(Phase::Ready),
            Event::Reopened if self.phase.is_open() && !self.phase.is_in_doubt() => {
                self.end(Phase::Ready)
            }
            _ => None,
        }
    }

    /// Sends the ticket when it is this page's turn, or gets one first.
    fn proceed(&mut self, now: Duration) -> Option<Effect> {
        if self.permission.is_ready(now) {
            self.phase = Phase::Sending;
            return Some(Effect::AwaitTurn);
        }
        self.phase = Phase::Signing;
        self.permission.request()
    }

    fn signed(&mut self, result: Result<bool, ApiError>, now: Duration) -> Option<Effect> {
        let is_awaited = matches!(self.phase, Phase::Signing);
        match result {
            Err(error) => {
                self.permission.withhold();
                if is_awaited { self.end(Failure::NotSigned(error).into()) } else { None }
            }
            Ok(fits) => {
                self.permission.grant(now);
                if !is_awaited {
                    return Some(Effect::Wake { after: Permission::USABLE });
                }
                if !fits {
                    self.permission.forget();
                }
                self.proceed(now)
            }
        }
    }

    fn take_turn(&mut self, waited: bool) -> Option<Effect> {
        if let Some(doubt) = &mut self.doubt {
            return doubt.next_check();
        }
        if !matches!(self.phase, Phase::Sending) {
            return None;
        }
        if waited {
            // The other page may have sent the same card.
            self.doubt = Some(Doubt::before_sending(None));
            return Some(Effect::Check { after: Duration::ZERO });
        }
        self.permission.forget();
        Some(Effect::Send)
    }

    fn answered(&mut self, sent: Sent) -> Option<Effect> {
        let refusal = match sent {
            Sent::Saved(card) => {
                return self.end(Phase::Saved { card, confirmation: Confirmation::Pending });
            }
            Sent::Refused(refusal, field_faults) if refusal.cause().excludes_saving() => {
                return self
                    .end(Phase::Failed { failure: Failure::Refused(refusal), field_faults });
            }
            Sent::Refused(refusal, _) => Some(refusal),
            Sent::NoAnswer => None,
        };
        // The ticket was never sent before. So it has expired, unless the browser has sent the call
        // twice, as browsers do by themselves when a kept-alive connection breaks.
        let is_spent = refusal.as_ref().is_some_and(|refusal| refusal.cause() == Cause::SpentToken);
        if is_spent && !self.has_retried {
            self.has_retried = true;
            self.doubt = Some(Doubt::before_sending(refusal));
            return Some(Effect::Check { after: Duration::ZERO });
        }
        self.start_checking(Doubt::new(refusal))
    }

    fn show_doubt(&mut self, doubt: Doubt) {
        self.phase = doubt.phase();
        self.doubt = Some(doubt);
    }

    fn start_checking(&mut self, mut doubt: Doubt) -> Option<Effect> {
        let first = doubt.next_check();
        self.show_doubt(doubt);
        first
    }

    fn checked(
        &mut self,
        result: Result<Option<FoundCard>, ApiError>,
        now: Duration,
    ) -> Option<Effect> {
        let doubt = self.doubt.as_mut()?;
        let is_missing = match result {
            Ok(Some(FoundCard { card, method })) => {
                let confirmation = Confirmation::Confirmed(method);
                return self.end(Phase::Saved { card, confirmation });
            }
            Ok(None) if doubt.sends_next => {
                self.doubt = None;
                return self.proceed(now);
            }
            // Nothing of this run was sent.
            Err(error) if doubt.sends_next && doubt.refusal.is_none() => {
                return self.end(Failure::NotSigned(error).into());
            }
            Ok(None) => true,
            Err(_) => false,
        };
        if let Some(next) = doubt.next_check() {
            self.phase = doubt.phase();
            return Some(next);
        }
        let refusal = doubt.refusal.take();
        let failure = match refusal {
            refusal if is_missing => Failure::NotSaved(refusal),
            Some(refusal) => Failure::Refused(refusal),
            None => Failure::Unknown,
        };
        self.end(failure.into())
    }

    fn check_again(&mut self) -> Option<Effect> {
        let refusal = match &self.phase {
            Phase::Failed { failure: Failure::Refused(refusal), .. } => Some(refusal.clone()),
            _ => None,
        };
        self.start_checking(Doubt::new(refusal))
    }

    fn end(&mut self, phase: Phase) -> Option<Effect> {
        self.doubt = None;
        self.phase = phase;
        None
    }
}
