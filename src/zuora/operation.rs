//! An operation that Zuora lets a browser call across origins, as a type.
//!
//! Zuora asks for a separate signing method and a separate calling method for every URI, with the URI hard-coded in both. Here an
//! operation says its URI, its HTTP method and what is bound to its signature once; everything else is generic over it.

use super::{Bound, FromFields};
use serde::Serialize;

/// An HTTP method that a CORS-enabled operation is called with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Reads.
    Get,
    /// Creates.
    Post,
}

impl Method {
    /// The method as it stands in a request line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// One CORS-enabled operation of Zuora's.
pub trait Operation: 'static {
    /// The HTTP method it is called with.
    const METHOD: Method;
    /// Its path below the REST base URL. A segment in braces stands for the bound value.
    const PATH: &'static str;
    /// What Zuora binds to the signature besides method and URI.
    type Bound: Bound;
    /// What Zuora answers when it has done it.
    type Reply: FromFields;

    /// The segments of its path for this bound value.
    fn segments(bound: &Self::Bound) -> impl Iterator<Item = &str> {
        let segments = Self::PATH.split('/');
        segments.map(|segment| if segment.starts_with('{') { bound.value() } else { segment })
    }
}
