//! An answer of the hosted page: the document around what it says, what its parent is told, and the headers that hold it in its frame.

use super::{
    callback::{CallbackParameters, to_script_literal},
    page_error::PageError,
};
use axum::{
    http::{HeaderName, HeaderValue, header},
    response::{Html, IntoResponse as _, Response},
};
use rand::{RngExt as _, distr::Alphanumeric};
use serde_json::Value;
use std::sync::Arc;

/// The one site whose pages may have this page in a frame, and be told what came of it.
#[derive(Clone)]
pub struct FrameParent(Arc<str>);

impl FrameParent {
    /// The site at this origin.
    pub fn new(origin: &str) -> Self {
        Self(origin.into())
    }

    /// A page with this in it. Every answer has HTTP 200: a frame shows nobody a status.
    pub fn respond(&self, main: &str, callback: Option<&CallbackParameters>) -> Response {
        let nonce: String =
            rand::rng().sample_iter(Alphanumeric).take(32).map(char::from).collect();
        let script = callback.map(|callback| self.script(&nonce, callback)).unwrap_or_default();
        let document = format!(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Payment page</title>\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <style nonce=\"{nonce}\">{STYLE}</style></head><body><main>{main}</main>{script}</body></html>"
        );
        let mut response = Html(document).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        headers.insert(
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        );
        headers.insert(header::CONTENT_SECURITY_POLICY, self.policy(&nonce));
        response
    }

    /// Inferred: how Zuora's own script hears of it is not published. The origin is the site's exact one, never `*`.
    fn script(&self, nonce: &str, callback: &CallbackParameters) -> String {
        let (parameters, origin) =
            (callback.to_script_literal(), to_script_literal(&Value::from(&*self.0)));
        format!(
            "<script nonce=\"{nonce}\">window.parent.postMessage({parameters}, {origin});</script>"
        )
    }

    fn policy(&self, nonce: &str) -> HeaderValue {
        let policy = format!(
            "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; \
             frame-ancestors {}",
            self.0
        );
        // An origin has nothing in it that a header may not have; if it had, nothing at all would be allowed.
        HeaderValue::try_from(policy)
            .unwrap_or(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"))
    }
}

/// What went wrong, for whoever sees the frame.
pub fn alert_html(error: &PageError) -> String {
    format!("<p role=\"alert\">{}: {}</p>", error.code, escape_html(&error.message))
}

/// The text, as HTML has it.
pub fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// System colours follow light and dark by themselves; the colour of an error is given for both.
const STYLE: &str = "\
:root { color-scheme: light dark; --error: #a40014; }
@media (prefers-color-scheme: dark) { :root { --error: #ffb3b3; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: CanvasText; background: Canvas; }
main { max-width: 28rem; overflow-wrap: anywhere; }
label { display: block; font-weight: 600; }
input { width: 100%; min-height: 2.75rem; padding: 0.5rem; border: 1px solid currentColor; border-radius: 0.25rem; font: inherit; }
[aria-invalid] { border: 2px solid var(--error); }
button { min-height: 2.75rem; padding: 0.5rem 1.5rem; border: 1px solid currentColor; border-radius: 0.25rem; font: inherit; }
:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
[role=alert], .error { color: var(--error); }
.error { display: block; }
a { color: inherit; }";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_can_end_what_it_stands_in() {
        assert_eq!(
            escape_html("<a href=\"x\">'&'</a>"),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;"
        );
        assert_eq!(to_script_literal(&"</script><!--".into()), r#""\u003c/script>\u003c!--""#);
    }
}
