//! What is a page among the site's answers.

use axum::http::{HeaderMap, header};

/// Whether an answer with these headers is a page of ours. A file of HTML is none: it is the same for
/// everybody and may be cached, so it begins no session.
pub fn is_page(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    let is_file = headers.contains_key(header::LAST_MODIFIED);
    !is_file && kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
