//! The service of a connection, which moves it from phase to phase and bounds the time of a
//! response.

use super::deadline::{Connection, Phase};
use axum::{
    Error,
    body::{Body, Bytes, HttpBody},
    http::{Request, Response},
};
use futures::future::BoxFuture;
use http_body::{Frame, SizeHint};
use std::{
    io::{self, ErrorKind},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};
use tokio::time::{Sleep, sleep_until};
use tower::Service;

/// A service that notes when a response begins and when it is complete.
#[derive(Clone)]
pub struct TimeoutService<S> {
    service: S,
    connection: Arc<Connection>,
}

impl<S> TimeoutService<S> {
    pub(super) fn new(service: S, connection: Arc<Connection>) -> Self {
        Self { service, connection }
    }
}

impl<S, B> Service<Request<B>> for TimeoutService<S>
where
    S: Service<Request<B>, Response = Response<Body>>,
    S::Future: Send + 'static,
{
    type Response = Response<ResponseBody>;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<Self::Response, S::Error>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        self.connection.begin_response();
        let connection = self.connection.clone();
        let response = self.service.call(request);
        Box::pin(async move {
            let response = response.await?;
            let sleep = Box::pin(sleep_until(connection.state().1));
            Ok(response.map(|body| ResponseBody { body, connection, sleep }))
        })
    }
}

/// The body of a response, which fails at the deadline.
pub struct ResponseBody {
    body: Body,
    connection: Arc<Connection>,
    sleep: Pin<Box<Sleep>>,
}

impl HttpBody for ResponseBody {
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

impl Drop for ResponseBody {
    fn drop(&mut self) {
        self.connection.advance(Phase::Responding, Phase::Responded);
    }
}
