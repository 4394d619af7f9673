//! Builds the hosted page's responses: the HTML document, the message to its parent, and the
//! headers that restrict it to its frame.

use super::{
    callback::{CallbackParameters, to_script_literal},
    page_error::PageError,
    parameters::PageParameters,
};
use axum::{
    http::{HeaderName, HeaderValue, header},
    response::{Html, IntoResponse as _, Response},
};
use rand::{RngExt as _, distr::Alphanumeric};
use std::sync::Arc;

/// The site whose pages may frame this page (Zuora: the page's Hosted Domain).
#[derive(Clone)]
pub struct HostedDomain(Arc<str>);

/// The page around the frame, which may get messages.
pub enum Parent {
    /// Its origin, which is the Hosted Domain.
    Known(String),
    /// The frame's address has no `host`. Inferred from Zuora's script: the form is shown, and
    /// nobody gets a message.
    Unknown,
}

impl HostedDomain {
    pub fn new(origin: &str) -> Self {
        Self(origin.into())
    }

    /// The page around the frame.
    ///
    /// # Errors
    /// When it is not on the Hosted Domain (Zuora: "You will see an error message displayed on HPM
    /// iframe if the validation fails"; inferred: that `host` is what is validated, code and text).
    pub fn parent(&self, page: &PageParameters) -> Result<Parent, PageError> {
        match page.parent_origin() {
            None => Ok(Parent::Unknown),
            Some(origin) if origin == *self.0 => Ok(Parent::Known(origin)),
            Some(origin) => {
                let message = format!("The page's Hosted Domain is {}, and not {origin}.", self.0);
                Err(PageError::new("Invalid_Host", message))
            }
        }
    }

    /// A page with this content. It answers its parent, if it has one, and sends it the callback.
    /// The status is always HTTP 200, because a frame does not show it.
    pub fn respond(
        &self,
        main: &str,
        parent: &Parent,
        callback: Option<&CallbackParameters>,
    ) -> Response {
        let nonce: String =
            rand::rng().sample_iter(Alphanumeric).take(32).map(char::from).collect();
        let script = match parent {
            Parent::Known(origin) => script(&nonce, origin, callback),
            Parent::Unknown => String::new(),
        };
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

    /// A page with an error, which its parent is not informed of (Zuora: such errors are shown in
    /// the frame).
    pub fn respond_with_error(&self, error: &PageError) -> Response {
        self.respond(&alert_html(error), &Parent::Unknown, None)
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

/// The script that answers the parent, and sends it the callback. Messages go to the parent's exact
/// origin, never to `*`.
fn script(nonce: &str, origin: &str, callback: Option<&CallbackParameters>) -> String {
    let origin = to_script_literal(origin);
    let callback = callback.map(CallbackParameters::to_script_literal);
    let report = callback
        .map(|callback| format!("window.parent.postMessage({callback}, {origin});"))
        .unwrap_or_default();
    format!("<script nonce=\"{nonce}\">const origin = {origin}; {ANSWERS}{report}</script>")
}

/// Zuora's script: the parent says `resize` and `setField(name:value)`, and the frame answers the
/// first. Zuora: card data can be prefilled in encrypted form only, so the sandbox fills in the
/// holder alone; other fields are sent back with the form.
const ANSWERS: &str = "\
addEventListener('message', event => {
  if (event.source !== parent || event.origin !== origin || typeof event.data !== 'string') return;
  if (event.data === 'resize') {
    const { offsetHeight: height, offsetWidth: width } = document.body;
    parent.postMessage(JSON.stringify({ action: 'resize', height, width }), origin);
  }
  const [, name, value] = /^setField\\((\\w+):(.*)\\)$/.exec(event.data) ?? [];
  const form = document.querySelector('form');
  if (!name || !form) return;
  let field = form.elements['field_' + name];
  if (!field) {
    field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'field_' + name });
    form.append(field);
  }
  if (field.type === 'hidden' || name === 'creditCardHolderName') field.value = value;
});
";

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
        assert_eq!(to_script_literal("</script><!--"), r#""\u003c/script>\u003c!--""#);
    }
}
