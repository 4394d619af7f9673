//! *Break it*, of the demonstration alone: a page orders with the header `Flow-Break` that the call
//! which it has signed goes wrong in one way. The server carries it out for that one signature: it
//! has something else signed, or orders a fault at the sandbox for this one token.
//!
//! It is done only where the flow inspector is on and Zuora is the embedded sandbox. Everywhere else
//! the header means nothing. A build without the demonstration has `flow_breaks_off.rs` in place of
//! this file.

mod catalogue;
mod orders;
mod panel;

use catalogue::Break;

use crate::server::request_id::RequestId;
use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue},
    middleware::{Next, from_fn},
    response::Response,
    routing::get,
};
use orders::Sandbox;
use reqwest::Client;
use serde_json::Value;
use url::Url;

/// The request's header, with the name of a break. The answer has it too when the break was carried
/// out.
const FLOW_BREAK: HeaderName = HeaderName::from_static("flow-break");
/// The answer's header with the id that Zuora has as `Zuora-Track-Id`: by it the panel finds this
/// signing in the sandbox's journal.
const TRACK_ID: HeaderName = HeaderName::from_static("flow-track-id");
/// The calls that can be broken.
const SIGNING: &str = "/api/sign/";

tokio::task_local! {
    /// The break that the page has ordered for the call that is being signed.
    static ORDERED: Break;
}

/// Has the site's routes carry out breaks, where the inspector is on and Zuora is the sandbox.
pub fn carry_out(site: Router, is_on: bool) -> Router {
    match is_on {
        true => site.route("/flow/breaks", get(panel::breaks)).layer(from_fn(carry_out_break)),
        false => site,
    }
}

async fn carry_out_break(request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with(SIGNING) {
        return next.run(request).await;
    }
    let id = request.extensions().get::<RequestId>().map(ToString::to_string);
    let name = request.headers().get(FLOW_BREAK).and_then(|name| name.to_str().ok());
    let ordered = name.and_then(Break::by_name);
    let mut response = match ordered {
        Some(ordered) => ORDERED.scope(ordered, next.run(request)).await,
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    if let Some(id) = id.and_then(|id| HeaderValue::try_from(id).ok()) {
        headers.insert(TRACK_ID, id);
    }
    if let Some(ordered) = ordered {
        headers.insert(FLOW_BREAK, HeaderValue::from_static(ordered.name()));
    }
    response
}

/// Changes what Zuora is about to sign, where that is the break, or orders that it refuses.
pub async fn before_signing(
    http: &Client,
    zuora: &Url,
    path: &'static str,
    body: &mut Value,
    id: RequestId,
) {
    if let Ok(ordered) = ORDERED.try_with(|ordered| *ordered) {
        orders::change(ordered, zuora, path, body);
        Sandbox { http, zuora }.order_for_signing(ordered, id).await;
    }
}

/// Orders at the sandbox what goes wrong with the call that has this token.
pub async fn after_signing(http: &Client, zuora: &Url, path: &'static str, token: &str) {
    if let Ok(ordered) = ORDERED.try_with(|ordered| *ordered) {
        Sandbox { http, zuora }.order_for_call(ordered, path, token).await;
    }
}
