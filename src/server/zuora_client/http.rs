//! HTTP to Zuora: the client, its limits, and its errors.

mod cause;

use crate::{
    api_error::{ApiError, ApiErrorKind},
    server::flow_records,
    zuora::{Answer, Refusal},
};
use reqwest::StatusCode;
use serde_json::Value;
use std::{fmt, time::Duration};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
const READ_TIMEOUT: Duration = Duration::from_secs(3);
/// Time limit of a whole call, including the wait for a bearer token. The page waits a little
/// longer.
pub const CALL_TIMEOUT: Duration = Duration::from_secs(8);
/// No signature or bearer token comes near this size, decompressed.
pub const MAX_BYTES: usize = 64 * 1024;
/// Nor does a list of cards: one is about a thousand bytes.
pub const MAX_LIST_BYTES: usize = 1024 * 1024;

/// The client for all calls to Zuora. It follows no redirect and uses no proxy, so that it connects
/// only to the address that it is given.
///
/// # Errors
/// When the TLS library cannot be set up.
pub fn client() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .read_timeout(READ_TIMEOUT)
        .timeout(CALL_TIMEOUT)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
}

/// Why a call to Zuora failed.
#[derive(Clone, Debug)]
pub enum ZuoraError {
    /// No connection, or it broke. The cause names no address.
    Unreachable(String),
    TimedOut,
    /// Too many requests, or an internal error of Zuora's, with the status.
    Busy(u16),
    /// Zuora rejects the OAuth client.
    ClientRefused,
    /// Zuora rejects the bearer token.
    BearerRefused,
    /// Zuora refused the call, with reasons.
    Refused(Refusal),
    /// A path segment is no key of Zuora's, so no call was made.
    NotAKey,
    /// An undocumented answer: its status, and what is wrong with it.
    Protocol(u16, &'static str),
}

impl From<reqwest::Error> for ZuoraError {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() { Self::TimedOut } else { Self::Unreachable(cause::cause(error)) }
    }
}

/// The text for the log.
impl fmt::Display for ZuoraError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(cause) => write!(f, "Zuora cannot be reached: {cause}"),
            Self::TimedOut => f.write_str("Zuora did not answer in time"),
            Self::Busy(status) => write!(f, "Zuora has too much to do, or a fault of its own (status {status})"),
            Self::ClientRefused => {
                f.write_str("Zuora refuses this server's OAuth client: ZUORA_CLIENT_ID or ZUORA_CLIENT_SECRET is wrong there")
            }
            Self::NotAKey => f.write_str("a text that is no key of Zuora's was to become part of an address; no call was made"),
            Self::BearerRefused => f.write_str("Zuora does not take the bearer token that it gave"),
            Self::Refused(refusal) => write!(f, "Zuora refused: {refusal:?}"),
            Self::Protocol(status, problem) => write!(f, "Zuora's answer (status {status}) is not as documented: {problem}"),
        }
    }
}

/// The error for the browser; the rest stays in the log.
impl From<&ZuoraError> for ApiError {
    fn from(error: &ZuoraError) -> Self {
        let kind = match error {
            ZuoraError::Unreachable(_) => ApiErrorKind::ZuoraUnreachable,
            ZuoraError::TimedOut => ApiErrorKind::ZuoraTimeout,
            ZuoraError::Busy(_) => ApiErrorKind::ZuoraBusy,
            ZuoraError::ClientRefused | ZuoraError::BearerRefused | ZuoraError::Refused(_) => {
                ApiErrorKind::ZuoraRefused
            }
            ZuoraError::NotAKey | ZuoraError::Protocol(..) => ApiErrorKind::ZuoraProtocol,
        };
        let zuora_code = match error {
            ZuoraError::Refused(refusal) => {
                refusal.reasons.first().map(|reason| reason.code.clone())
            }
            _ => None,
        };
        // Only a number: none of Zuora's text.
        let zuora_code = zuora_code.filter(|code| code.parse::<u64>().is_ok());
        Self { zuora_code, ..kind.into() }
    }
}

/// Whether a later attempt may succeed (Zuora: 429 and 5xx).
pub fn is_busy(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error()
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
    if is_busy(status) {
        return Err(ZuoraError::Busy(status.as_u16()));
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
