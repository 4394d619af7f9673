//! The door's one error type: JSON with a stable `kind`, matched on by the page, never free text.

use super::strict_json::StrictJsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why the server did not give a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiError {
    /// What went wrong; stable, for programs.
    pub kind: ApiErrorKind,
    /// Zuora's own code, where Zuora gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zuora_code: Option<u32>,
    /// The id under which the server's log tells the rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// The closed list of what can go wrong at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApiErrorKind {
    /// 400: the body is not what the function takes.
    BadRequest,
    /// 403: the call does not come from a page of this site.
    NotSameOrigin,
    /// 403: there is no session, or it is not one of ours.
    NoSession,
    /// 404: there is no such function.
    NotFound,
    /// 405: functions are called with POST.
    MethodNotAllowed,
    /// 406: functions answer in JSON only.
    NotAcceptable,
    /// 413: the body is longer than any function's.
    TooLarge,
    /// 415: functions take JSON only.
    UnsupportedMediaType,
    /// 500: a fault of ours.
    Internal,
    /// 502: Zuora refused to sign; `zuoraCode` says why.
    ZuoraRefused,
    /// 502: Zuora answered in a way it does not document.
    ZuoraProtocol,
    /// 503: Zuora could not be reached.
    ZuoraUnreachable,
    /// 504: Zuora did not answer in time.
    ZuoraTimeout,
    /// No status: the browser could not reach the server. Never sent by it.
    SiteUnreachable,
}

impl From<ApiErrorKind> for ApiError {
    fn from(kind: ApiErrorKind) -> Self {
        Self {
            kind,
            zuora_code: None,
            request_id: None,
        }
    }
}

impl FromServerFnError for ApiError {
    type Encoder = StrictJsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let in_browser = cfg!(target_arch = "wasm32");
        match error {
            ServerFnErrorErr::Request(_) => ApiErrorKind::SiteUnreachable,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) if !in_browser => {
                ApiErrorKind::BadRequest
            }
            _ => ApiErrorKind::Internal,
        }
        .into()
    }

    /// The one place where an error becomes an answer: its status is set here, its request id added.
    #[cfg(not(target_arch = "wasm32"))]
    fn ser(&self) -> leptos::server_fn::Bytes {
        crate::server::answer_with(self)
    }
}
