//! Stage 2, the cross-origin call: presents a ticket to Zuora with the body it was signed for.

use super::Json;
use crate::zuora::{Answer, Bound as _, FromFields as _, Operation, Ticket};
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestCache, RequestCredentials, RequestInit, RequestMode, RequestRedirect, Response};

/// How long Zuora may take, in milliseconds, before the outcome counts as unknown.
const TIME_LIMIT_MS: u32 = 30_000;

/// No answer could be read. The call may have reached Zuora all the same.
#[derive(Debug)]
pub struct NoAnswer;

impl From<JsValue> for NoAnswer {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// Uses the ticket up: sends `fields`, with the value the ticket is bound to among them, and reads Zuora's answer.
///
/// # Errors
/// When no answer can be read: the network broke, the time is up, the browser refused to show it (CORS), or it is not what Zuora
/// documents.
pub async fn send<Op: Operation>(ticket: Ticket<Op>, fields: &Object) -> Result<Answer<Op::Reply>, NoAnswer> {
    let ticket = ticket.redeem();
    Reflect::set(fields, &Op::Bound::FIELD.into(), &ticket.bound.value().into())?;

    // These four headers and the credentials are those of Zuora's published sample; the last two make it a preflighted request.
    let headers = Headers::new()?;
    headers.set("Accept", "application/json")?;
    headers.set("Content-Type", "application/json")?;
    headers.set("signature", &ticket.signature)?;
    headers.set("token", &ticket.token)?;

    let request = RequestInit::new();
    request.set_method(Op::METHOD.as_str());
    request.set_headers_headers(&headers);
    request.set_body(&JSON::stringify(fields)?.into());
    request.set_mode(RequestMode::Cors);
    request.set_credentials(RequestCredentials::Include);
    request.set_cache(RequestCache::NoStore);
    request.set_redirect(RequestRedirect::Error);
    request.set_signal(Some(&AbortSignal::timeout_with_u32(TIME_LIMIT_MS)));

    let window = web_sys::window().ok_or(NoAnswer)?;
    let response = JsFuture::from(window.fetch_with_str_and_init(&ticket.uri, &request)).await?;
    let response: Response = response.dyn_into()?;
    let body: Json = JsFuture::from(response.json()?).await?.into();
    Answer::from_fields(&body).ok_or(NoAnswer)
}
