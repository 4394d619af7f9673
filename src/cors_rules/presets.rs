//! The failures that people ask about most, and what works in their place, as settings of the switches.

use super::{
    AllowCredentials, AllowHeaders, AllowMethods, AllowOrigin, Answer, Credentials, HeaderSet,
    MaxAge, Method, Mode, PreflightStatus, PrivateNetwork, Redirect, Request, Times,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// As this site's pages call the sandbox.
    Works,
    OtherOrigin,
    WildcardWithCredentials,
    HeadersMissing,
    WildcardAndAuthorization,
    MethodMissing,
    CredentialsMissing,
    NoPreflightAnswer,
    PreflightRedirected,
    CallRedirected,
    SimpleCall,
    /// The call arrives, and the page cannot read its answer.
    SimpleCallUnread,
    NoCors,
    Remembered,
}

impl Preset {
    pub const ALL: [Self; 14] = [
        Self::Works,
        Self::OtherOrigin,
        Self::WildcardWithCredentials,
        Self::HeadersMissing,
        Self::WildcardAndAuthorization,
        Self::MethodMissing,
        Self::CredentialsMissing,
        Self::NoPreflightAnswer,
        Self::PreflightRedirected,
        Self::CallRedirected,
        Self::SimpleCall,
        Self::SimpleCallUnread,
        Self::NoCors,
        Self::Remembered,
    ];

    pub fn switches(self) -> (Request, Answer) {
        let (mut request, mut answer) = (ZUORA_CALL, ZUORA_ANSWER);
        match self {
            Self::Works => {}
            Self::OtherOrigin => answer.origin = AllowOrigin::Other,
            Self::WildcardWithCredentials => answer.origin = AllowOrigin::Any,
            Self::HeadersMissing => answer.headers = AllowHeaders::Missing,
            Self::WildcardAndAuthorization => {
                request.credentials = Credentials::Omit;
                request.headers = HeaderSet::Authorization;
                answer.headers = AllowHeaders::Any;
            }
            Self::MethodMissing => {
                request.method = Method::Put;
                answer.methods = AllowMethods::Missing;
            }
            Self::CredentialsMissing => answer.credentials = AllowCredentials::Missing,
            Self::NoPreflightAnswer => answer.preflight_status = PreflightStatus::NotFound,
            Self::PreflightRedirected => answer.redirect = Redirect::Preflight,
            Self::CallRedirected => answer.redirect = Redirect::Call,
            Self::SimpleCall => request.headers = HeaderSet::PlainText,
            Self::SimpleCallUnread => {
                request.headers = HeaderSet::PlainText;
                answer.origin = AllowOrigin::Missing;
            }
            Self::NoCors => request.mode = Mode::NoCors,
            Self::Remembered => {
                request.times = Times::Twice;
                answer.max_age = MaxAge::TenMinutes;
            }
        }
        (request, answer)
    }
}

/// As `src/browser/cross_origin.rs` calls.
const ZUORA_CALL: Request = Request {
    method: Method::Post,
    mode: Mode::Cors,
    credentials: Credentials::Include,
    headers: HeaderSet::Ticket,
    times: Times::Once,
};

/// As the sandbox answers for Zuora.
const ZUORA_ANSWER: Answer = Answer {
    origin: AllowOrigin::Exact,
    headers: AllowHeaders::Listed,
    methods: AllowMethods::Listed,
    credentials: AllowCredentials::True,
    max_age: MaxAge::Missing,
    redirect: Redirect::None,
    preflight_status: PreflightStatus::NoContent,
    private_network: PrivateNetwork::Missing,
};
