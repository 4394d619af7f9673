//! The journal: every exchange the sandbox received, in order, masked before it is written down.

use super::mask::{masked_body, masked_headers, masked_path};
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

/// One exchange. Its path has no query: there are secrets in a hosted page's.
#[derive(Clone, Debug, Serialize)]
pub struct Exchange {
    method: String,
    path: String,
    headers: BTreeMap<String, String>,
    body: Value,
    status: u16,
}

/// No request to Zuora that is of interest here is longer, in bytes.
const MAX_BYTES: usize = 256 * 1024;
/// The oldest exchanges go when there are more.
const MAX_EXCHANGES: usize = 1000;
/// A reader of the stream may be this far behind.
const MAX_UNREAD: usize = 256;

/// The journal, as everybody holds it.
#[derive(Clone)]
pub struct Journal {
    exchanges: Arc<Mutex<VecDeque<Exchange>>>,
    coming: Sender<Exchange>,
}

impl Default for Journal {
    fn default() -> Self {
        Self { exchanges: Arc::default(), coming: broadcast::channel(MAX_UNREAD).0 }
    }
}

impl Journal {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Exchange>> {
        self.exchanges.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every exchange so far, in order.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.lock().iter().cloned().collect()
    }

    /// Every exchange so far, and those to come: none missing between them, none twice.
    pub fn follow(&self) -> (Vec<Exchange>, Receiver<Exchange>) {
        let exchanges = self.lock();
        (exchanges.iter().cloned().collect(), self.coming.subscribe())
    }

    /// Forgets what was.
    pub fn clear(&self) {
        self.lock().clear();
    }

    fn write(&self, exchange: Exchange) {
        let mut exchanges = self.lock();
        if exchanges.len() == MAX_EXCHANGES {
            exchanges.pop_front();
        }
        exchanges.push_back(exchange.clone());
        // Nobody may be reading.
        let _ = self.coming.send(exchange);
    }
}

/// An exchange that is under way. Dropped without an answer, it is written down as broken off: status 0.
struct UnderWay {
    journal: Journal,
    exchange: Option<Exchange>,
}

impl UnderWay {
    fn answered(mut self, status: u16) {
        if let Some(exchange) = &mut self.exchange {
            exchange.status = status;
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        if let Some(exchange) = self.exchange.take() {
            self.journal.write(exchange);
        }
    }
}

/// Writes down what comes in and how it was answered.
pub async fn layer(State(journal): State<Journal>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let under_way = UnderWay {
        journal,
        exchange: Some(Exchange {
            method: parts.method.to_string(),
            path: masked_path(parts.uri.path()),
            headers: masked_headers(&parts.headers),
            body: masked_body(&body),
            status: 0,
        }),
    };
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    under_way.answered(response.status().as_u16());
    response
}
