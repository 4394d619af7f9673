//! A network link with a round-trip time, between two programs of this machine.
//!
//! A byte that arrives at one end leaves at the other half a round trip later, in order. Loopback
//! opens a connection at once, where a network takes a round trip before the client may send: so
//! what the client sends in the first round trip of a connection counts as sent at its end. There
//! is no TLS, whose handshake would take one or two round trips more.

use crate::Result;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::{mpsc, watch},
    task::JoinHandle,
    time::{Instant, sleep_until},
};

/// A link to one server at a time, and to none at first. It accepts no more connections once
/// dropped.
#[derive(Debug)]
pub struct Relay {
    /// Where the client connects to.
    pub addr: SocketAddr,
    target: watch::Sender<Option<SocketAddr>>,
    connections: Arc<AtomicUsize>,
    accepting: JoinHandle<()>,
}

impl Relay {
    /// Opens a link on a free port, whose round-trip time is `round_trip`.
    ///
    /// # Errors
    /// When it cannot listen.
    pub async fn start(round_trip: Duration) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let addr = listener.local_addr()?;
        let (target, current) = watch::channel(None);
        let connections = Arc::new(AtomicUsize::new(0));
        let counter = connections.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                counter.fetch_add(1, Ordering::Relaxed);
                if let Some(target) = *current.borrow() {
                    tokio::spawn(forward_connection(client, target, round_trip));
                }
            }
        });
        Ok(Self { addr, target, connections, accepting })
    }

    /// Sends later connections to this server. Open ones stay where they are.
    pub fn switch_to(&self, target: SocketAddr) {
        self.target.send_replace(Some(target));
    }

    /// The connections so far, whether or not anything was sent on them.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn forward_connection(client: TcpStream, target: SocketAddr, round_trip: Duration) {
    let established = Instant::now() + round_trip;
    let Ok(server) = TcpStream::connect(target).await else {
        return;
    };
    // Otherwise the kernel would hold small writes back, for as long as a whole round trip.
    if client.set_nodelay(true).and(server.set_nodelay(true)).is_err() {
        return;
    }
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    tokio::spawn(forward(from_server, to_client, established, round_trip / 2));
    forward(from_client, to_server, established, round_trip / 2).await;
}

/// Forwards one direction. Its end is forwarded like its bytes, and leaves the other direction open.
async fn forward(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    established: Instant,
    delay: Duration,
) {
    let (sender, mut in_flight) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    let reading = async move {
        let mut bytes = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = from.read(&mut bytes).await {
            let leaves = Instant::now().max(established) + delay;
            if sender.send((leaves, bytes[..count].to_vec())).is_err() {
                return;
            }
        }
        // The end travels as long as a byte does.
        let _ = sender.send((Instant::now().max(established) + delay, Vec::new()));
    };
    let writing = async move {
        while let Some((leaves, bytes)) = in_flight.recv().await {
            sleep_precisely_until(leaves).await;
            let written = match bytes.is_empty() {
                true => to.shutdown().await,
                false => to.write_all(&bytes).await,
            };
            if written.is_err() {
                return;
            }
        }
    };
    tokio::join!(reading, writing);
}

/// Tokio's timer is late by up to one tick, which would add milliseconds to every round trip: so the
/// last tick is the system's to wait for.
async fn sleep_precisely_until(time: Instant) {
    const TICK: Duration = Duration::from_millis(1);
    if time > Instant::now() + TICK {
        sleep_until(time - TICK).await;
    }
    thread::sleep(time.saturating_duration_since(Instant::now()));
}

#[cfg(test)]
mod tests;
