//! The stream of a connection, which enforces the deadline while it reads and writes.

use super::deadline::{Connection, Phase};
use std::{
    io::{self, ErrorKind, IoSlice},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Sleep, sleep_until},
};

/// A stream that ends at the deadline: between two requests as if the client had closed it, within
/// one with an error.
pub struct TimeoutStream<I> {
    stream: I,
    connection: Arc<Connection>,
    sleep: Pin<Box<Sleep>>,
}

impl<I> TimeoutStream<I> {
    pub(super) fn new(stream: I, connection: Arc<Connection>) -> Self {
        let sleep = Box::pin(sleep_until(connection.state().1));
        Self { stream, connection, sleep }
    }

    /// Ready at the deadline, with the phase that it ends.
    fn poll_expired(&mut self, context: &mut Context<'_>) -> Poll<Phase> {
        let (phase, deadline) = self.connection.state();
        if self.sleep.deadline() != deadline {
            self.sleep.as_mut().reset(deadline);
        }
        self.sleep.as_mut().poll(context).map(|()| phase)
    }

    /// The result of a write that cannot go on: an error at the deadline.
    fn poll_stalled<T>(&mut self, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        self.poll_expired(context).map(|_| Err(ErrorKind::TimedOut.into()))
    }
}

impl<I: AsyncRead + Unpin> AsyncRead for TimeoutStream<I> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.stream).poll_read(context, buffer) {
            Poll::Pending => self.poll_expired(context).map(|phase| match phase {
                Phase::Idle => Ok(()),
                _ => Err(ErrorKind::TimedOut.into()),
            }),
            Poll::Ready(result) => {
                if buffer.filled().len() > before {
                    self.connection.advance(Phase::Idle, Phase::Headers);
                }
                Poll::Ready(result)
            }
        }
    }
}

impl<I: AsyncWrite + Unpin> AsyncWrite for TimeoutStream<I> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write(context, bytes) {
            Poll::Pending => self.poll_stalled(context),
            written @ Poll::Ready(_) => written,
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write_vectored(context, bytes) {
            Poll::Pending => self.poll_stalled(context),
            written @ Poll::Ready(_) => written,
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.stream).poll_flush(context) {
            Poll::Pending => self.poll_stalled(context),
            Poll::Ready(flushed) => {
                if flushed.is_ok() && self.connection.advance(Phase::Responded, Phase::Idle) {
                    // Only registers the waker. The next read checks the deadline.
                    let _ = self.poll_expired(context);
                }
                Poll::Ready(flushed)
            }
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
