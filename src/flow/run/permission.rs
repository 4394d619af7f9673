//! The ticket that is fetched before it is needed: when to ask for one, and how long it is used.

use super::event::Effect;
use std::time::Duration;

/// The lifetime of a ticket. Inferred: Zuora says that it expires, and not after how long. One that
/// expires sooner is replaced when it is refused.
const LIFETIME: Duration = Duration::from_mins(5);
/// For somebody who has not used the form for this long, no new ticket is fetched.
const IDLE: Duration = Duration::from_mins(1);

/// Whether there is a ticket in hand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Permission {
    state: State,
    last_used: Duration,
}

#[derive(Clone, Copy, Debug, Default)]
enum State {
    #[default]
    None,
    /// Requested, and not there yet. There is never more than one such request.
    Requested,
    Ready {
        since: Duration,
    },
    /// The request failed, or its ticket may be somebody else's. There is no other before the customer
    /// submits the form.
    Withheld,
}

impl Permission {
    /// For how long a ticket is used: 0.8 of its lifetime, so that it is still valid when the call
    /// arrives.
    pub const USABLE: Duration = Duration::from_secs(LIFETIME.as_secs() / 10 * 8);

    /// Whether there is a ticket that can be sent.
    pub fn is_ready(&self, now: Duration) -> bool {
        matches!(self.state, State::Ready { since } if now.saturating_sub(since) < Self::USABLE)
    }

    /// The form is being used. Requests a ticket if there is none.
    pub fn use_form(&mut self, may_sign: bool, now: Duration) -> Option<Effect> {
        self.last_used = now;
        let is_missing = match self.state {
            State::None => true,
            State::Ready { .. } => !self.is_ready(now),
            State::Requested | State::Withheld => false,
        };
        if may_sign && is_missing { self.request() } else { None }
    }

    /// Forgets a ticket that has grown old, and requests another while the form is in use.
    pub fn wake(&mut self, may_sign: bool, now: Duration) -> Option<Effect> {
        if !matches!(self.state, State::Ready { .. }) || self.is_ready(now) {
            return None;
        }
        self.state = State::None;
        let is_idle = now.saturating_sub(self.last_used) >= IDLE;
        if may_sign && !is_idle { self.request() } else { None }
    }

    /// Requests a ticket, unless one is on its way.
    pub fn request(&mut self) -> Option<Effect> {
        let is_requested = matches!(self.state, State::Requested);
        self.state = State::Requested;
        (!is_requested).then_some(Effect::Sign)
    }

    /// The ticket is there.
    pub fn grant(&mut self, now: Duration) {
        self.state = State::Ready { since: now };
    }

    /// The request failed.
    pub fn withhold(&mut self) {
        self.state = State::Withheld;
    }

    /// The ticket is being sent, or is not bound to what was typed. Either way it is not sent again.
    pub fn forget(&mut self) {
        if matches!(self.state, State::Ready { .. }) {
            self.state = State::None;
        }
    }

    /// Somebody else may be signed in now than when the ticket was requested. Going back and forth
    /// costs one ticket, not one each time: there is a rate limit.
    pub fn come_back(&mut self) {
        if matches!(self.state, State::Ready { .. }) {
            self.state = State::Withheld;
        }
    }
}
