//! How many connections there may be, and the timeouts of each (HTTP/1): for a request's headers,
//! for idling between requests, and for reading a response.
//!
//! hyper has one timeout for the first two, which runs from the end of the last response. A load
//! balancer that keeps connections for a minute would find them closed, and lose the requests that
//! it had just sent. So hyper's is off, and the stream and the service of a connection share a
//! deadline here.

mod acceptor;
mod deadline;
mod place;
mod serve;
mod service;
mod stream;

pub use serve::{serve, timeouts};

#[cfg(test)]
mod tests;
