//! `fetch` with a time limit or a way to abort it: the only way anything leaves the page.

use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, RequestRedirect, Response};

/// A request that follows no redirect, as yet without its body.
///
/// Its cache mode is left alone. A response to a POST is not cached anyway, and with `no-store`
/// Chromium would not keep the preflight's response either, which costs a round trip for every
/// card.
pub fn request(
    method: &str,
    headers: &[(&str, &str)],
) -> Result<RequestInit, JsValue> {
    let all = Headers::new()?;
    for (name, value) in headers {
        all.set(name, value)?;
    }
    let request = RequestInit::new();
    request.set_method(method);
    request.set_headers_headers(&all);
    request.set_redirect(RequestRedirect::Error);
    Ok(request)
}

/// Sends the request with this body. `signal` aborts it, or the reading of its response's body.
///
/// # Errors
/// The browser's, which say little: it does not tell a page why a cross-origin call failed.
pub async fn fetch(
    url: &str,
    request: &RequestInit,
    body: &JsValue,
    signal: &AbortSignal,
) -> Result<Response, JsValue> {
    request.set_body(body);
    request.set_signal(Some(signal));
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    JsFuture::from(window.fetch_with_str_and_init(url, request)).await?.dyn_into()
}
