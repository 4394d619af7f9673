//! `fetch`, with something that ends it: the only way anything leaves the page.

use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, RequestRedirect, Response};

/// A request that follows no redirect. Its cache mode is left alone: an answer to a POST is not cached anyhow, and with `no-store` Chromium would
/// not keep the preflight's answer either, which costs a round trip for every card.
pub fn request(
    method: &str,
    headers: &[(&str, &str)],
    body: &JsValue,
) -> Result<RequestInit, JsValue> {
    let named = Headers::new()?;
    for (name, value) in headers {
        named.set(name, value)?;
    }
    let request = RequestInit::new();
    request.set_method(method);
    request.set_headers_headers(&named);
    request.set_body(body);
    request.set_redirect(RequestRedirect::Error);
    Ok(request)
}

/// Sends it, until `ended_by` ends it, answer and body included.
///
/// # Errors
/// What the browser says, which is little: it does not tell a page why a cross-origin call failed.
pub async fn fetch(
    url: &str,
    request: &RequestInit,
    ended_by: &AbortSignal,
) -> Result<Response, JsValue> {
    request.set_signal(Some(ended_by));
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    JsFuture::from(window.fetch_with_str_and_init(url, request)).await?.dyn_into()
}
