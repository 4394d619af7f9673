//! Stage 2, the cross-origin call: presents a ticket to Zuora with the body it was signed for.

use super::{
    Json,
    fetch::{fetch, request},
};
use crate::zuora::{Answer, Bound as _, Operation, Ticket};
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestCredentials, RequestMode, Response};

/// How long Zuora may take, in milliseconds, before the outcome counts as unknown.
const TIMEOUT_MS: u32 = 30_000;

/// No answer could be read. The call may have reached Zuora all the same.
#[derive(Debug)]
pub struct NoAnswer;

impl From<JsValue> for NoAnswer {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// Uses the ticket up: sends `fields`, if the operation has any, with the value the ticket is bound to among them; and reads Zuora's answer.
///
/// # Errors
/// When no answer can be read: the network broke, the time is up, the browser refused to show it (CORS), or it is not what Zuora
/// documents.
pub async fn send<Op: Operation>(
    ticket: Ticket<Op>,
    fields: Option<&Object>,
) -> Result<Answer<Op::Reply>, NoAnswer> {
    let response = called(ticket, fields, &AbortSignal::timeout_with_u32(TIMEOUT_MS)).await?;
    let body: Json = JsFuture::from(response.json()?).await?.into();
    Answer::read(&body, response.status()).ok_or(NoAnswer)
}

/// Uses the ticket up, and hands out the answer as it comes in. `ended_by` can end it at any time.
///
/// # Errors
/// When none comes.
pub async fn called<Op: Operation>(
    ticket: Ticket<Op>,
    fields: Option<&Object>,
    ended_by: &AbortSignal,
) -> Result<Response, NoAnswer> {
    let ticket = ticket.redeem();
    // The headers and the credentials of Zuora's published sample.
    let mut headers = vec![
        ("Accept", "application/json"),
        ("signature", &*ticket.signature),
        ("token", &*ticket.token),
    ];
    let mut body = JsValue::UNDEFINED;
    if let Some(fields) = fields {
        if let Some(bound) = Op::Bound::FIELD {
            Reflect::set(fields, &bound.into(), &ticket.bound.value().into())?;
        }
        headers.push(("Content-Type", "application/json"));
        body = JSON::stringify(fields)?.into();
    }
    let call = request(Op::METHOD.as_str(), &headers, &body)?;
    call.set_mode(RequestMode::Cors);
    call.set_credentials(RequestCredentials::Include);
    Ok(fetch(&ticket.uri, &call, ended_by).await?)
}
