//! What a browser does with a call across origins, by the Fetch standard: whether it sends a preflight,
//! which check stops it, and what the page gets. Pure; the CORS laboratory predicts with it.
//!
//! The sections are those of the living standard as of July 2026. Where a browser is known to differ, an
//! [`Engine`] or a comment on the switch says so.

// By their paths, because the browser suite compiles these files too.
#[path = "cors_rules/presets.rs"]
mod presets;
#[path = "cors_rules/rule.rs"]
mod rule;
#[path = "cors_rules/switches.rs"]
mod switches;

pub use presets::Preset;
pub use rule::Rule;
pub use switches::{
    AllowCredentials, AllowHeaders, AllowMethods, AllowOrigin, Answer, Credentials, HeaderSet,
    MaxAge, Method, Mode, PreflightStatus, PrivateNetwork, Redirect, Request, Switch, Times,
};

/// What will happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prediction {
    /// What needs a preflight, as it is written in the request; empty where nothing does.
    pub needs: Vec<&'static str>,
    /// What reaches the server, in order.
    pub sent: Vec<Sent>,
    pub outcome: Outcome,
    /// The rules that decide, in the order of the standard. The last one that stops something is the
    /// reason of a failure.
    pub rules: Vec<Rule>,
}

/// Whose rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Standard,
    /// Where `*` allows headers, it covers `Authorization` too (*recorded* with Chromium 156, Firefox 153
    /// and `WebKitGTK` 2.50); but what is remembered of the preflight does not cover it (*recorded* with
    /// Chromium 156).
    Browser,
}

/// A request that reaches the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    Preflight,
    Call,
}

/// What the page gets.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum Outcome {
    /// Status, the headers that are open to it, and body.
    Readable,
    /// An answer that says nothing: status 0, no header, no body.
    Opaque,
    /// A `TypeError` without a reason.
    Failed,
}

impl Prediction {
    /// Whether the call itself reaches the server.
    pub fn arrives(&self) -> bool {
        self.sent.contains(&Sent::Call)
    }

    /// The methods of what reaches the server, in order.
    pub fn methods(&self, request: Request) -> Vec<&'static str> {
        let method = |sent: &Sent| match sent {
            Sent::Preflight => "OPTIONS",
            Sent::Call => request.method.token(),
        };
        self.sent.iter().map(method).collect()
    }
}

/// Says what will happen when a page makes this request and the server answers like this, to the
/// preflight and to the call.
pub fn predict(request: Request, answer: Answer, engine: Engine) -> Prediction {
    let times = request.times.count();
    match request.mode {
        Mode::SameOrigin => stopped(Rule::SameOriginMode),
        Mode::NoCors if !is_safelisted(request.method) => stopped(Rule::NoCorsMethod),
        Mode::NoCors => Prediction {
            needs: Vec::new(),
            sent: vec![Sent::Call; times * addresses(answer)],
            outcome: Outcome::Opaque,
            rules: vec![Rule::NoCorsOpaque],
        },
        Mode::Cors => across_origins(request, answer, engine),
    }
}

/// Nothing is sent at all.
fn stopped(rule: Rule) -> Prediction {
    Prediction { needs: Vec::new(), sent: Vec::new(), outcome: Outcome::Failed, rules: vec![rule] }
}

fn across_origins(request: Request, answer: Answer, engine: Engine) -> Prediction {
    let needs = needs_preflight(request);
    let has_preflight = !needs.is_empty();
    let times = request.times.count();
    let failed = |sent: Sent, rules: Vec<Rule>, needs| Prediction {
        needs,
        sent: vec![sent; times],
        outcome: Outcome::Failed,
        rules,
    };
    let is_by_wildcard =
        request.headers == HeaderSet::Authorization && answer.headers == AllowHeaders::Any;
    let mut rules = Vec::new();
    if has_preflight {
        rules.push(Rule::PreflightNeeded);
        if let Some(obstacle) = preflight_obstacle(request, answer, engine) {
            rules.push(obstacle);
            if times > 1 {
                rules.push(Rule::RefusalNotRemembered);
            }
            return failed(Sent::Preflight, rules, needs);
        }
        if is_by_wildcard {
            rules.push(Rule::AuthorizationByWildcard);
        }
        rules.push(Rule::PreflightPasses);
    } else {
        rules.push(Rule::NoPreflight);
    }
    // The answer that redirects has to pass this check too.
    if let Some(obstacle) = cors_check(request, answer) {
        rules.push(obstacle);
        return failed(Sent::Call, rules, needs);
    }
    if answer.redirect == Redirect::Call {
        rules.push(Rule::CallRedirected);
    }
    rules.push(Rule::CallReadable);
    // The second request is the same as the first, whose preflight has passed. By the standard an entry
    // for its method and each of its headers is in the cache then, as long as that keeps them at all.
    let is_remembered = answer.max_age != MaxAge::Zero && !is_by_wildcard;
    if has_preflight && times > 1 {
        rules.push(if is_remembered { Rule::Remembered } else { Rule::NotRemembered });
    }
    let mut sent = Vec::new();
    for time in 0..times {
        for _ in 0..addresses(answer) {
            if has_preflight && !(time > 0 && is_remembered) {
                sent.push(Sent::Preflight);
            }
            sent.push(Sent::Call);
        }
    }
    Prediction { needs, sent, outcome: Outcome::Readable, rules }
}

/// How many addresses a call that may go on reaches.
fn addresses(answer: Answer) -> usize {
    if answer.redirect == Redirect::Call { 2 } else { 1 }
}

/// Fetch standard: CORS-safelisted method.
fn is_safelisted(method: Method) -> bool {
    matches!(method, Method::Get | Method::Post)
}

/// Fetch standard: CORS-unsafe request-header names, and the method.
fn needs_preflight(request: Request) -> Vec<&'static str> {
    let method = (!is_safelisted(request.method)).then_some(request.method.token());
    method.into_iter().chain(request.headers.unsafe_headers().iter().copied()).collect()
}

/// Fetch standard: CORS check.
fn cors_check(request: Request, answer: Answer) -> Option<Rule> {
    let includes = request.credentials == Credentials::Include;
    match answer.origin {
        AllowOrigin::Missing => Some(Rule::OriginMissing),
        AllowOrigin::Any if includes => Some(Rule::OriginWildcard),
        AllowOrigin::Any => None,
        AllowOrigin::Other | AllowOrigin::Null => Some(Rule::OriginDiffers),
        AllowOrigin::Exact => {
            let is_allowed = answer.credentials == AllowCredentials::True;
            (includes && !is_allowed).then_some(Rule::CredentialsNotAllowed)
        }
    }
}

/// Fetch standard: CORS-preflight fetch, step 7.
fn preflight_obstacle(request: Request, answer: Answer, engine: Engine) -> Option<Rule> {
    let includes = request.credentials == Credentials::Include;
    // The one CORS non-wildcard request-header name.
    let is_authorization = request.headers == HeaderSet::Authorization;
    let status = || match (answer.redirect, answer.preflight_status) {
        (Redirect::Preflight, _) => Some(Rule::PreflightRedirected),
        (_, PreflightStatus::NotFound) => Some(Rule::PreflightStatus),
        _ => None,
    };
    let method = || match answer.methods {
        _ if is_safelisted(request.method) => None,
        AllowMethods::Listed => None,
        AllowMethods::Missing => Some(Rule::MethodNotListed),
        AllowMethods::Any => includes.then_some(Rule::MethodWildcard),
    };
    let covers_all = !(includes || is_authorization && engine == Engine::Standard);
    let headers = || match answer.headers {
        _ if request.headers.unsafe_headers().is_empty() => None,
        AllowHeaders::Listed => None,
        AllowHeaders::Any if covers_all => None,
        _ if is_authorization => Some(Rule::AuthorizationNotNamed),
        AllowHeaders::Any => Some(Rule::HeaderWildcard),
        AllowHeaders::Missing => Some(Rule::HeaderNotListed),
    };
    cors_check(request, answer).or_else(status).or_else(method).or_else(headers)
}

#[cfg(test)]
#[path = "cors_rules/tests.rs"]
mod tests;
