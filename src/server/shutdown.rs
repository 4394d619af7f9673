//! The end of the process: a signal, the time that load balancers need to notice, and the requests in
//! flight.

use crate::server::readiness::Readiness;
use axum_server::Handle;
use std::{future::pending, io, net::SocketAddr, time::Duration};
use tokio::time::sleep;

/// How long connections are still accepted after SIGTERM. Load balancers need it to see `/readyz`
/// fail, or to be told by who sent the signal.
const DRAIN_DELAY: Duration = Duration::from_secs(3);
/// Grace period for requests in flight after that.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(10);

/// The signals that end the process.
pub struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signal {
    /// From a supervisor.
    Terminate,
    /// From a keyboard.
    Interrupt,
}

impl Signals {
    /// From now on, the signals do not end the process at once.
    ///
    /// # Errors
    /// When the system does not allow it.
    #[cfg(unix)]
    pub fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// The same where Ctrl-C is the only signal.
    ///
    /// # Errors
    /// None.
    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps)] // as on other systems
    pub fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    /// Resolves when the next of them arrives.
    async fn next(&mut self) -> Signal {
        #[cfg(unix)]
        tokio::select! {
            _ = self.terminate.recv() => Signal::Terminate,
            _ = self.interrupt.recv() => Signal::Interrupt,
        }
        #[cfg(not(unix))]
        {
            let _ = tokio::signal::ctrl_c().await;
            Signal::Interrupt
        }
    }
}

/// Waits for a signal, and then ends what `handle` serves: the readiness fails at once, new
/// connections are accepted for a while, and requests in flight are finished. A second signal ends
/// all of that at once.
pub async fn shut_down(mut signals: Signals, readiness: Readiness, handle: Handle<SocketAddr>) {
    let signal = signals.next().await;
    tracing::info!(?signal, "stopping");
    readiness.drain();
    let drain = async {
        // Nobody routes requests to a server that has a keyboard.
        if signal == Signal::Terminate {
            sleep(DRAIN_DELAY).await;
        }
        handle.graceful_shutdown(Some(SHUTDOWN_GRACE));
        pending::<()>().await;
    };
    tokio::select! {
        () = drain => {}
        _ = signals.next() => {
            tracing::warn!("a second signal: requests in flight are not finished");
            handle.shutdown();
        }
    }
}
