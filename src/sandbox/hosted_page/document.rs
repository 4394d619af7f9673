//! Builds the hosted page's responses: the HTML document, the message to its parent, and the
//! headers that restrict it to its frame.

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

/// The site whose pages may frame this page, and get its messages.
#[derive(Clone)]
pub struct FrameParent(Arc<str>);

impl FrameParent {
    pub fn new(origin: &str) -> Self {
        Self(origin.into())
    }

    /// A page with this content. The status is always HTTP 200, because a frame does not show it.
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

    /// Inferred: Zuora does not publish how its own script gets the message. The origin is the
    /// site's exact one, never `*`.
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
        // An origin is always a valid header value. If it were not, the page would allow nothing.
        HeaderValue::try_from(policy)
            .unwrap_or(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"))
    }
}

/// The error, for the customer.
pub fn alert_html(error: &PageError) -> String {
    format!("<p role=\"alert\">{}: {}</p>", error.code, escape_html(&error.message))
}

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

/// System colours follow the light and dark modes. The colour of errors is set for each.
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
