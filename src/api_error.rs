//! The one error type of the server functions: JSON with a stable `kind`, matched on by the page,
//! never free text. It stands below `api`, so that `flow` and `words` can name it.

use crate::zuora::{Fields, FromFields};
use serde::{Serialize, Serializer};

/// Why a server function failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiError {
    pub kind: ApiErrorKind,
    /// Zuora's own code, where Zuora gave one. Held as its digits, a number in the JSON. Zuora's
    /// messages are not passed on.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_number")]
    pub zuora_code: Option<String>,
    /// Seconds until a retry is allowed, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// Which check has refused a callback of the hosted page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<CallbackCheck>,
    /// The customer who is signed in now, when the page was rendered for another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_in_as: Option<String>,
    /// The id to look up in the server's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// The checks of a callback of the hosted page, where more than one has the same kind of error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallbackCheck {
    /// It is for the session and account that sent it.
    Session,
    /// It is recent.
    Age,
    /// It has the signature that covers the card.
    SignatureType,
    /// Its signature is the tenant's.
    Signature,
}

impl CallbackCheck {
    const ALL: [Self; 4] = [Self::Session, Self::Age, Self::SignatureType, Self::Signature];

    /// The stable name in the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Age => "age",
            Self::SignatureType => "signature_type",
            Self::Signature => "signature",
        }
    }
}

impl Serialize for CallbackCheck {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// The coarser class that decides what a user reads when stage 1 failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SigningFailure {
    /// The browser cannot reach this site, or the site is overloaded.
    SiteUnreachable,
    SessionEnded,
    CustomerChanged,
    WrongHost,
    TooManyRequests,
    NotHuman,
    /// The server cannot reach Zuora, or Zuora is overloaded.
    ZuoraUnreachable,
    /// Zuora did not sign.
    ZuoraRefused,
    /// Page and server disagree, or the server has a fault.
    OwnFault,
}

impl SigningFailure {
    pub const ALL: [Self; 9] = [
        Self::SiteUnreachable,
        Self::SessionEnded,
        Self::CustomerChanged,
        Self::WrongHost,
        Self::TooManyRequests,
        Self::NotHuman,
        Self::ZuoraUnreachable,
        Self::ZuoraRefused,
        Self::OwnFault,
    ];
}

/// Makes the enum of the kinds. A row has the kind, its status (a constant of
/// `http::StatusCode`), its name in the JSON, and its [`SigningFailure`]; a row that lacks one of
/// them does not compile.
macro_rules! api_error_kinds {
    ($($(#[$meaning:meta])* $kind:ident: $status:ident, $name:literal, $class:ident;)+) => {
        /// The closed list of what can go wrong in a server function.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ApiErrorKind {
            $($(#[$meaning])* $kind,)+
        }

        impl ApiErrorKind {
            const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// The HTTP status of a response with this error.
            #[cfg(not(target_arch = "wasm32"))]
            pub fn status(self) -> axum::http::StatusCode {
                match self {
                    $(Self::$kind => axum::http::StatusCode::$status,)+
                }
            }

            /// The stable name in the JSON.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)+
                }
            }

            pub fn signing_failure(self) -> SigningFailure {
                match self {
                    $(Self::$kind => SigningFailure::$class,)+
                }
            }
        }
    };
}

api_error_kinds! {
    /// The body is not what the function takes.
    BadRequest: BAD_REQUEST, "bad_request", OwnFault;
    /// The request does not come from a page of this site.
    NotSameOrigin: FORBIDDEN, "not_same_origin", SessionEnded;
    /// There is no session, or its signature is not ours.
    NoSession: FORBIDDEN, "no_session", SessionEnded;
    /// The page was rendered for another customer than the one signed in now; `signedInAs` names
    /// that one.
    CustomerChanged: CONFLICT, "customer_changed", CustomerChanged;
    /// The site does not serve this host name.
    WrongHost: MISDIRECTED_REQUEST, "wrong_host", WrongHost;
    /// The shop's check takes the caller for a program.
    NotHuman: FORBIDDEN, "not_human", NotHuman;
    /// There is no such function.
    NotFound: NOT_FOUND, "not_found", OwnFault;
    /// The session's account has no payment method with this id, or Zuora does not list it yet.
    NoSuchPaymentMethod: NOT_FOUND, "no_such_payment_method", OwnFault;
    /// The account's default payment method is not removed. Zuora requires another one to become the
    /// default first.
    DefaultPaymentMethod: CONFLICT, "default_payment_method", OwnFault;
    /// This session has created no such account, or Zuora does not find it yet.
    NoSuchAccount: NOT_FOUND, "no_such_account", OwnFault;
    /// No invoice of the session's account has this file.
    NoSuchFile: NOT_FOUND, "no_such_file", OwnFault;
    /// The hosted page's callback is not signed by Zuora, not for this session, or too old.
    CallbackRefused: FORBIDDEN, "callback_refused", OwnFault;
    /// The hosted page's callback was processed before.
    CallbackReplayed: CONFLICT, "callback_replayed", OwnFault;
    /// A setting that this function needs is missing.
    NotConfigured: NOT_IMPLEMENTED, "not_configured", OwnFault;
    /// Functions are called with POST.
    MethodNotAllowed: METHOD_NOT_ALLOWED, "method_not_allowed", OwnFault;
    /// Functions answer in JSON only.
    NotAcceptable: NOT_ACCEPTABLE, "not_acceptable", OwnFault;
    /// The body is longer than any function's.
    TooLarge: PAYLOAD_TOO_LARGE, "too_large", OwnFault;
    /// Functions take JSON only.
    UnsupportedMediaType: UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", OwnFault;
    /// A rate limit is used up; `retryAfter` says when the next request is allowed.
    TooManyRequests: TOO_MANY_REQUESTS, "too_many_requests", TooManyRequests;
    /// A fault of this server.
    Internal: INTERNAL_SERVER_ERROR, "internal", OwnFault;
    /// Zuora refused to sign; `zuoraCode` says why.
    ZuoraRefused: BAD_GATEWAY, "zuora_refused", ZuoraRefused;
    /// Zuora's response is not one that Zuora documents.
    ZuoraProtocol: BAD_GATEWAY, "zuora_protocol", ZuoraRefused;
    /// The server could not connect to Zuora.
    ZuoraUnreachable: SERVICE_UNAVAILABLE, "zuora_unreachable", ZuoraUnreachable;
    /// Zuora is overloaded, or has a fault of its own; `retryAfter` says how long to wait, where that
    /// is known.
    ZuoraBusy: SERVICE_UNAVAILABLE, "zuora_busy", ZuoraUnreachable;
    /// Zuora did not respond in time.
    ZuoraTimeout: GATEWAY_TIMEOUT, "zuora_timeout", ZuoraUnreachable;
    /// This server is overloaded or was too slow: it did not begin, or did not finish.
    SiteBusy: SERVICE_UNAVAILABLE, "site_busy", SiteUnreachable;
    /// The browser could not reach this server, or not read its response. The server never sends
    /// it.
    SiteUnreachable: INTERNAL_SERVER_ERROR, "site_unreachable", SiteUnreachable;
}

impl ApiErrorKind {
    pub fn all() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied()
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
        Self {
            kind,
            zuora_code: None,
            retry_after: None,
            check: None,
            signed_in_as: None,
            request_id: None,
        }
    }
}

impl FromFields for ApiError {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        let name = json.text("kind")?;
        Some(Self {
            kind: ApiErrorKind::all().find(|kind| kind.name() == name)?,
            zuora_code: json.code("zuoraCode"),
            retry_after: json.number("retryAfter"),
            check: json
                .text("check")
                .and_then(|name| CallbackCheck::ALL.into_iter().find(|check| check.name() == name)),
            signed_in_as: json.text("signedInAs"),
            request_id: json.text("requestId"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_kind_is_read_back_by_its_name() {
        let names: HashSet<_> = ApiErrorKind::all().map(ApiErrorKind::name).collect();
        assert_eq!(names.len(), ApiErrorKind::ALL.len());
        let checks = CallbackCheck::ALL.into_iter().cycle();
        for (kind, check) in ApiErrorKind::all().zip(checks) {
            let error = ApiError {
                check: Some(check),
                zuora_code: Some("90000010".into()),
                retry_after: Some(120),
                signed_in_as: Some("Blue Harbour".into()),
                request_id: Some("id".into()),
                ..kind.into()
            };
            let json = serde_json::to_value(&error).expect("an error is JSON");
            assert_eq!(json["kind"], kind.name());
            assert_eq!(json["zuoraCode"], 90_000_010);
            assert_eq!(ApiError::from_fields(&json), Some(error));
        }
    }

    #[test]
    fn every_kind_has_a_status_of_an_error() {
        for kind in ApiErrorKind::all() {
            assert!(kind.status().is_client_error() || kind.status().is_server_error(), "{kind:?}");
        }
    }
}
