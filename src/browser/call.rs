//! Stage 2, the cross-origin call: presents a ticket to Zuora with the body it was signed for.

use super::{
    Json,
    fetch::{fetch, request},
};
use crate::zuora::{Answer, Bound as _, FromFields as _, Operation, Ticket};
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCredentials, RequestMode};

/// How long Zuora may take, in milliseconds, before the outcome counts as unknown.
const LIMIT_MS: u32 = 30_000;

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
    // The headers and the credentials of Zuora's published sample.
    let headers = [
        ("Accept", "application/json"),
        ("Content-Type", "application/json"),
        ("signature", &*ticket.signature),
        ("token", &*ticket.token),
    ];
    let call = request(Op::METHOD.as_str(), &headers, &JSON::stringify(fields)?.into())?;
    call.set_mode(RequestMode::Cors);
    call.set_credentials(RequestCredentials::Include);
    let response = fetch(&ticket.uri, &call, LIMIT_MS).await?;
    let body: Json = JsFuture::from(response.json()?).await?.into();
    Answer::from_fields(&body).ok_or(NoAnswer)
}
