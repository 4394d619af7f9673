//! The id of a request: in our log, in the error the browser gets, and in Zuora's log as
//! `Zuora-Track-Id`.

use axum::extract::Request;
use std::fmt;
use uuid::Uuid;

/// The id of one request.
#[derive(Clone, Copy, Debug)]
pub struct RequestId(pub Uuid);

impl RequestId {
    /// The id that [`assign_request_id`](crate::server::middleware::request_id) has given the
    /// request.
    pub fn of(request: &Request) -> Option<Self> {
        request.extensions().get().copied()
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
