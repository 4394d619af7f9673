//! The rules that decide about a call, each with its place in the Fetch standard.

/// A rule, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    NoPreflight,
    PreflightNeeded,
    SameOriginMode,
    NoCorsMethod,
    NoCorsOpaque,
    OriginMissing,
    OriginDiffers,
    OriginWildcard,
    CredentialsNotAllowed,
    PreflightRedirected,
    PreflightStatus,
    MethodNotListed,
    MethodWildcard,
    AuthorizationNotNamed,
    HeaderNotListed,
    HeaderWildcard,
    AuthorizationByWildcard,
    PreflightPasses,
    CallRedirected,
    CallReadable,
    Remembered,
    NotRemembered,
    RefusalNotRemembered,
}

impl Rule {
    /// The algorithm of the standard, and its step.
    pub fn section(self) -> &'static str {
        match self {
            Self::NoPreflight | Self::PreflightNeeded => "Main fetch: the unsafe-request flag",
            Self::SameOriginMode => "Main fetch: mode “same-origin”",
            Self::NoCorsMethod => "new Request(): mode “no-cors”",
            Self::NoCorsOpaque => "Main fetch: mode “no-cors”",
            Self::OriginMissing => "CORS check, step 2",
            Self::OriginDiffers => "CORS check, step 4",
            Self::OriginWildcard => "CORS check, steps 3 and 4",
            Self::CredentialsNotAllowed => "CORS check, steps 7 and 8",
            Self::PreflightRedirected | Self::PreflightStatus => "CORS-preflight fetch, step 7",
            Self::MethodNotListed | Self::MethodWildcard => "CORS-preflight fetch, step 7.5",
            Self::AuthorizationNotNamed => "CORS-preflight fetch, step 7.6",
            Self::AuthorizationByWildcard => "browsers, against CORS-preflight fetch, step 7.6",
            Self::HeaderNotListed | Self::HeaderWildcard => "CORS-preflight fetch, step 7.7",
            Self::PreflightPasses => "CORS-preflight fetch, step 7.16",
            Self::CallRedirected => "HTTP-redirect fetch, and main fetch again",
            Self::CallReadable => "CORS check; CORS filtered response",
            Self::Remembered | Self::NotRemembered => "CORS-preflight cache; its max-age",
            Self::RefusalNotRemembered => "CORS-preflight fetch, step 8",
        }
    }
}
