//! What is a page among the site's answers.

use axum::http::{HeaderMap, header};

/// Whether an answer with these headers is a page.
pub fn is_page(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
