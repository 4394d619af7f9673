//! A layer for what is done before a request and after its answer, and awaits nothing. Unlike
//! `from_fn`, it boxes nothing and copies none of the layers below.

use axum::{extract::Request, response::Response};
use futures::{TryFutureExt as _, future::MapOk};
use std::task::{Context, Poll};
use tower::{Layer, Service};

/// The layer. Its function is called with each request, and returns what is called with the answer.
#[derive(Clone)]
pub struct BeforeAndAfter<F>(F);

/// A layer of this function.
pub fn before_and_after<F, After>(function: F) -> BeforeAndAfter<F>
where
    F: Fn(&mut Request) -> After,
    After: FnOnce(Response) -> Response,
{
    BeforeAndAfter(function)
}

impl<S, F: Clone> Layer<S> for BeforeAndAfter<F> {
    type Service = BeforeAndAfterService<S, F>;

    fn layer(&self, inner: S) -> Self::Service {
        BeforeAndAfterService { inner, function: self.0.clone() }
    }
}

/// A service behind the layer.
#[derive(Clone)]
pub struct BeforeAndAfterService<S, F> {
    inner: S,
    function: F,
}

impl<S, F, After> Service<Request> for BeforeAndAfterService<S, F>
where
    S: Service<Request, Response = Response>,
    F: Fn(&mut Request) -> After,
    After: FnOnce(Response) -> Response,
{
    type Response = Response;
    type Error = S::Error;
    type Future = MapOk<S::Future, After>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let after = (self.function)(&mut request);
        self.inner.call(request).map_ok(after)
    }
}
