//! T11 and T21: request targets that name no page.

use super::support::{Fixture, fixture, get, send};
use crate::site_map::PAGES;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, StatusCode, Uri, header},
};

#[tokio::test]
async fn t11_a_request_target_that_names_no_page_is_a_client_error() {
    let Fixture { site, .. } = fixture().await;
    let status_of = async |uri: &str| {
        let request = Request::builder().uri(uri.parse::<Uri>().expect("a request target"));
        send(&site, request.body(Body::empty()).expect("a request")).await.0.as_u16()
    };
    let long = "x".repeat(256);
    for (uri, status) in [
        ("localhost:80", 400),
        ("*", 400),
        ("/\u{661}?customer=A00000002", 400),
        ("/?lang=\u{fc}", 400),
        (&*format!("/{long}"), 414),
        (&*format!("/pkg/{long}.js"), 414),
        (&*format!("/{}", "a/".repeat(2000)), 414),
        ("/favicon.svg%00", 400),
        ("/%ff", 404),
        ("/boot.js/x", 404),
        ("/..%2f..%2fCargo.toml", 404),
        ("/pkg/", 404),
    ] {
        assert_eq!(status_of(uri).await, status, "{uri}");
    }
    let unreadable = HeaderValue::from_bytes("évil.test".as_bytes()).expect("a value");
    let unreadable = Request::get("/").header(header::HOST, unreadable).body(Body::empty());
    assert_eq!(send(&site, unreadable.expect("a request")).await.0, StatusCode::BAD_REQUEST);
    let twice =
        Request::get("/").header(header::HOST, "localhost").header(header::HOST, "evil.test");
    let (status, ..) = send(&site, twice.body(Body::empty()).expect("a request")).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn t21_a_trailing_slash_is_redirected_to_the_page_and_nowhere_else() {
    let Fixture { site, .. } = fixture().await;
    for page in PAGES.map(|page| page.path).into_iter().filter(|path| *path != "/") {
        for target in [format!("{page}/"), format!("{page}//?lang=de")] {
            let (status, headers, _) = send(&site, get(&target)).await;
            assert_eq!(
                (status, headers[header::LOCATION].as_bytes()),
                (StatusCode::PERMANENT_REDIRECT, page.as_bytes()),
                "{target}"
            );
        }
    }
    for nothing in ["//evil.example/", "/nothing/", "/nothing/x/", "/nothing/..//evil.example/"] {
        let (_, headers, _) = send(&site, get(nothing)).await;
        assert!(!headers.contains_key(header::LOCATION), "{nothing}");
    }
}
