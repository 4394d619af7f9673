//! The timeouts of one HTTP/1 connection: for a request's headers, for idling between requests, and
//! for reading a response.
//!
//! hyper has one timeout for the first two, which runs from the end of the last response. A load
//! balancer that keeps connections for a minute would find them closed, and lose the requests that
//! it had just sent. So hyper's is off, and the stream and the service of a connection share a
//! deadline here.

mod service;
mod stream;

use axum_server::accept::Accept;
use service::TimeoutService;
use std::{
    future::{self, Ready},
    io,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use stream::TimeoutStream;
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
enum Phase {
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
struct Connection {
    timeouts: Timeouts,
    state: Mutex<(Phase, Instant)>,
}

impl Connection {
    fn new(timeouts: Timeouts) -> Self {
        Self { timeouts, state: Mutex::new((Phase::Headers, Instant::now() + timeouts.headers)) }
    }

    fn state(&self) -> (Phase, Instant) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Enters the phase `to`, if the connection is in the phase `from`.
    fn advance(&self, from: Phase, to: Phase) -> bool {
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

    fn begin_response(&self) {
        // The headers of a pipelined request are read before the last response is sent.
        for from in [Phase::Headers, Phase::Idle, Phase::Responded] {
            self.advance(from, Phase::Responding);
        }
    }
}

/// Gives every accepted connection its timeouts.
#[derive(Clone, Copy, Debug)]
pub struct TimeoutAcceptor(pub Timeouts);

impl<I, S> Accept<I, S> for TimeoutAcceptor {
    type Stream = TimeoutStream<I>;
    type Service = TimeoutService<S>;
    type Future = Ready<io::Result<(Self::Stream, Self::Service)>>;

    fn accept(&self, stream: I, service: S) -> Self::Future {
        let connection = Arc::new(Connection::new(self.0));
        let stream = TimeoutStream::new(stream, connection.clone());
        future::ready(Ok((stream, TimeoutService::new(service, connection))))
    }
}

#[cfg(test)]
mod tests;
