//! `fetch` with a time limit or a way to abort it: the only way anything leaves the page.

use super::observer::{self, Observed};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, RequestRedirect, Response};

/// A request that follows no redirect, as yet without its body.
///
/// Its cache mode is left alone. A response to a POST is not cached anyway, and with `no-store`
/// Chromium would not keep the preflight's response either, which costs a round trip for every
/// card.
pub fn request(method: &str, headers: &[(&str, &str)]) -> Result<RequestInit, JsValue> {
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

/// What ends a call that has no answer.
pub enum Limit<'a> {
    /// So many milliseconds after the call began.
    Time(u32),
    /// Aborts the call, or the reading of its response's body, at any time.
    Signal(&'a AbortSignal),
}

/// A body, and what the flow inspector may see of it, with the place in the code that sends it.
pub struct Sent<'a> {
    pub body: &'a JsValue,
    /// Not masked yet.
    pub shown: &'a JsValue,
    pub place: &'static str,
}

/// Sends the request.
///
/// # Errors
/// The browser's, which say little: it does not tell a page why a cross-origin call failed.
pub async fn fetch(
    url: &str,
    request: &RequestInit,
    sent: Sent<'_>,
    limit: Limit<'_>,
) -> Result<(Response, Observed), JsValue> {
    let observed = observer::before(url, request, sent.shown, sent.place).await;
    request.set_body(sent.body);
    match limit {
        Limit::Time(time) => request.set_signal(Some(&AbortSignal::timeout_with_u32(time))),
        Limit::Signal(signal) => request.set_signal(Some(signal)),
    }
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let answer = JsFuture::from(window.fetch_with_str_and_init(url, request)).await;
    observed.answered(answer.as_ref().unwrap_or(&JsValue::NULL), &JsValue::NULL);
    Ok((answer?.dyn_into()?, observed))
}
