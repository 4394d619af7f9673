//! Why a call to Zuora failed: for the log, for the metrics, and for the browser, which learns least.

use super::retry_after;
use crate::{
    api_error::{ApiError, ApiErrorKind},
    server::transport_error,
    zuora::Refusal,
};
use reqwest::StatusCode;
use std::{
    fmt,
    time::{Duration, SystemTime},
};

/// Why a call to Zuora failed.
#[derive(Clone, Debug)]
pub enum ZuoraError {
    /// No connection was made, so Zuora has not seen the call. The cause names no address.
    Unreachable(String),
    /// The connection broke before the whole answer was there.
    Broken(String),
    TimedOut,
    /// Too many requests, or an internal error of Zuora's, with the status and the time that Zuora
    /// asks to wait.
    Busy {
        status: u16,
        retry_after: Option<Duration>,
    },
    /// Too many calls have failed, so this one was not made. The next is possible after this time.
    CircuitOpen(Duration),
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
        if error.is_connect() {
            Self::Unreachable(transport_error::describe(error))
        } else if error.is_timeout() {
            Self::TimedOut
        } else if error.is_decode() && !transport_error::is_of_connection(&error) {
            let status = error.status().unwrap_or_default();
            Self::Protocol(status.as_u16(), "the body is not compressed as it says")
        } else {
            Self::Broken(transport_error::describe(error))
        }
    }
}

impl ZuoraError {
    /// The stable name, for metrics.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "unreachable",
            Self::Broken(_) => "broken",
            Self::TimedOut => "timeout",
            Self::Busy { .. } => "busy",
            Self::CircuitOpen(_) => "circuit_open",
            Self::ClientRefused => "client_refused",
            Self::BearerRefused => "bearer_refused",
            Self::Refused(_) => "refused",
            Self::NotAKey => "not_a_key",
            Self::Protocol(..) => "protocol",
        }
    }

    /// Whether Zuora could not do its work. One that refuses a call, or has too many of them, can.
    pub fn is_outage(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Broken(_) | Self::TimedOut => true,
            Self::Busy { status, .. } => *status != StatusCode::TOO_MANY_REQUESTS,
            _ => false,
        }
    }

    /// The error of a response with this status and these headers, when Zuora may succeed later.
    pub fn busy(response: &reqwest::Response) -> Option<Self> {
        let status = response.status();
        let is_busy = status.is_server_error()
            || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT);
        let retry_after = retry_after::retry_after(response.headers(), SystemTime::now());
        is_busy.then_some(Self::Busy { status: status.as_u16(), retry_after })
    }

    /// How long a caller should wait, where that is known.
    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Busy { retry_after, .. } => *retry_after,
            Self::CircuitOpen(wait) => Some(*wait),
            _ => None,
        }
    }
}

/// The text for the log.
impl fmt::Display for ZuoraError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(cause) | Self::Broken(cause) => write!(f, "Zuora cannot be reached: {cause}"),
            Self::TimedOut => f.write_str("Zuora did not answer in time"),
            Self::Busy { status, retry_after: None } => write!(f, "Zuora has too much to do, or a fault of its own (status {status})"),
            Self::Busy { status, retry_after: Some(wait) } => {
                write!(f, "Zuora has too much to do, or a fault of its own (status {status}), and asks to wait {} s", wait.as_secs())
            }
            Self::CircuitOpen(wait) => write!(f, "too many calls to Zuora have failed, so it is not called for {} ms", wait.as_millis()),
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
            ZuoraError::Unreachable(_) | ZuoraError::Broken(_) => ApiErrorKind::ZuoraUnreachable,
            ZuoraError::TimedOut => ApiErrorKind::ZuoraTimeout,
            ZuoraError::Busy { .. } | ZuoraError::CircuitOpen(_) => ApiErrorKind::ZuoraBusy,
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
        let retry_after = error.retry_after().and_then(in_seconds);
        Self { zuora_code, retry_after, ..kind.into() }
    }
}

/// A time to wait as `Retry-After` says it: in whole seconds, and never none.
pub fn in_seconds(wait: Duration) -> Option<u32> {
    u32::try_from(wait.as_millis().div_ceil(1000).max(1)).ok()
}
