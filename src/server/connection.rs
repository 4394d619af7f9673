//! The time limits of one HTTP/1 connection: how long a request's headers may take, how long it may idle between requests, and how long an answer may take
//! to be read.
//!
//! hyper has one time-out for the first two, and it runs from the end of the last answer. A balancer that keeps connections for a minute would then find
//! them closed, and lose the requests that it had just sent. So hyper's is off, and the stream and the service of a connection share a deadline here.

use axum::{
    Error,
    body::{Body, Bytes, HttpBody},
    http::{Request, Response},
};
use axum_server::accept::Accept;
use futures::future::BoxFuture;
use http_body::{Frame, SizeHint};
use std::{
    future::{self, Ready},
    io::{self, ErrorKind, IoSlice},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep_until},
};
use tower::Service;

/// How long each part of a connection's life may take.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// From a request's first byte, or a new connection's beginning, to the end of the headers.
    pub headers: Duration,
    /// From the end of an answer to the first byte of the next request.
    pub idle: Duration,
    /// From the end of the headers until the last byte of the answer has been taken.
    pub answer: Duration,
}

/// What a connection is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// It is between two requests.
    Idle,
    /// It is new, or has begun to send a request.
    Headers,
    /// A request is being answered.
    Answering,
    /// The answer is complete, and may not have been sent yet.
    Answered,
}

/// What the stream and the service of a connection share.
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

    /// Moves on, if the connection is in the phase `from`.
    fn advance(&self, from: Phase, to: Phase) -> bool {
        let now = Instant::now();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.0 != from {
            return false;
        }
        let deadline = match to {
            Phase::Idle => now + self.timeouts.idle,
            Phase::Headers => now + self.timeouts.headers,
            Phase::Answering => now + self.timeouts.answer,
            Phase::Answered => state.1,
        };
        *state = (to, deadline);
        true
    }

    fn begin_answer(&self) {
        // The headers of a pipelined request have been read before the last answer was sent.
        for from in [Phase::Headers, Phase::Idle, Phase::Answered] {
            self.advance(from, Phase::Answering);
        }
    }
}

/// Gives every accepted connection its time limits.
#[derive(Clone, Copy, Debug)]
pub struct TimeoutAcceptor(pub Timeouts);

impl<I, S> Accept<I, S> for TimeoutAcceptor {
    type Stream = TimeoutStream<I>;
    type Service = TimeoutService<S>;
    type Future = Ready<io::Result<(Self::Stream, Self::Service)>>;

    fn accept(&self, stream: I, service: S) -> Self::Future {
        let connection = Arc::new(Connection::new(self.0));
        let stream = TimeoutStream {
            stream,
            sleep: Box::pin(sleep_until(connection.state().1)),
            connection: connection.clone(),
        };
        future::ready(Ok((stream, TimeoutService { service, connection })))
    }
}

/// A stream that ends when the time is up: as if the client had closed it between two requests, by an error within one.
pub struct TimeoutStream<I> {
    stream: I,
    connection: Arc<Connection>,
    sleep: Pin<Box<Sleep>>,
}

impl<I> TimeoutStream<I> {
    /// The phase in which the time ran out.
    fn poll_expired(&mut self, context: &mut Context<'_>) -> Poll<Phase> {
        let (phase, deadline) = self.connection.state();
        if self.sleep.deadline() != deadline {
            self.sleep.as_mut().reset(deadline);
        }
        self.sleep.as_mut().poll(context).map(|()| phase)
    }

    /// What a write that cannot go on comes to.
    fn stalled<T>(&mut self, context: &mut Context<'_>) -> Poll<io::Result<T>> {
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
            Poll::Pending => self.stalled(context),
            written @ Poll::Ready(_) => written,
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write_vectored(context, bytes) {
            Poll::Pending => self.stalled(context),
            written @ Poll::Ready(_) => written,
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.stream).poll_flush(context) {
            Poll::Pending => self.stalled(context),
            Poll::Ready(flushed) => {
                if flushed.is_ok() && self.connection.advance(Phase::Answered, Phase::Idle) {
                    // Only to be woken: whether the time is up is asked when the next request is read.
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

/// A service that tells its connection when an answer begins and when it is complete.
#[derive(Clone)]
pub struct TimeoutService<S> {
    service: S,
    connection: Arc<Connection>,
}

impl<S, B> Service<Request<B>> for TimeoutService<S>
where
    S: Service<Request<B>, Response = Response<Body>>,
    S::Future: Send + 'static,
{
    type Response = Response<AnswerBody>;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<Self::Response, S::Error>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        self.connection.begin_answer();
        let connection = self.connection.clone();
        let answer = self.service.call(request);
        Box::pin(async move {
            let answer = answer.await?;
            let sleep = Box::pin(sleep_until(connection.state().1));
            Ok(answer.map(|body| AnswerBody { body, connection, sleep }))
        })
    }
}

/// The body of an answer, which has to be complete in time.
pub struct AnswerBody {
    body: Body,
    connection: Arc<Connection>,
    sleep: Pin<Box<Sleep>>,
}

impl HttpBody for AnswerBody {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        if let frame @ Poll::Ready(_) = Pin::new(&mut self.body).poll_frame(context) {
            return frame;
        }
        ready!(self.sleep.as_mut().poll(context));
        Poll::Ready(Some(Err(Error::new(io::Error::from(ErrorKind::TimedOut)))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for AnswerBody {
    fn drop(&mut self) {
        self.connection.advance(Phase::Answering, Phase::Answered);
    }
}

#[cfg(test)]
mod tests;
