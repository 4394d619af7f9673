//! Serves the site on a listener, within the limits of a connection.

use super::{acceptor::BoundedAcceptor, deadline::Timeouts, place::Places};
use axum::Router;
use axum_server::Handle;
use std::{
    io,
    net::{SocketAddr, TcpListener},
    time::Duration,
};

/// Time limit for reading request headers.
const HEADER_READ_TIMEOUT: Duration = Duration::from_secs(5);
/// Time limit for a whole response, and for holding a connection for it.
const WHOLE_ANSWER_TIMEOUT: Duration = Duration::from_mins(1);
/// Open connections. Each takes a file descriptor, and up to twice the buffer below.
const MAX_CONNECTIONS: usize = 4096;
/// What is read of a request before its headers have ended. `request_target.rs` has a lower limit,
/// whose answer has our headers; this one bounds the memory.
const MAX_BUFFER_BYTES: usize = 64 * 1024;

pub fn timeouts(idle: Duration) -> Timeouts {
    Timeouts { headers: HEADER_READ_TIMEOUT, idle, response: WHOLE_ANSWER_TIMEOUT }
}

/// Serves until `handle` ends it.
///
/// # Errors
/// When the listener cannot be used.
pub async fn serve(
    listener: TcpListener,
    site: Router,
    timeouts: Timeouts,
    handle: Handle<SocketAddr>,
) -> io::Result<()> {
    serve_at_most(MAX_CONNECTIONS, listener, site, timeouts, handle).await
}

pub(super) async fn serve_at_most(
    max_connections: usize,
    listener: TcpListener,
    site: Router,
    timeouts: Timeouts,
    handle: Handle<SocketAddr>,
) -> io::Result<()> {
    let acceptor = BoundedAcceptor { timeouts, places: Places::new(max_connections) };
    // HTTP/1 alone: the time limits are its own, and a proxy in front speaks HTTP/2 with browsers.
    let mut server = axum_server::from_tcp(listener)?.acceptor(acceptor).http1_only();
    // A client that has sent all it has may say so and still read. So one that has gone looks like one
    // that waits: its request is finished, within its time limits, and its outcome is known.
    server.http_builder().http1().max_buf_size(MAX_BUFFER_BYTES).half_close(true);
    let server = server.handle(handle);
    server.serve(site.into_make_service_with_connect_info::<SocketAddr>()).await
}
