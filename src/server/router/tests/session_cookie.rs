//! T4 and T26: the attributes of the session's cookie, and other cookies beside it.

use super::support::{Fixture, fixture, get, kind, send, session, signing, site_with};
use axum::{
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
};

#[tokio::test]
async fn the_session_cookie_is_for_this_site_and_not_for_script() {
    let Fixture { site, .. } = fixture().await;
    let (_, headers, _) = send(&site, get("/")).await;
    let cookie = headers[header::SET_COOKIE].to_str().expect("text");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let mut again = get("/");
    let pair = cookie.split(';').next().expect("a pair").parse().expect("a header");
    again.headers_mut().insert(header::COOKIE, pair);
    let (_, headers, _) = send(&site, again).await;
    assert!(!headers.contains_key(header::SET_COOKIE), "a visitor keeps the session");
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

#[tokio::test]
async fn t26_no_cookie_of_anybody_else_hides_the_session_or_replaces_it() {
    let Fixture { site, .. } = fixture().await;
    let cookie = session(&site).await;
    let name = cookie.split('=').next().expect("a name");
    for around in [
        format!("city=Zürich; {cookie}"),
        format!("{cookie}; name=Müller"),
        format!("emoji=🚀; {cookie}; x=\u{7f}é"),
        format!("a=\"1; b=2\"; {cookie}"),
        format!("=; ; ;;flag; {cookie}"),
        format!("{name}=of-another-port; {cookie}"),
        format!("{cookie}; {name}=of-another-port"),
        format!("{name}=Zürich; {cookie}"),
    ] {
        let around = around.replace('\u{7f}', "");
        let with = |mut request: Request| {
            let value = HeaderValue::from_bytes(around.as_bytes()).expect("a value");
            request.headers_mut().insert(header::COOKIE, value);
            request
        };
        let (_, headers, _) = send(&site, with(get("/"))).await;
        assert!(!headers.contains_key(header::SET_COOKIE), "{around}");
        let (status, _, body) = send(&site, with(signing("", &[]))).await;
        assert_eq!(status, StatusCode::OK, "{around}: {body}");
    }
    let twin = format!("\u{2000}{cookie}");
    let mut request = signing("", &[]);
    request
        .headers_mut()
        .insert(header::COOKIE, HeaderValue::from_bytes(twin.as_bytes()).expect("a value"));
    assert_eq!(kind(&send(&site, request).await.2), "no_session", "another name");
}
