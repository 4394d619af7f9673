//! Ends kept-alive connections one by one while the server drains: a proxy then opens its next one to
//! another replica, and sends nothing on a connection that is just being closed.

use crate::server::readiness::Readiness;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};

pub async fn close_while_draining(
    State(readiness): State<Readiness>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    if readiness.is_draining() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
