//! HTTP to Zuora: the client, its limits, and how an answer is read.

mod error;
mod retry_after;

pub use error::{ZuoraError, in_seconds};

use crate::{server::flow_records, zuora::Answer};
use reqwest::StatusCode;
use serde_json::Value;
use std::time::Duration;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
const READ_TIMEOUT: Duration = Duration::from_secs(3);
/// Time limit of a whole call, including the wait for a bearer token and all attempts. The page
/// waits a little longer.
pub const CALL_TIMEOUT: Duration = Duration::from_secs(8);
/// No signature or bearer token comes near this size, decompressed.
pub const MAX_BYTES: usize = 64 * 1024;
/// Nor does a list of cards: one is about a thousand bytes.
pub const MAX_LIST_BYTES: usize = 1024 * 1024;

/// The client for all calls to Zuora. It follows no redirect and uses no proxy, so that it connects
/// only to the address that it is given. It makes each call once: what is called again is up to
/// `attempts.rs`.
///
/// # Errors
/// When the TLS library cannot be set up.
pub fn client() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .read_timeout(READ_TIMEOUT)
        .timeout(CALL_TIMEOUT)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never().max_retries_per_request(0))
        .no_proxy()
        .build()
}

/// How the answer is read from a body with this HTTP status: [`Answer::read`] for most operations.
pub type Reader<Reply> = fn(&Value, u16) -> Option<Answer<Reply>>;

/// Reads Zuora's answer from a response, whatever its status: newer API versions refuse with a 4xx,
/// older ones with a 200.
///
/// # Errors
/// When it contains no readable answer.
pub async fn read_answer<Reply>(
    response: reqwest::Response,
    max_bytes: usize,
    read: Reader<Reply>,
) -> Result<Answer<Reply>, ZuoraError> {
    let status = response.status();
    flow_records::answered(status.as_u16(), None);
    if status == StatusCode::UNAUTHORIZED {
        return Err(ZuoraError::BearerRefused);
    }
    if let Some(busy) = ZuoraError::busy(&response) {
        return Err(busy);
    }
    let body = read_body(response, max_bytes).await?;
    let json: Option<Value> = serde_json::from_slice(&body).ok();
    flow_records::answered(status.as_u16(), json.as_ref());
    json.and_then(|json| read(&json, status.as_u16()))
        .ok_or(ZuoraError::Protocol(status.as_u16(), "the body is not a documented answer"))
}

/// Reads a body of at most `max_bytes`, decompressed.
///
/// # Errors
/// When it is longer, or the connection breaks.
pub async fn read_body(
    mut response: reqwest::Response,
    max_bytes: usize,
) -> Result<Vec<u8>, ZuoraError> {
    let status = response.status().as_u16();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > max_bytes {
            return Err(ZuoraError::Protocol(status, "the body is too long"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
