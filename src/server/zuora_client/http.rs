//! The outbound border: how the server calls Zuora, and what can go wrong on the way.

mod cause;

use crate::{
    api_error::{ApiError, ApiErrorKind},
    zuora::{Answer, FromFields, Refusal},
};
use reqwest::StatusCode;
use std::{fmt, time::Duration};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
const READ_TIMEOUT: Duration = Duration::from_secs(3);
/// A call is over by then, with the wait for a bearer token before it. The page waits a little longer.
pub const CALL_TIMEOUT: Duration = Duration::from_secs(8);
/// No signature or bearer token comes near this, decompressed.
pub const MAX_BYTES: usize = 64 * 1024;
/// Nor does a list of an account's cards come near this: a card is about a thousand bytes.
pub const MAX_LIST_BYTES: usize = 1024 * 1024;

/// The client all calls to Zuora share. It follows no redirect and believes no proxy variable: the address it is given is where it goes.
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

/// Why a call to Zuora came to nothing.
#[derive(Clone, Debug)]
pub enum ZuoraError {
    /// No connection, or it broke; why, without addresses.
    Unreachable(String),
    /// A time limit ran out.
    TimedOut,
    /// Too many requests, or a fault of Zuora's own; with the status.
    Busy(u16),
    /// Zuora gives this client no bearer token.
    ClientRefused,
    /// Zuora does not take the bearer token.
    BearerRefused,
    /// Zuora refused, with reasons.
    Refused(Refusal),
    /// What should be a key of Zuora's is none, so no call was made.
    NotAKey,
    /// An answer that Zuora does not document; with its status and what is wrong with it.
    Protocol(u16, &'static str),
}

impl From<reqwest::Error> for ZuoraError {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() { Self::TimedOut } else { Self::Unreachable(cause::cause(error)) }
    }
}

/// As the log has it.
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

/// What the browser is told; the rest stays in the log.
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
        // The answer has a closed form: a number, and none of Zuora's words.
        let zuora_code = zuora_code.filter(|code| code.parse::<u64>().is_ok());
        Self { zuora_code, ..kind.into() }
    }
}

/// Whether a status says that another try, later, may do (Zuora: 429 and 5xx).
pub fn is_busy(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error()
}

/// Zuora's answer in a response, whatever its HTTP status: newer API versions give refusals a 4xx, older ones a 200.
///
/// # Errors
/// When there is no readable answer in it.
pub async fn answer<Reply: FromFields>(
    response: reqwest::Response,
    most_bytes: usize,
) -> Result<Answer<Reply>, ZuoraError> {
    let status = response.status();
    if status == StatusCode::UNAUTHORIZED {
        return Err(ZuoraError::BearerRefused);
    }
    if is_busy(status) {
        return Err(ZuoraError::Busy(status.as_u16()));
    }
    let body = capped_body(response, most_bytes).await?;
    let json: Option<serde_json::Value> = serde_json::from_slice(&body).ok();
    json.and_then(|json| Answer::read(&json, status.as_u16()))
        .ok_or(ZuoraError::Protocol(status.as_u16(), "the body is not a documented answer"))
}

/// The body, as long as it has no more bytes than this once decompressed.
///
/// # Errors
/// When it is longer, or the connection breaks.
pub async fn capped_body(
    mut response: reqwest::Response,
    most_bytes: usize,
) -> Result<Vec<u8>, ZuoraError> {
    let status = response.status().as_u16();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > most_bytes {
            return Err(ZuoraError::Protocol(status, "the body is too long"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
