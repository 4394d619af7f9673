//! T4 and T21: what another site's page, or no page at all, can get the browser to send. One family of requests passes the door, and Zuora is asked to
//! sign for no other.

use super::*;
use axum::http::Method;

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

#[tokio::test]
async fn t4_a_page_under_https_gets_a_cookie_for_this_host_alone() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(
        &zuora,
        &[("PUBLIC_ORIGIN", "https://shop.example"), ("TRUSTED_PROXIES", "none")],
        |_| (),
    );
    let (_, headers, _) = send(&site, get("/")).await;
    let cookie = headers[header::SET_COOKIE].to_str().expect("text");
    assert!(cookie.starts_with("__Host-"), "{cookie}");
    let parts: Vec<_> = cookie.split("; ").skip(1).collect();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Secure"] {
        assert!(parts.contains(&part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert_eq!(*get("/").method(), Method::GET);
}
