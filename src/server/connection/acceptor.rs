//! What an accepted connection gets: a place, and its timeouts.

use super::{
    deadline::{Connection, Timeouts},
    place::Places,
    service::TimeoutService,
    stream::TimeoutStream,
};
use axum_server::accept::Accept;
use std::{
    future::{self, Ready},
    io,
    sync::Arc,
};

/// Gives every accepted connection its timeouts, and closes those for which there is no place.
#[derive(Clone, Debug)]
pub(super) struct BoundedAcceptor {
    pub timeouts: Timeouts,
    pub places: Places,
}

impl<I, S> Accept<I, S> for BoundedAcceptor {
    type Stream = TimeoutStream<I>;
    type Service = TimeoutService<S>;
    type Future = Ready<io::Result<(Self::Stream, Self::Service)>>;

    fn accept(&self, stream: I, service: S) -> Self::Future {
        let taken = self.places.take().map(|place| {
            let connection = Arc::new(Connection::new(self.timeouts, place));
            let stream = TimeoutStream::new(stream, connection.clone());
            (stream, TimeoutService::new(service, connection))
        });
        future::ready(taken)
    }
}
