//! The journal: every exchange with the sandbox, in order, masked before it is recorded.

use crate::sandbox::mask::{mask_body, mask_headers, mask_path};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use serde::Serialize;
use serde_json::Value;
use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::broadcast::{self, Receiver, Sender};

/// A request and the status of its reply. The path has no query, because a hosted page's contains
/// secrets.
#[derive(Clone, Debug, Serialize)]
pub struct Exchange {
    method: String,
    path: String,
    headers: BTreeMap<String, String>,
    body: Value,
    status: u16,
}

/// No operation of the sandbox needs a longer request.
const MAX_BODY_BYTES: usize = 256 * 1024;
/// When there are more, the oldest are removed.
const MAX_EXCHANGES: usize = 1000;
/// How far a reader of the stream may fall behind.
const MAX_UNREAD: usize = 256;

/// The store of the middleware below.
#[derive(Clone)]
pub struct Journal {
    exchanges: Arc<Mutex<VecDeque<Exchange>>>,
    new: Sender<Exchange>,
}

impl Default for Journal {
    fn default() -> Self {
        Self { exchanges: Arc::default(), new: broadcast::channel(MAX_UNREAD).0 }
    }
}

impl Journal {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Exchange>> {
        self.exchanges.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn exchanges(&self) -> Vec<Exchange> {
        self.lock().iter().cloned().collect()
    }

    /// The exchanges so far, and a receiver of all later ones. No exchange is missing, and none
    /// comes twice.
    pub fn follow(&self) -> (Vec<Exchange>, Receiver<Exchange>) {
        let exchanges = self.lock();
        (exchanges.iter().cloned().collect(), self.new.subscribe())
    }

    pub fn clear(&self) {
        self.lock().clear();
    }

    fn record(&self, exchange: Exchange) {
        let mut exchanges = self.lock();
        if exchanges.len() == MAX_EXCHANGES {
            exchanges.pop_front();
        }
        exchanges.push_back(exchange.clone());
        // It fails when there is no reader.
        let _ = self.new.send(exchange);
    }
}

/// An exchange that has no reply yet. If it is dropped like this, status 0 is recorded.
struct PendingExchange {
    journal: Journal,
    exchange: Option<Exchange>,
}

impl PendingExchange {
    fn finish(mut self, status: u16) {
        if let Some(exchange) = &mut self.exchange {
            exchange.status = status;
        }
    }
}

impl Drop for PendingExchange {
    fn drop(&mut self) {
        if let Some(exchange) = self.exchange.take() {
            self.journal.record(exchange);
        }
    }
}

pub async fn record_exchange(
    State(journal): State<Journal>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let pending = PendingExchange {
        journal,
        exchange: Some(Exchange {
            method: parts.method.to_string(),
            path: mask_path(parts.uri.path()),
            headers: mask_headers(&parts.headers),
            body: mask_body(&body),
            status: 0,
        }),
    };
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    pending.finish(response.status().as_u16());
    response
}
