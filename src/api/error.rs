//! The door's one error type: JSON with a stable `kind`, matched on by the page, never free text.

use super::json::ReplyJson;
use crate::zuora::{Fields, FromFields};
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Serialize, Serializer};

/// Why the server did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiError {
    /// What went wrong; stable, for programs.
    pub kind: ApiErrorKind,
    /// Zuora's own code, where Zuora gave one: its digits, and a number in the JSON. Words of Zuora's do not get this far.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_number")]
    pub zuora_code: Option<String>,
    /// In how many seconds it may be tried again, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// Who is signed in now, where it is somebody else than the page was rendered for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_in_as: Option<String>,
    /// The id under which the server's log tells the rest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// The closed list of what can go wrong at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiErrorKind {
    /// 400: the body is not what the function takes.
    BadRequest,
    /// 403: the call does not come from a page of this site.
    NotSameOrigin,
    /// 403: there is no session, or it is not one of ours.
    NoSession,
    /// 409: somebody else is signed in than the customer the page was rendered for; `signedInAs` says who.
    CustomerChanged,
    /// 421: the site is not to be had under this name.
    WrongHost,
    /// 403: the shop takes the caller for a program.
    NotHuman,
    /// 404: there is no such function.
    NotFound,
    /// 404: the session's account has no payment method of this id, or Zuora does not list it yet.
    NoSuchPaymentMethod,
    /// 404: this session has had no such account created.
    NoSuchAccount,
    /// 404: no invoice of the session's account has this file.
    NoSuchFile,
    /// 405: functions are called with POST.
    MethodNotAllowed,
    /// 403: what the hosted page is said to have told is not Zuora's word, not for this session, or too old.
    CallbackRefused,
    /// 409: what the hosted page has told was told before.
    CallbackReplayed,
    /// 406: functions answer in JSON only.
    NotAcceptable,
    /// 413: the body is longer than any function's.
    TooLarge,
    /// 415: functions take JSON only.
    UnsupportedMediaType,
    /// 429: this was asked for too often; `retryAfter` says when it may be tried again.
    TooManyRequests,
    /// 500: a fault of ours.
    Internal,
    /// 501: a setting is missing for this.
    NotConfigured,
    /// 502: Zuora refused to sign; `zuoraCode` says why.
    ZuoraRefused,
    /// 502: Zuora answered in a way it does not document.
    ZuoraProtocol,
    /// 503: Zuora could not be reached.
    ZuoraUnreachable,
    /// 503: Zuora has too much to do, or a fault of its own.
    ZuoraBusy,
    /// 504: Zuora did not answer in time.
    ZuoraTimeout,
    /// 503: the server has too much to do, or was too slow; it did not begin, or did not end.
    SiteBusy,
    /// No status: the browser could not reach the server, or not read its answer. Never sent by it.
    SiteUnreachable,
}

impl ApiErrorKind {
    /// Every kind, with its name in the JSON.
    const NAMES: [(Self, &str); 26] = [
        (Self::BadRequest, "bad_request"),
        (Self::NotSameOrigin, "not_same_origin"),
        (Self::NoSession, "no_session"),
        (Self::CustomerChanged, "customer_changed"),
        (Self::WrongHost, "wrong_host"),
        (Self::NotHuman, "not_human"),
        (Self::NotFound, "not_found"),
        (Self::NoSuchPaymentMethod, "no_such_payment_method"),
        (Self::NoSuchAccount, "no_such_account"),
        (Self::NoSuchFile, "no_such_file"),
        (Self::CallbackRefused, "callback_refused"),
        (Self::CallbackReplayed, "callback_replayed"),
        (Self::NotConfigured, "not_configured"),
        (Self::MethodNotAllowed, "method_not_allowed"),
        (Self::NotAcceptable, "not_acceptable"),
        (Self::TooLarge, "too_large"),
        (Self::UnsupportedMediaType, "unsupported_media_type"),
        (Self::TooManyRequests, "too_many_requests"),
        (Self::Internal, "internal"),
        (Self::ZuoraRefused, "zuora_refused"),
        (Self::ZuoraProtocol, "zuora_protocol"),
        (Self::ZuoraUnreachable, "zuora_unreachable"),
        (Self::ZuoraBusy, "zuora_busy"),
        (Self::ZuoraTimeout, "zuora_timeout"),
        (Self::SiteBusy, "site_busy"),
        (Self::SiteUnreachable, "site_unreachable"),
    ];

    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::NAMES.into_iter().map(|(kind, _)| kind)
    }

    /// Its name in the JSON.
    pub fn name(self) -> &'static str {
        let named = Self::NAMES.iter().find(|(kind, _)| *kind == self);
        named.map_or("internal", |(_, name)| name)
    }
}

#[expect(clippy::ref_option)] // as serde calls it
fn as_number<S: Serializer>(code: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    let number = code.as_ref().and_then(|code| code.parse::<u64>().ok());
    number.serialize(serializer)
}

impl Serialize for ApiErrorKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl From<ApiErrorKind> for ApiError {
    fn from(kind: ApiErrorKind) -> Self {
        Self { kind, zuora_code: None, retry_after: None, signed_in_as: None, request_id: None }
    }
}

impl FromFields for ApiError {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        let name = json.text("kind")?;
        let (kind, _) = ApiErrorKind::NAMES.iter().find(|(_, known)| *known == name)?;
        Some(Self {
            kind: *kind,
            zuora_code: json.code("zuoraCode"),
            retry_after: json.number("retryAfter"),
            signed_in_as: json.text("signedInAs"),
            request_id: json.text("requestId"),
        })
    }
}

impl FromServerFnError for ApiError {
    type Encoder = ReplyJson;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let decoding = matches!(
            error,
            ServerFnErrorErr::Args(_)
                | ServerFnErrorErr::MissingArg(_)
                | ServerFnErrorErr::Deserialization(_)
        );
        match (cfg!(target_arch = "wasm32"), decoding) {
            // What the browser cannot read has come from something between it and the server.
            (true, _) => ApiErrorKind::SiteUnreachable,
            (false, true) => ApiErrorKind::BadRequest,
            (false, false) => ApiErrorKind::Internal,
        }
        .into()
    }

    /// The one place where an error becomes an answer: its status is set here, its request id added.
    #[cfg(not(target_arch = "wasm32"))]
    fn ser(&self) -> leptos::server_fn::Bytes {
        crate::server::finish_with_error(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_by_its_name() {
        for (kind, name) in ApiErrorKind::NAMES {
            let error = ApiError {
                zuora_code: Some("90000010".into()),
                retry_after: Some(120),
                signed_in_as: Some("Blue Harbour".into()),
                request_id: Some("id".into()),
                ..kind.into()
            };
            let json = serde_json::to_value(&error).expect("an error is JSON");
            assert_eq!(json["kind"], name);
            assert_eq!(json["zuoraCode"], 90_000_010);
            assert_eq!(ApiError::from_fields(&json), Some(error));
        }
    }
}
