//! Calls the shop's server: one POST of JSON, with a time limit.

use super::{
    dom::rendered_for,
    fetch::{Limit, Sent, fetch, request},
    json::Json,
};
use crate::{
    api_error::{ApiError, ApiErrorKind},
    zuora::FromFields as _,
};
use js_sys::JSON;
use send_wrapper::SendWrapper;
use std::pin::Pin;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The time limit for the shop's server: a little more than the server gives Zuora.
const CALL_TIMEOUT_MS: u32 = 10_000;

/// A reply of the server. Boxed, so that the code around it is there once for all functions.
type Reply = SendWrapper<Pin<Box<dyn Future<Output = Result<Json, ApiError>>>>>;

/// Posts JSON to a server function.
///
/// The error is the server's; [`ApiErrorKind::SiteUnreachable`] when there is no reply, or none
/// that can be read: that comes from something between the browser and the server.
pub fn post(path: &str, body: String) -> Reply {
    let path = path.to_owned();
    SendWrapper::new(Box::pin(async move {
        let unreachable = || ApiErrorKind::SiteUnreachable.into();
        let (is_error, json) = exchange(&path, &body).await.map_err(|_| unreachable())?;
        match is_error {
            true => Err(ApiError::from_fields(&json).unwrap_or_else(unreachable)),
            false => Ok(json),
        }
    }))
}

/// Whether the status is one of an error, and the body.
async fn exchange(path: &str, body: &str) -> Result<(bool, Json), JsValue> {
    let customer = rendered_for().unwrap_or_default();
    let mut headers = vec![("Accept", "application/json"), ("Content-Type", "application/json")];
    if !customer.is_empty() {
        headers.push(("Drawn-For", &*customer));
    }
    let request = request("POST", &headers)?;
    let sent = Sent {
        body: &body.into(),
        shown: &JSON::parse(body).unwrap_or(JsValue::NULL),
        place: concat!(file!(), ":", line!()),
    };
    let limit = Limit::Time(CALL_TIMEOUT_MS);
    let (response, observed) = fetch(path, &request, sent, limit).await?;
    let json = JsFuture::from(response.json()?).await?;
    observed.answered(&response, &json);
    Ok((response.status() >= 400, json.into()))
}
