//! Faults to order: what a learner or a test wants Zuora to do wrong, and how often.

use super::{
    common_headers::{TRACK_ID, server_fault},
    reply::{Refusal, Version, zuora_json},
    tenant::Shared,
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use futures::stream;
use serde::Deserialize;
use serde_json::json;
use std::{collections::BTreeMap, io, panic::resume_unwind, time::Duration};
use tokio::time::sleep;

/// An order, as it comes in: `{"operation", "fault", "times"}`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Order {
    /// The operation it is for.
    pub operation: Operation,
    /// What goes wrong.
    pub fault: Fault,
    /// How often, from now on.
    #[serde(default = "once")]
    pub times: u32,
    /// Only for requests with this text in address, body or track id: an account's number, mostly. So tests can share a sandbox.
    #[serde(default)]
    pub account: Option<String>,
}

fn once() -> u32 {
    1
}

/// What can be made to fail: an operation by the last words of its path, or the preflight of any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// `POST /oauth/token`
    OauthToken,
    /// `POST /v1/hmac-signatures`
    HmacSignatures,
    /// `POST /v1/payment-methods/credit-cards`, `POST /v1/payment-methods`
    CreatePaymentMethod,
    /// `POST /v1/accounts`
    CreateAccount,
    /// `GET /v1/files/{id}`
    GetFile,
    /// `POST /v1/rsa-signatures`
    RsaSignatures,
    /// `OPTIONS` on any of them
    Preflight,
}

/// What goes wrong: as orders spell it, one key or several.
#[expect(clippy::struct_excessive_bools)]
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    /// This HTTP status, with the words of a fault of Zuora's own.
    status: Option<u16>,
    /// The answer comes this much later, in milliseconds.
    delay_ms: Option<u64>,
    /// The connection breaks instead of an answer.
    #[serde(default)]
    reset: bool,
    /// The body is no JSON.
    #[serde(default)]
    malformed: bool,
    /// The connection breaks in the middle of the body.
    #[serde(default)]
    truncate: bool,
    /// HTTP 429.
    rate_limit: Option<RateLimit>,
    /// HTTP 429 because too many run at once.
    #[serde(default)]
    concurrency: bool,
    /// A refusal for this reason.
    reason: Option<OrderedReason>,
    /// The answer cannot be read across origins.
    #[serde(default)]
    drop_cors: bool,
    /// The answer has these headers, in place of any of the same names; an empty value takes one away.
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// The operation is carried out first, and only its answer is spoilt.
    #[serde(default)]
    after: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RateLimit {
    retry_after: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderedReason {
    code: u32,
    message: String,
}

/// A longer wait than any client's helps nobody.
const MAX_DELAY: Duration = Duration::from_mins(2);
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// What a connection that was ordered to break is unwound with.
pub struct BreakOff;

/// Headers that an answer has to have at the very end, in place of any of the same names; those with an empty value have to go.
#[derive(Clone)]
pub struct HeaderOverrides(pub Vec<(HeaderName, HeaderValue)>);

/// What lets a page read an answer.
const CORS: [&str; 5] = [
    "access-control-allow-origin",
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-expose-headers",
];

/// Carries out the next order for this operation, if there is one.
pub async fn layer(
    State((tenant, operation)): State<(Shared, Operation)>,
    request: Request,
    next: Next,
) -> Response {
    if operation == Operation::Preflight && request.method() != Method::OPTIONS {
        return next.run(request).await;
    }
    if !tenant.lock().has_order(operation) {
        return next.run(request).await;
    }
    let (request, about) = whole(request).await;
    let Some(fault) = tenant.lock().next_fault(operation, &about) else {
        return next.run(request).await;
    };
    if let Some(delay) = fault.delay_ms {
        sleep(Duration::from_millis(delay).min(MAX_DELAY)).await;
    }
    let carried_out = if fault.after || !fault.replaces() {
        next.run(request).await
    } else {
        Response::default()
    };
    let answer = if fault.replaces() { fault.replacement() } else { carried_out };
    fault.spoil(answer).await
}

/// The request with its body read, and everything in it that can say whose it is.
async fn whole(request: Request) -> (Request, String) {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_BYTES).await.unwrap_or_default();
    let track_id = parts.headers.get(TRACK_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    let about = format!("{} {track_id} {}", parts.uri, String::from_utf8_lossy(&body));
    (Request::from_parts(parts, Body::from(body)), about)
}

impl Fault {
    /// Whether something else comes in place of the answer.
    fn replaces(&self) -> bool {
        self.status.is_some()
            || self.reset
            || self.malformed
            || self.concurrency
            || self.rate_limit.is_some()
            || self.reason.is_some()
    }

    /// What comes in its place.
    fn replacement(&self) -> Response {
        if self.reset {
            // Nothing comes after this but the end of the connection.
            resume_unwind(Box::new(BreakOff));
        }
        if let Some(limit) = &self.rate_limit {
            // Zuora: this body, whose code is the bare category.
            let message = format!(
                "API Rate limit exceeded for the minute, retry after {} seconds",
                limit.retry_after
            );
            let body = json!({"reasons": [{"code": 70, "message": message}]});
            let mut response = zuora_json(StatusCode::TOO_MANY_REQUESTS, &body);
            response.headers_mut().insert(header::RETRY_AFTER, limit.retry_after.into());
            return response;
        }
        if self.concurrency {
            // Zuora: this code, this status in every version, and two minutes. Inferred: the words.
            let mut response =
                Refusal::because(50_000_070, "The request exceeded the concurrency limit.")
                    .render(Version::Dated, "");
            response.headers_mut().insert(header::RETRY_AFTER, 120.into());
            return response;
        }
        if let Some(reason) = &self.reason {
            return Refusal::because(reason.code, reason.message.clone()).into_response();
        }
        if self.malformed {
            let json = [(
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/json;charset=utf-8"),
            )];
            return (json, r#"{"success":tr"#).into_response();
        }
        let mut response = server_fault(Box::new(()));
        let status = self.status.and_then(|status| StatusCode::from_u16(status).ok());
        *response.status_mut() = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response
    }

    /// The answer, spoilt on its way.
    async fn spoil(&self, mut answer: Response) -> Response {
        let dropped = CORS.iter().filter(|_| self.drop_cors).map(|name| (*name, ""));
        let ordered = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let forced = dropped
            .chain(ordered)
            .filter_map(|(name, value)| Some((name.parse().ok()?, value.parse().ok()?)));
        answer.extensions_mut().insert(HeaderOverrides(forced.collect()));
        if !self.truncate {
            return answer;
        }
        let (mut parts, body) = answer.into_parts();
        let body = to_bytes(body, MAX_BYTES).await.unwrap_or_default();
        parts.headers.insert(header::CONTENT_LENGTH, body.len().into());
        let half = body.slice(..body.len() / 2);
        let broken = io::Error::from(io::ErrorKind::ConnectionReset);
        Response::from_parts(
            parts,
            Body::from_stream(stream::iter([Ok::<Bytes, io::Error>(half), Err(broken)])),
        )
    }
}
