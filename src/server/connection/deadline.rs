//! The phase of a connection, and the deadline that its stream and its service share.

use super::place::Place;
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// From the first byte of a request, or from the start of a connection, to the end of the
    /// headers.
    pub headers: Duration,
    /// From the end of a response to the first byte of the next request.
    pub idle: Duration,
    /// From the end of the headers until the client has read the last byte of the response.
    pub response: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Between two requests.
    Idle,
    /// New, or in the headers of a request.
    Headers,
    /// A response is being made and sent.
    Responding,
    /// The response is complete, but perhaps not yet sent.
    Responded,
}

/// The state that the stream and the service of a connection share.
pub(super) struct Connection {
    timeouts: Timeouts,
    state: Mutex<(Phase, Instant)>,
    _place: Place,
}

impl Connection {
    pub(super) fn new(timeouts: Timeouts, place: Place) -> Self {
        let state = Mutex::new((Phase::Headers, Instant::now() + timeouts.headers));
        Self { timeouts, state, _place: place }
    }

    pub(super) fn state(&self) -> (Phase, Instant) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Enters the phase `to`, if the connection is in the phase `from`.
    pub(super) fn advance(&self, from: Phase, to: Phase) -> bool {
        let now = Instant::now();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.0 != from {
            return false;
        }
        let deadline = match to {
            Phase::Idle => now + self.timeouts.idle,
            Phase::Headers => now + self.timeouts.headers,
            Phase::Responding => now + self.timeouts.response,
            Phase::Responded => state.1,
        };
        *state = (to, deadline);
        true
    }

    pub(super) fn begin_response(&self) {
        // The headers of a pipelined request are read before the last response is sent.
        for from in [Phase::Headers, Phase::Idle, Phase::Responded] {
            self.advance(from, Phase::Responding);
        }
    }
}
