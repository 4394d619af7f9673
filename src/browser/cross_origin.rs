//! Stage 2, the cross-origin call: presents a ticket to Zuora with the body it was signed for.

use super::{
    fetch::{Limit, Sent, fetch, request},
    json::{Json, set},
    observer::Observed,
};
use crate::zuora::{Answer, Bound as _, Operation, Ticket};
use js_sys::{JSON, Object};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestCredentials, RequestMode, Response};

/// The time limit for Zuora. After it, the outcome counts as unknown.
const CALL_TIMEOUT_MS: u32 = 30_000;

/// No response could be read. The call may have reached Zuora all the same.
#[derive(Debug)]
pub struct NoAnswer;

impl From<JsValue> for NoAnswer {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// Calls Zuora with the ticket and `fields`, and reads its answer. The value that the ticket is
/// bound to is added to `fields` where it belongs in the body.
///
/// # Errors
/// When no answer can be read: the network broke, the time limit is over, the browser did not let
/// the page read the response (CORS), or it is not what Zuora documents.
pub async fn call<Op: Operation>(
    ticket: Ticket<Op>,
    fields: Option<&Object>,
) -> Result<Answer<Op::Reply>, NoAnswer> {
    let (response, observed) = send(ticket, fields, Limit::Time(CALL_TIMEOUT_MS)).await?;
    let body = JsFuture::from(response.json()?).await?;
    observed.answered(&response, &body);
    let body: Json = body.into();
    Answer::read(&body, response.status()).ok_or(NoAnswer)
}

/// Sends the call, and returns the response with its body unread. `signal` can abort it at any
/// time.
///
/// # Errors
/// When no response arrives.
pub async fn fetch_with_ticket<Op: Operation>(
    ticket: Ticket<Op>,
    fields: Option<&Object>,
    signal: &AbortSignal,
) -> Result<Response, NoAnswer> {
    Ok(send(ticket, fields, Limit::Signal(signal)).await?.0)
}

async fn send<Op: Operation>(
    ticket: Ticket<Op>,
    fields: Option<&Object>,
    limit: Limit<'_>,
) -> Result<(Response, Observed), NoAnswer> {
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
            set(fields, bound, ticket.bound.value());
        }
        headers.push(("Content-Type", "application/json"));
        body = JSON::stringify(fields)?.into();
    }
    let init = request(Op::METHOD.as_str(), &headers)?;
    init.set_mode(RequestMode::Cors);
    init.set_credentials(RequestCredentials::Include);
    let shown = fields.map_or(JsValue::NULL, Into::into);
    let sent = Sent { body: &body, shown: &shown, place: concat!(file!(), ":", line!()) };
    Ok(fetch(&ticket.uri, &init, sent, limit).await?)
}
