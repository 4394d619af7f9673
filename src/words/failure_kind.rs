//! Every way to fail, as far as it makes a difference to what people are told.

use crate::{api::ApiErrorKind, flow::Failure, zuora::Cause};

/// A way to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// Zuora refused.
    Refused(Cause),
    /// Stage 1 failed.
    NotSigned(SigningFailure),
    /// No answer came back from Zuora.
    NoAnswer,
}

/// What kept the server from getting a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SigningFailure {
    /// The browser cannot reach this site, or it has too much to do.
    SiteUnreachable,
    /// There is no session any more.
    VisitEnded,
    /// Somebody else is signed in now.
    CustomerChanged,
    /// The page was opened under another name than the site's own.
    WrongHost,
    /// Too much was asked for.
    TooMany,
    /// A program may be asking.
    NotHuman,
    /// The server cannot reach Zuora, or that has too much to do.
    ZuoraUnreachable,
    /// Zuora let the server not sign.
    ZuoraRefused,
    /// Page and server do not agree.
    OwnFault,
}

impl From<ApiErrorKind> for SigningFailure {
    fn from(kind: ApiErrorKind) -> Self {
        match kind {
            ApiErrorKind::SiteUnreachable | ApiErrorKind::SiteBusy => Self::SiteUnreachable,
            ApiErrorKind::NoSession | ApiErrorKind::NotSameOrigin => Self::VisitEnded,
            ApiErrorKind::CustomerChanged => Self::CustomerChanged,
            ApiErrorKind::WrongHost => Self::WrongHost,
            ApiErrorKind::TooManyRequests => Self::TooMany,
            ApiErrorKind::NotHuman => Self::NotHuman,
            ApiErrorKind::ZuoraUnreachable
            | ApiErrorKind::ZuoraTimeout
            | ApiErrorKind::ZuoraBusy => Self::ZuoraUnreachable,
            ApiErrorKind::ZuoraRefused | ApiErrorKind::ZuoraProtocol => Self::ZuoraRefused,
            _ => Self::OwnFault,
        }
    }
}

impl SigningFailure {
    /// Every failure.
    const ALL: [Self; 9] = [
        Self::SiteUnreachable,
        Self::VisitEnded,
        Self::CustomerChanged,
        Self::WrongHost,
        Self::TooMany,
        Self::NotHuman,
        Self::ZuoraUnreachable,
        Self::ZuoraRefused,
        Self::OwnFault,
    ];
}

impl FailureKind {
    /// Every way to fail.
    pub fn all() -> impl Iterator<Item = Self> {
        let refused = Cause::ALL.into_iter().map(Self::Refused);
        let not_signed = SigningFailure::ALL.into_iter().map(Self::NotSigned);
        refused.chain(not_signed).chain([Self::NoAnswer])
    }

    /// Which of them a failure is.
    pub fn of(failure: &Failure) -> Self {
        match failure {
            Failure::NotSigned(error) => Self::NotSigned(error.kind.into()),
            Failure::Refused(refusal) => Self::Refused(refusal.cause()),
            Failure::Unknown => Self::NoAnswer,
        }
    }

    /// Its place among all.
    pub fn number(self) -> usize {
        match self {
            Self::Refused(cause) => cause as usize,
            Self::NotSigned(signing_failure) => Cause::ALL.len() + signing_failure as usize,
            Self::NoAnswer => Cause::ALL.len() + SigningFailure::ALL.len(),
        }
    }
}
