//! The middleware that records every exchange with one of Zuora's paths.

use super::{
    answer_body::{self, AnswerBody},
    exchange::{Answer, Caller, Exchange},
    secrets::Secrets,
    store::Journal,
};
use crate::sandbox::mask::{mask_body, mask_headers, mask_path};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{StatusCode, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use serde_json::Value;
use std::time::{Duration, Instant};

/// No operation of the sandbox needs a longer request.
const MAX_BODY_BYTES: usize = 256 * 1024;

/// An exchange that has no answer yet. If it is dropped like this, status 0 is recorded.
struct PendingExchange {
    journal: Journal,
    begun: Instant,
    exchange: Option<Exchange>,
    secrets: Secrets,
}

impl PendingExchange {
    fn finish(mut self, response: &Response, body: AnswerBody) {
        let Some(exchange) = &mut self.exchange else { return };
        exchange.status = response.status().as_u16();
        if let Some(json) = body.json() {
            exchange.success = json["success"].as_bool();
            exchange.reason = json["reasons"][0]["code"].as_i64();
            self.secrets.add_json(json);
        }
        let body = match body {
            AnswerBody::Empty => Value::Null,
            AnswerBody::Json(bytes, _) => mask_body(&bytes),
            AnswerBody::Other(described) => described.into(),
        };
        exchange.answer = Some(Answer { headers: mask_headers(response.headers()), body });
    }
}

impl Drop for PendingExchange {
    fn drop(&mut self) {
        if let Some(mut exchange) = self.exchange.take() {
            let secrets = std::mem::take(&mut self.secrets);
            exchange.duration_ms = milliseconds(self.begun.elapsed());
            exchange.ticket = secrets.ticket();
            exchange.secrets = secrets.into_list();
            self.journal.record(exchange);
        }
    }
}

/// Records the request, and the answer as soon as its head is there.
pub async fn record_exchange(
    State(journal): State<Journal>,
    request: Request,
    next: Next,
) -> Response {
    let (begun, (time, offset)) = (Instant::now(), journal.now());
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let Parts { method, uri, headers, .. } = &parts;
    let exchange = Exchange {
        // The journal numbers exchanges in the order of their answers.
        id: 0,
        time,
        offset_ms: milliseconds(offset),
        duration_ms: 0,
        caller: Caller::of(headers),
        method: method.to_string(),
        path: mask_path(uri.path()),
        headers: mask_headers(headers),
        body: mask_body(&body),
        status: 0,
        success: None,
        reason: None,
        answer: None,
        secrets: Vec::new(),
        ticket: None,
    };
    let secrets = Secrets::of_request(uri.path(), uri.query().unwrap_or_default(), headers, &body);
    let pending = PendingExchange { journal, begun, exchange: Some(exchange), secrets };
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    let (response, body) = answer_body::read(response).await;
    pending.finish(&response, body);
    response
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
