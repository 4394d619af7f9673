//! The timeouts of one HTTP/1 connection: for a request's headers, for idling between requests, and
//! for reading a response.
//!
//! hyper has one timeout for the first two, which runs from the end of the last response. A load
//! balancer that keeps connections for a minute would find them closed, and lose the requests that
//! it had just sent. So hyper's is off, and the stream and the service of a connection share a
//! deadline here.

mod deadline;
mod service;
mod stream;

pub use deadline::Timeouts;

use axum_server::accept::Accept;
use deadline::Connection;
use service::TimeoutService;
use std::{
    future::{self, Ready},
    io,
    sync::Arc,
};
use stream::TimeoutStream;

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
