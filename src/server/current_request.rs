//! The request whose page or server function is running. Leptos keeps it in a context, and hands out
//! copies of all its headers with [`use_context`]; these functions take what is needed.
//!
//! [`use_context`]: leptos::prelude::use_context

use axum::http::request::Parts;
use leptos::prelude::with_context;

/// What a layer has added to the request.
pub fn extension<T: Clone + Send + Sync + 'static>() -> Option<T> {
    with_context(|parts: &Parts| parts.extensions.get().cloned()).flatten()
}

/// Whether the request is for this path.
pub fn has_path(path: &str) -> bool {
    with_context(|parts: &Parts| parts.uri.path() == path).unwrap_or_default()
}
