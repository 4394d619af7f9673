//! T4 and T21: what another site's page, or no page at all, can make a browser send. One kind of
//! request passes, and nothing is signed for any other.

use super::support::{
    Call, Fixture, ORIGIN, calls, fixture, kind, session, signature_calls, site_with,
};
use axum::http::{Method, StatusCode, header};

/// Each row is a call of a page of the site with one thing changed.
#[tokio::test]
async fn calls_that_no_page_sends_are_refused_without_calling_zuora() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let forged = format!("{cookie}A");
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(4000));
    let call = || Call::new(&cookie);
    for (call, expected, name) in [
        (call().header("sec-fetch-site", "cross-site"), 403, "not_same_origin"),
        (call().header("sec-fetch-site", "same-site"), 403, "not_same_origin"),
        (call().header("sec-fetch-site", "none"), 403, "not_same_origin"),
        (call().header("origin", "http://evil.example"), 403, "not_same_origin"),
        (call().header("origin", "null"), 403, "not_same_origin"),
        (
            call().without("sec-fetch-site").header("origin", "http://evil.example"),
            403,
            "not_same_origin",
        ),
        (call().without("sec-fetch-site").header("origin", "null"), 403, "not_same_origin"),
        (call().without("sec-fetch-site").without("origin"), 403, "not_same_origin"),
        (call().without("cookie"), 403, "no_session"),
        (call().header("cookie", &forged), 403, "no_session"),
        (call().method(Method::GET), 405, "method_not_allowed"),
        (call().method(Method::PUT), 405, "method_not_allowed"),
        (call().method(Method::OPTIONS), 405, "method_not_allowed"),
        (call().header("content-type", "text/plain"), 415, "unsupported_media_type"),
        (
            call().header("content-type", "application/x-www-form-urlencoded"),
            415,
            "unsupported_media_type",
        ),
        (call().without("content-type"), 415, "unsupported_media_type"),
        (call().header("accept", "text/html,*/*"), 406, "not_acceptable"),
        (call().body(r#"{"accountKey":"A00000002"}"#), 400, "bad_request"),
        (call().body(r#"{"uri":"https://evil.example"}"#), 400, "bad_request"),
        (call().body(""), 400, "bad_request"),
        (call().body("["), 400, "bad_request"),
        (call().body("[]"), 400, "bad_request"),
        (call().body(&long), 413, "too_large"),
        (call().path("/api/sign/anything-else"), 404, "not_found"),
        (call().path("/api/"), 404, "not_found"),
    ] {
        let request = format!("{call:?}");
        let (status, headers, body) = call.send(&site).await;
        assert_eq!((status.as_u16(), kind(&body).as_str()), (expected, name), "{request}: {body}");
        assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY), "{request}");
        assert!(!headers.contains_key(header::LOCATION), "{request}");
        assert!(!body.contains("evil") && !body.contains(".rs"), "{request}: {body}");
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_browser_without_fetch_metadata_is_accepted_by_its_origin() {
    let Fixture { site, .. } = fixture().await;
    let cookie = session(&site).await;
    let (status, ..) = Call::new(&cookie).without("sec-fetch-site").send(&site).await;
    assert_eq!(status, StatusCode::OK);
}

// `None`: the header is not sent.
const FETCH_SITES: [Option<&str>; 5] =
    [Some("same-origin"), Some("same-site"), Some("cross-site"), Some("none"), None];
const ORIGINS: [Option<&str>; 4] = [Some(ORIGIN), Some("http://evil.example"), Some("null"), None];

const CONTENT_TYPES: [&str; 5] = [
    "application/json",
    "application/json; charset=utf-8",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
];

const METHODS: [Method; 6] =
    [Method::POST, Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::OPTIONS];

fn with(call: Call, name: &'static str, value: Option<&str>) -> Call {
    match value {
        Some(value) => call.header(name, value),
        None => call.without(name),
    }
}

#[tokio::test]
async fn t4_only_same_origin_json_posts_are_signed() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "1000/1m")], |_| ());
    let cookie = session(&site).await;
    let (mut sent, mut passed) = (0, 0);
    for method in METHODS {
        for content_type in CONTENT_TYPES {
            for origin in ORIGINS {
                for fetch_site in FETCH_SITES {
                    let call = Call::new(&cookie).method(method.clone());
                    let call = call.header("content-type", content_type);
                    let call = with(with(call, "origin", origin), "sec-fetch-site", fetch_site);
                    let (status, headers, _) = call.send(&site).await;
                    let is_same_origin = matches!(
                        (fetch_site, origin),
                        (Some("same-origin"), None | Some(ORIGIN)) | (None, Some(ORIGIN))
                    );
                    let expected = match (&method, content_type) {
                        (&Method::POST, _) if !is_same_origin => StatusCode::FORBIDDEN,
                        (&Method::POST, "application/json") => StatusCode::OK,
                        (&Method::POST, _) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
                        _ => StatusCode::METHOD_NOT_ALLOWED,
                    };
                    assert_eq!(
                        status, expected,
                        "{method} {content_type} {origin:?} {fetch_site:?}"
                    );
                    let allowed =
                        headers.keys().find(|name| name.as_str().starts_with("access-control"));
                    assert_eq!(allowed, None, "no other origin is ever allowed");
                    sent += 1;
                    passed += usize::from(status == StatusCode::OK);
                }
            }
        }
    }
    assert_eq!((sent, passed, signature_calls(&zuora).await), (600, 3, 3));
}

#[tokio::test]
async fn t4_missing_and_forged_sessions_are_refused() {
    let Fixture { site, zuora } = fixture().await;
    let other = site_with(&zuora, &[], |_| ());
    let of_another_key = session(&other).await;
    let own = session(&site).await;
    let forged = own.replace('.', "0");
    for (what, call) in [
        ("none", Call::without_session()),
        ("of a server with another key", Call::new(&of_another_key)),
        ("forged", Call::new(&forged)),
        ("cut off", Call::new(&own[..own.len() - 2])),
        ("no session at all", Call::new("zuora-cors-sample=x")),
    ] {
        let (status, _, body) = call.send(&site).await;
        assert_eq!((status, kind(&body).as_str()), (StatusCode::FORBIDDEN, "no_session"), "{what}");
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}

/// Leptos answers those by a redirect to the `Referer`, with the error in its URL.
#[tokio::test]
async fn t21_nothing_is_redirected_to_the_referer() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    for accept in
        ["text/html", "text/html,application/xhtml+xml,*/*;q=0.8", "application/json, TEXT/HTML"]
    {
        let call = Call::new(&cookie).header("accept", accept);
        let call = call.header("referer", "http://evil.example/");
        let (status, headers, _) = call.send(&site).await;
        assert_eq!(status, StatusCode::NOT_ACCEPTABLE, "{accept}");
        assert!(!headers.contains_key(header::LOCATION), "{accept}");
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}

#[tokio::test]
async fn t4_a_repeated_header_is_refused() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    for (name, value, refused) in [
        ("origin", "http://evil.example", "not_same_origin"),
        ("origin", ORIGIN, "not_same_origin"),
        ("sec-fetch-site", "cross-site", "not_same_origin"),
        ("sec-fetch-site", "same-origin", "not_same_origin"),
        ("content-type", "text/plain", "unsupported_media_type"),
        ("content-type", "application/json", "unsupported_media_type"),
        ("drawn-for", "x", "customer_changed"),
    ] {
        let (_, _, body) = Call::new(&cookie).append(name, value).send(&site).await;
        assert_eq!(kind(&body), refused, "{name}: {value}");
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}
