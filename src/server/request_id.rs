//! The id of a request: in our log, in the error the browser gets, and in Zuora's log as
//! `Zuora-Track-Id`.

use std::fmt;
use uuid::Uuid;

/// The id of one request.
#[derive(Clone, Copy, Debug)]
pub struct RequestId(pub Uuid);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
