//! Measures every request to the site.

use crate::server::{metrics, request_class::RequestClass};
use axum::{extract::Request, response::Response};
use std::time::Instant;

/// Measures the request, up to the headers of its answer.
pub fn measure(request: &mut Request) -> impl FnOnce(Response) -> Response + use<> {
    let class = RequestClass::of(request.uri().path());
    let begun = Instant::now();
    move |response| {
        metrics::request(class, response.status(), begun.elapsed());
        response
    }
}
