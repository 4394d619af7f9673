//! The endpoint for CSP violation reports: the first sign of a script that should not be there
//! (T20, PCI DSS 11.6.1).
//!
//! It is open to anyone, so it reads little, logs less, and has a rate limit.

use crate::server::{
    client_address::TrustedProxies,
    metrics,
    middleware::request_body::{CSP_REPORT_PATH, MAX_REPORT_BYTES, Unread},
    rate_limits::{MemoryStore, RateLimits},
    settings::Budget,
};
use axum::{
    Router,
    body::to_bytes,
    extract::{Request, State},
    http::{StatusCode, header},
    routing::post,
};
use serde_json::Value;
use std::{sync::Arc, time::Duration};
use url::Url;

/// An address may send four times as many (`rate_limits.rs`): more would tell nothing new.
const RATE: Budget = Budget { count: 15, per: Duration::from_mins(1) };
/// No page of ours sends more in one request.
const MAX_AT_ONCE: usize = 10;
/// The two formats in which browsers send them: `report-uri`, `report-to`.
const TYPES: [&str; 2] = ["application/csp-report", "application/reports+json"];

/// In the process: they bound how much this process logs.
pub fn limits() -> RateLimits {
    RateLimits::new(&MemoryStore, "csp-reports", RATE)
}

pub fn routes(proxies: TrustedProxies, limits: Arc<RateLimits>) -> Router {
    Router::new().route(CSP_REPORT_PATH, post(report)).with_state((proxies, limits))
}

async fn report(
    State((proxies, limits)): State<(TrustedProxies, Arc<RateLimits>)>,
    request: Request,
) -> StatusCode {
    let content_type =
        request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if content_type.is_none_or(|given| !TYPES.contains(&given)) {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE;
    }
    let address = proxies.client(request.extensions().get(), request.headers());
    if limits.check_address(address).await.is_err() {
        return StatusCode::TOO_MANY_REQUESTS;
    }
    if let Some(unread) = request.extensions().get() {
        return match unread {
            Unread::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Unread::TooLate => StatusCode::REQUEST_TIMEOUT,
        };
    }
    let Ok(body) = to_bytes(request.into_body(), MAX_REPORT_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE;
    };
    let Some(violations) = read(&body) else {
        return StatusCode::BAD_REQUEST;
    };
    for Violation { directive, blocked } in violations {
        metrics::policy_violation();
        tracing::warn!(directive, blocked, "a page's policy has blocked something");
    }
    StatusCode::NO_CONTENT
}

/// What is logged of a report.
struct Violation {
    directive: String,
    blocked: String,
}

/// The reports in a body; `None` when it is no JSON.
fn read(body: &[u8]) -> Option<Vec<Violation>> {
    let json: Value = serde_json::from_slice(body).ok()?;
    let reports = match &json {
        Value::Array(reports) => {
            let violations = reports.iter().filter(|report| report["type"] == "csp-violation");
            violations.take(MAX_AT_ONCE).map(|report| &report["body"]).collect()
        }
        report => vec![&report["csp-report"]],
    };
    let reports = reports.into_iter().filter(|report| report.is_object());
    let violations = reports.map(|report| Violation {
        directive: word(first(
            report,
            &["effectiveDirective", "effective-directive", "violated-directive"],
        )),
        blocked: origin(first(report, &["blockedURL", "blocked-uri"])),
    });
    Some(violations.collect())
}

fn first<'a>(report: &'a Value, names: &[&str]) -> &'a str {
    names.iter().find_map(|name| report[name].as_str()).unwrap_or_default()
}

/// The directive or keyword at the beginning, without anything that does not belong to one.
fn word(text: &str) -> String {
    let is_of_a_word = |character: &char| character.is_ascii_lowercase() || *character == '-';
    text.chars().take_while(is_of_a_word).take(40).collect()
}

/// The origin of a URL, never its path or query, which can contain anything. A keyword such as
/// `inline` is no URL.
fn origin(text: &str) -> String {
    match Url::parse(text) {
        Ok(url) => url.origin().ascii_serialization(),
        Err(_) => word(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use serde_json::json;
    use tower::ServiceExt as _;

    async fn answer(routes: &Router, content_type: &str, body: String) -> u16 {
        let request = Request::post(CSP_REPORT_PATH).header(header::CONTENT_TYPE, content_type);
        let request = request.body(Body::from(body)).expect("a request");
        routes.clone().oneshot(request).await.expect("an answer").status().as_u16()
    }

    #[tokio::test]
    async fn t20_reports_are_taken_in_both_forms_and_within_limits() {
        let routes = routes(TrustedProxies::default(), Arc::new(limits()));
        let old =
            json!({"csp-report": {"effective-directive": "script-src", "blocked-uri": "inline"}})
                .to_string();
        let new = json!([{"type": "csp-violation", "body": {"effectiveDirective": "script-src-elem", "blockedURL": "https://evil.example/x"}}]);
        let [csp, reports] = TYPES;
        assert_eq!(answer(&routes, csp, old.clone()).await, 204);
        assert_eq!(answer(&routes, reports, new.to_string()).await, 204);
        assert_eq!(answer(&routes, csp, "no JSON".into()).await, 400);
        assert_eq!(answer(&routes, "text/plain", old.clone()).await, 415);
        assert_eq!(
            answer(&routes, csp, format!("\"{}\"", "x".repeat(MAX_REPORT_BYTES))).await,
            413
        );
        let mut last = 0;
        for _ in 0..60 {
            last = answer(&routes, csp, old.clone()).await;
        }
        assert_eq!(last, 429);
    }

    #[test]
    fn t20_of_an_address_only_the_origin_is_logged() {
        for (reported, logged) in [
            ("https://evil.example/collect?n=4111111111111111", "https://evil.example"),
            ("inline", "inline"),
            ("wss://evil.example:444/4111111111111111", "wss://evil.example:444"),
            ("data:text/plain,4111111111111111", "null"),
            ("4111111111111111", ""),
            ("", ""),
        ] {
            assert_eq!(origin(reported), logged);
        }
        assert_eq!(word("script-src-elem 'self' 4111"), "script-src-elem");
    }

    /// Nothing of a report is logged but words and origins.
    #[test]
    fn fuzz_csp_report() {
        crate::fuzz::fuzz("csp_report", |bytes| {
            let violations = read(bytes).unwrap_or_default();
            assert!(violations.len() <= MAX_AT_ONCE);
            for Violation { directive, blocked } in violations {
                let is_word = |text: &str| {
                    text.len() <= 40
                        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
                };
                let is_origin = |text: &str| {
                    Url::parse(text).is_ok_and(|url| url.origin().ascii_serialization() == text)
                };
                assert!(is_word(&directive), "{directive}");
                assert!(is_word(&blocked) || is_origin(&blocked), "{blocked}");
            }
        });
    }
}
