//! Measures every request to the site.

use crate::server::{metrics, request_class::RequestClass};
use axum::{extract::Request, middleware::Next, response::Response};
use std::time::Instant;

pub async fn measure(request: Request, next: Next) -> Response {
    let class = RequestClass::of(request.uri().path());
    let begun = Instant::now();
    let response = next.run(request).await;
    metrics::request(class, response.status(), begun.elapsed());
    response
}
