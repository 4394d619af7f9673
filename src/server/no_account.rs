//! Why a visitor has no account: what a shop's `Customers` says instead of one. It decides what the
//! visitor is told.

use crate::api_error::ApiErrorKind;
use std::borrow::Cow;

/// Why a visitor has no account. A reason goes into the log: never put a cookie, a token or an
/// account into one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAccount {
    /// Nobody has signed in: the request has neither a session nor a token of the shop's.
    SignedOut,
    /// It has one that does not count, for this reason.
    Refused(Cow<'static, str>),
    /// Somebody has signed in who has no account in Zuora yet. Signing in again would change nothing.
    NoneYet,
    /// Nobody knows: what has to say whose it is has failed, for this reason.
    Unknown(Cow<'static, str>),
}

impl NoAccount {
    /// A session or token that does not count, and why.
    pub fn refused(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::Refused(reason.into())
    }

    /// What went wrong with the service that has to know the session.
    pub fn unknown(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::Unknown(reason.into())
    }

    /// The error of a server function that needs an account.
    pub fn kind(&self) -> ApiErrorKind {
        match self {
            Self::SignedOut | Self::Refused(_) | Self::NoneYet => ApiErrorKind::NoSession,
            Self::Unknown(_) => ApiErrorKind::SiteBusy,
        }
    }
}
