//! Ends kept-alive connections one by one while the server drains: a proxy then opens its next one to
//! another replica, and sends nothing on a connection that is just being closed.

use crate::server::readiness::Readiness;
use axum::{
    http::{HeaderValue, header},
    response::Response,
};

pub fn close_while_draining(readiness: &Readiness, mut response: Response) -> Response {
    if readiness.is_draining() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
