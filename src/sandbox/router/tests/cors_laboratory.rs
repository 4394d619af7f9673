//! The address of the CORS laboratory: each switch sets its one header, and nothing else can be set.

use super::support::{CREDIT_CARDS, HOST, ORIGIN, journal, new_sandbox, send};
use axum::{
    Router,
    http::{HeaderMap, StatusCode},
};

const RUN: &str = "/sandbox/cors-laboratory/run1";
/// The switches as Zuora would answer.
const SWITCHES: [(&str, &str); 8] = [
    ("origin", "exact"),
    ("headers", "listed"),
    ("methods", "listed"),
    ("credentials", "true"),
    ("max-age", "missing"),
    ("redirect", "none"),
    ("preflight-status", "204"),
    ("private-network", "missing"),
];

/// The run's address with one switch set to another value.
fn address(path: &str, name: &str, value: &str) -> String {
    let pairs = SWITCHES.map(|(known, usual)| {
        let value = if known == name { value } else { usual };
        format!("{known}={value}")
    });
    format!("{path}?{}", pairs.join("&"))
}

async fn ask(sandbox: &Router, method: &str, address: &str) -> (StatusCode, HeaderMap) {
    let (status, headers, _) = send(sandbox, method, address, &[("origin", ORIGIN)], "").await;
    (status, headers)
}

/// The CORS headers of an answer.
fn cors(headers: &HeaderMap) -> Vec<(&str, &str)> {
    let all =
        headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    let mut cors: Vec<_> = all.filter(|(name, _)| name.starts_with("access-control-")).collect();
    cors.sort_unstable();
    cors
}

#[tokio::test]
async fn each_switch_sets_one_header_of_the_answer_to_a_preflight() {
    let sandbox = new_sandbox();
    let (_, usual) = ask(&sandbox, "OPTIONS", &address(RUN, "", "")).await;
    let usual = cors(&usual);
    let listed = "accept, authorization, content-type, signature, token";
    for (switch, value, header, expected) in [
        ("origin", "exact", "allow-origin", Some(ORIGIN)),
        ("origin", "other", "allow-origin", Some("https://another.example")),
        ("origin", "any", "allow-origin", Some("*")),
        ("origin", "null", "allow-origin", Some("null")),
        ("origin", "missing", "allow-origin", None),
        ("headers", "listed", "allow-headers", Some(listed)),
        ("headers", "any", "allow-headers", Some("*")),
        ("headers", "missing", "allow-headers", None),
        ("methods", "listed", "allow-methods", Some("GET, POST, PUT")),
        ("methods", "any", "allow-methods", Some("*")),
        ("methods", "missing", "allow-methods", None),
        ("credentials", "true", "allow-credentials", Some("true")),
        ("credentials", "missing", "allow-credentials", None),
        ("max-age", "missing", "max-age", None),
        ("max-age", "0", "max-age", Some("0")),
        ("max-age", "600", "max-age", Some("600")),
        ("private-network", "missing", "allow-private-network", None),
        ("private-network", "true", "allow-private-network", Some("true")),
    ] {
        let name = format!("access-control-{header}");
        let (status, headers) = ask(&sandbox, "OPTIONS", &address(RUN, switch, value)).await;
        assert_eq!(status, StatusCode::NO_CONTENT);
        let mut all: Vec<_> = usual.iter().copied().filter(|(other, _)| *other != name).collect();
        all.extend(expected.map(|value| (&*name, value)));
        all.sort_unstable();
        assert_eq!(cors(&headers), all, "{switch}={value}");
    }
}

#[tokio::test]
async fn the_call_itself_has_only_the_headers_that_it_is_checked_for() {
    let sandbox = new_sandbox();
    for method in ["GET", "POST", "PUT"] {
        let (status, headers) =
            ask(&sandbox, method, &address(RUN, "private-network", "true")).await;
        assert_eq!(status, StatusCode::OK, "{method}");
        let expected =
            [("access-control-allow-credentials", "true"), ("access-control-allow-origin", ORIGIN)];
        assert_eq!(cors(&headers), expected);
        assert_eq!(headers["cache-control"], "no-store");
        assert!(!headers.contains_key("set-cookie"));
    }
}

#[tokio::test]
async fn a_redirect_leads_to_the_runs_other_address_and_ends_there() {
    let sandbox = new_sandbox();
    for (redirect, redirected, other) in
        [("preflight", "OPTIONS", "POST"), ("call", "POST", "OPTIONS")]
    {
        let from = address(RUN, "redirect", redirect);
        let (status, headers) = ask(&sandbox, redirected, &from).await;
        assert_eq!(status, StatusCode::TEMPORARY_REDIRECT, "{redirect}");
        let to = headers["location"].to_str().expect("text").to_owned();
        assert_eq!(to, address(&format!("{RUN}/moved"), "redirect", redirect));
        assert_eq!(headers["access-control-allow-origin"], ORIGIN, "it is checked too");
        for (method, address) in [(other, &from), (redirected, &to), (other, &to)] {
            let (status, _) = ask(&sandbox, method, address).await;
            assert!(status.is_success(), "{method} {address}: {status}");
        }
    }
    let (status, _) = ask(&sandbox, "OPTIONS", &address(RUN, "preflight-status", "404")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

/// No header of an answer can be anything but one of the switches' values.
#[tokio::test]
async fn a_value_that_no_switch_has_is_refused() {
    let sandbox = new_sandbox();
    for (name, value) in [
        ("origin", "http://evil.example"),
        ("origin", "exact%0d%0aset-cookie:a=b"),
        ("origin", "EXACT"),
        ("headers", "x-evil"),
        ("methods", "DELETE"),
        ("credentials", "false"),
        ("max-age", "7200"),
        ("redirect", "http://evil.example"),
        ("preflight-status", "200"),
        ("private-network", ""),
    ] {
        for method in ["OPTIONS", "POST"] {
            let (status, headers) = ask(&sandbox, method, &address(RUN, name, value)).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{name}={value}");
            assert_eq!(cors(&headers), [], "{name}={value}");
        }
    }
    let whole = address(RUN, "", "");
    for wrong in [RUN, &format!("{RUN}?origin=exact"), &format!("{whole}&another=1")] {
        assert_eq!(ask(&sandbox, "POST", wrong).await.0, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let hostile = "/sandbox/cors-laboratory/%0d%0ax:y";
    let (status, headers) = ask(&sandbox, "POST", &address(hostile, "redirect", "call")).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(!headers.contains_key("location"));
    assert_eq!(ask(&sandbox, "DELETE", &whole).await.0, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn t15_no_other_sites_page_and_no_other_name_reaches_the_laboratory() {
    let sandbox = new_sandbox();
    let any = address(RUN, "origin", "any");
    for origin in ["http://evil.example", "http://localhost:3001", "null"] {
        for method in ["OPTIONS", "POST"] {
            let (status, headers, _) =
                send(&sandbox, method, &any, &[("origin", origin)], "").await;
            assert_eq!((status, cors(&headers)), (StatusCode::FORBIDDEN, vec![]), "{origin}");
        }
    }
    let (status, ..) = send(&sandbox, "GET", &any, &[("host", "evil.test")], "").await;
    assert_eq!(status, StatusCode::MISDIRECTED_REQUEST);
    let (status, ..) = send(&sandbox, "GET", &any, &[("host", HOST)], "").await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn its_exchanges_are_in_the_journal_and_zuoras_operations_answer_as_before() {
    let sandbox = new_sandbox();
    let any = address(RUN, "origin", "any");
    for method in ["OPTIONS", "POST"] {
        ask(&sandbox, method, &any).await;
    }
    let (_, headers) = ask(&sandbox, "OPTIONS", CREDIT_CARDS).await;
    assert_eq!(headers["access-control-allow-origin"], ORIGIN);
    let journal = journal(&sandbox).await;
    for (exchange, (method, path)) in
        journal.iter().zip([("OPTIONS", RUN), ("POST", RUN), ("OPTIONS", CREDIT_CARDS)])
    {
        assert_eq!((&exchange["method"], &exchange["path"]), (&method.into(), &path.into()));
    }
    assert_eq!(journal.len(), 3);
    assert_eq!(journal[0]["answer"]["headers"]["access-control-allow-origin"], "*");
}
