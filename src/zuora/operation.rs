//! An operation that Zuora lets a browser call across origins, as a type.
//!
//! Zuora asks for a separate signing method and a separate calling method for every URI, with the
//! URI hard-coded in both. Here an operation states its URI, its HTTP method and what is bound to
//! its signature once; everything else is generic over it.

use super::{Bound, FromFields};
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    Get,
    Post,
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// One of Zuora's CORS-enabled operations.
pub trait Operation: 'static {
    const METHOD: Method;
    /// The path below the REST base URL. A segment in braces stands for the bound value.
    const PATH: &'static str;
    /// What Zuora binds to the signature beside method and URI.
    type Bound: Bound;
    /// What Zuora sends on success.
    type Reply: FromFields;

    /// The segments of the path with this bound value.
    fn segments(bound: &Self::Bound) -> impl Iterator<Item = &str> {
        let segments = Self::PATH.split('/');
        segments.map(|segment| if segment.starts_with('{') { bound.value() } else { segment })
    }
}
