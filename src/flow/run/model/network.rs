//! The way to Zuora and back: calls that are lost, repeated by the browser itself, or answered and
//! the answer lost.

use super::{
    rules::Mutation,
    world::World,
    zuora::{Call, Fate, refused},
};
use crate::flow::run::event::{Event, Sent};
use std::time::Duration;

/// How long Zuora may go on with a call whose connection is gone, in milliseconds. The last check
/// comes later than that.
const MAX_LAG: u64 = 5000;
/// The browser's own time limit, in milliseconds.
const TIME_LIMIT: u64 = 30_000;

impl World {
    /// The browser sends a page's ticket.
    pub fn send(&mut self, page: usize, ticket: usize) {
        let lost = match self.mutation {
            Mutation::LostIsRefused => refused("50000099"),
            _ => Sent::NoAnswer,
        };
        if self.chance(15) {
            return self.answer(page, lost);
        }
        let call = Call { ticket, intent: self.pages[page].intent };
        if self.chance(10) {
            // A kept-alive connection breaks once Zuora is done, and the browser repeats the call.
            self.receive(call, 0);
            let again = self.receive(call, 0);
            return self.answer(page, again);
        }
        let lag = self.between(0, MAX_LAG);
        let answer = self.receive(call, lag);
        let answer = if self.chance(25) { lost } else { answer };
        self.answer(page, answer);
    }

    fn receive(&mut self, call: Call, lag_ms: u64) -> Sent {
        let fate = match self.between(0, 99) {
            0..20 => Fate::Declined,
            20..30 => Fate::Failed,
            30..40 => Fate::FailedAfterwards,
            _ => Fate::Created,
        };
        self.zuora.receive(call, self.now, Duration::from_millis(lag_ms), fate)
    }

    fn answer(&mut self, page: usize, answer: Sent) {
        let is_stalled = matches!(answer, Sent::NoAnswer) && self.chance(20);
        let after = if is_stalled { TIME_LIMIT } else { self.between(1, 1500) };
        self.later(page, after, Event::Answered(answer));
    }
}
