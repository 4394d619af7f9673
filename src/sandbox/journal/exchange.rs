//! One exchange as the journal keeps it and readers get it: a request, its answer, and what connects
//! it with other exchanges.

use crate::sandbox::journal::secrets::Secret;
use axum::http::{HeaderMap, header};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A request and its answer, masked. The path has no query, because a hosted page's contains
/// secrets.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Exchange {
    /// Counts the exchanges of this process. A reset does not start it again.
    pub id: u64,
    /// When the request came, by the sandbox's clock, in the form of RFC 3339.
    pub time: String,
    /// How long after the start, or after the last reset, the request came.
    pub offset_ms: u64,
    /// From the request to the head of the answer, or to the end of the connection.
    pub duration_ms: u64,
    pub caller: Caller,
    pub method: String,
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub body: Value,
    /// 0 when the connection ended without an answer.
    pub status: u16,
    /// `success` in the answer's body, where it is there.
    pub success: Option<bool>,
    /// The code of the first of the answer's `reasons`.
    pub reason: Option<i64>,
    pub answer: Option<Answer>,
    pub secrets: Vec<Secret>,
    /// The hash of the token that this exchange has issued or used. A signing and the call that uses
    /// its ticket have the same. A preflight has none, because it carries no token.
    pub ticket: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    pub headers: BTreeMap<String, String>,
    pub body: Value,
}

/// Who sent a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Caller {
    Browser,
    Server,
}

impl Caller {
    /// A browser adds `Origin` to every call across origins, and `Sec-Fetch-…` to every request.
    pub fn of(headers: &HeaderMap) -> Self {
        let has = |name: &str, value: &str| headers.get(name).is_some_and(|found| found == value);
        // Node.js sends this one header too, from a server.
        let is_cors = has("sec-fetch-mode", "cors") && !has(header::USER_AGENT.as_str(), "node");
        let is_browser = headers.contains_key(header::ORIGIN)
            || headers.contains_key("sec-fetch-site")
            || is_cors;
        if is_browser { Self::Browser } else { Self::Server }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Server => "server",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    #[test]
    fn a_browser_is_recognised_by_headers_that_only_browsers_send() {
        for (headers, caller) in [
            (&[][..], Caller::Server),
            (&[("origin", "http://localhost:3000")], Caller::Browser),
            (&[("sec-fetch-mode", "cors"), ("user-agent", "Mozilla/5.0")], Caller::Browser),
            (&[("sec-fetch-mode", "navigate"), ("sec-fetch-site", "cross-site")], Caller::Browser),
            (&[("sec-fetch-mode", "cors"), ("user-agent", "node")], Caller::Server),
            (&[("user-agent", "curl/8.0")], Caller::Server),
        ] {
            let map = headers.iter().map(|(name, value)| {
                (HeaderName::from_static(name), HeaderValue::from_static(value))
            });
            assert_eq!(Caller::of(&map.collect()), caller, "{headers:?}");
        }
    }
}
