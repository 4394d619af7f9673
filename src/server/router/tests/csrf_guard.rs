//! T4 and T21: what another site's page, or no page at all, can make a browser send. One kind of
//! request passes, and Zuora is asked to sign for no other.

use super::support::{Fixture, ORIGIN, calls, fixture, kind, send, session, signing, site_with};
use axum::http::{StatusCode, header};

/// Each row is what our own page sends with one thing changed. None of them may make Zuora sign anything.
#[tokio::test]
async fn the_door_lets_nothing_else_pass() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let forged = format!("{cookie}A");
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(4000));
    for (changes, expected, name) in [
        (&[("sec-fetch-site", "cross-site")][..], 403, "not_same_origin"),
        (&[("sec-fetch-site", "same-site")], 403, "not_same_origin"),
        (&[("sec-fetch-site", "none")], 403, "not_same_origin"),
        (&[("origin", "http://evil.example")], 403, "not_same_origin"),
        (&[("origin", "null")], 403, "not_same_origin"),
        (&[("sec-fetch-site", ""), ("origin", "http://evil.example")], 403, "not_same_origin"),
        (&[("sec-fetch-site", ""), ("origin", "null")], 403, "not_same_origin"),
        (&[("sec-fetch-site", ""), ("origin", "")], 403, "not_same_origin"),
        (&[("cookie", "")], 403, "no_session"),
        (&[("cookie", &forged)], 403, "no_session"),
        (&[(":method", "GET")], 405, "method_not_allowed"),
        (&[(":method", "PUT")], 405, "method_not_allowed"),
        (&[(":method", "OPTIONS")], 405, "method_not_allowed"),
        (&[("content-type", "text/plain")], 415, "unsupported_media_type"),
        (&[("content-type", "application/x-www-form-urlencoded")], 415, "unsupported_media_type"),
        (&[("content-type", "")], 415, "unsupported_media_type"),
        (&[("accept", "text/html,*/*")], 406, "not_acceptable"),
        (&[(":body", r#"{"accountKey":"A00000002"}"#)], 400, "bad_request"),
        (&[(":body", r#"{"uri":"https://evil.example"}"#)], 400, "bad_request"),
        (&[(":body", "")], 400, "bad_request"),
        (&[(":body", "[")], 400, "bad_request"),
        (&[(":body", "[]")], 400, "bad_request"),
        (&[(":body", &long)], 413, "too_large"),
        (&[(":path", "/api/sign/anything-else")], 404, "not_found"),
        (&[(":path", "/api/")], 404, "not_found"),
    ] {
        let (status, headers, body) = send(&site, signing(&cookie, changes)).await;
        assert_eq!(
            (status.as_u16(), kind(&body).as_str()),
            (expected, name),
            "{changes:?}: {body}"
        );
        assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY), "{changes:?}");
        assert!(!headers.contains_key(header::LOCATION), "{changes:?}");
        assert!(!body.contains("evil") && !body.contains(".rs"), "{changes:?}: {body}");
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_browser_without_fetch_metadata_shows_its_origin() {
    let Fixture { site, .. } = fixture().await;
    let cookie = session(&site).await;
    let (status, ..) = send(&site, signing(&cookie, &[("sec-fetch-site", "")])).await;
    assert_eq!(status, StatusCode::OK);
}

const SITES: [&str; 5] = ["same-origin", "same-site", "cross-site", "none", ""];
const ORIGINS: [&str; 4] = [ORIGIN, "http://evil.example", "null", ""];

const TYPES: [&str; 5] = [
    "application/json",
    "application/json; charset=utf-8",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
];

const METHODS: [&str; 6] = ["POST", "GET", "HEAD", "PUT", "DELETE", "OPTIONS"];

#[tokio::test]
async fn t4_one_family_of_six_hundred_requests_passes() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "1000/1m")], |_| ());
    let cookie = session(&site).await;
    let (mut asked, mut passed) = (0, 0);
    for method in METHODS {
        for content_type in TYPES {
            for origin in ORIGINS {
                for fetch_site in SITES {
                    let changes = [
                        (":method", method),
                        ("content-type", content_type),
                        ("origin", origin),
                        ("sec-fetch-site", fetch_site),
                    ];
                    let (status, headers, _) = send(&site, signing(&cookie, &changes)).await;
                    let from_here = match (fetch_site, origin) {
                        ("same-origin", origin) => origin == ORIGIN || origin.is_empty(),
                        ("", origin) => origin == ORIGIN,
                        _ => false,
                    };
                    let expected = match (method, content_type) {
                        ("POST", _) if !from_here => StatusCode::FORBIDDEN,
                        ("POST", "application/json") => StatusCode::OK,
                        ("POST", _) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
                        _ => StatusCode::METHOD_NOT_ALLOWED,
                    };
                    assert_eq!(status, expected, "{changes:?}");
                    let allowed =
                        headers.keys().find(|name| name.as_str().starts_with("access-control"));
                    assert_eq!(allowed, None, "no other origin is ever let in");
                    asked += 1;
                    passed += usize::from(status == StatusCode::OK);
                }
            }
        }
    }
    let signed =
        calls(&zuora).await.iter().filter(|path| path.ends_with("hmac-signatures")).count();
    assert_eq!((asked, passed, signed), (600, 3, 3));
}

#[tokio::test]
async fn t4_no_session_and_somebody_elses_are_refused() {
    let Fixture { site, zuora } = fixture().await;
    let other = site_with(&zuora, &[], |_| ());
    let of_another_key = session(&other).await;
    let own = session(&site).await;
    let forged = own.replace('.', "0");
    for cookie in ["", &of_another_key, &forged, &own[..own.len() - 2], "zuora-cors-sample=x"] {
        let (status, _, body) = send(&site, signing(cookie, &[])).await;
        assert_eq!(
            (status, kind(&body).as_str()),
            (StatusCode::FORBIDDEN, "no_session"),
            "{cookie}"
        );
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}

/// Leptos answers those by a redirect to whatever the `Referer` says, with the error in its URL.
#[tokio::test]
async fn t21_nothing_is_redirected_to_where_the_request_says() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    for accept in
        ["text/html", "text/html,application/xhtml+xml,*/*;q=0.8", "application/json, TEXT/HTML"]
    {
        let mut request = signing(&cookie, &[("accept", accept)]);
        request
            .headers_mut()
            .insert(header::REFERER, "http://evil.example/".parse().expect("a value"));
        let (status, headers, _) = send(&site, request).await;
        assert_eq!(status, StatusCode::NOT_ACCEPTABLE, "{accept}");
        assert!(!headers.contains_key(header::LOCATION), "{accept}");
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}

#[tokio::test]
async fn t4_two_lines_of_a_header_do_not_pass_the_door() {
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
        let mut request = signing(&cookie, &[]);
        request.headers_mut().append(name, value.parse().expect("a value"));
        assert_eq!(kind(&send(&site, request).await.2), refused, "{name}: {value}");
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}
