//! T4 and T26: the attributes of the session's cookie, and other cookies beside it.

use super::support::{
    Call, Fixture, fixture, get, get_with, kind, send, session, session_cookie, site_with,
};
use axum::http::{HeaderValue, Method, StatusCode, header};

#[tokio::test]
async fn the_session_cookie_is_http_only_same_site_and_set_once() {
    let Fixture { site, .. } = fixture().await;
    let (_, headers, _) = send(&site, get("/")).await;
    let cookie = headers[header::SET_COOKIE].to_str().expect("text");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let again = get_with("/", &[("cookie", &session_cookie(&headers))]);
    let (_, headers, _) = send(&site, again).await;
    assert!(!headers.contains_key(header::SET_COOKIE), "a visitor keeps the session");
}

#[tokio::test]
async fn t4_under_https_the_cookie_is_for_this_host_alone() {
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
async fn t26_other_cookies_neither_hide_nor_replace_the_session() {
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
        let value = HeaderValue::from_bytes(around.as_bytes()).expect("a value");
        let mut page = get("/");
        page.headers_mut().insert(header::COOKIE, value.clone());
        let (_, headers, _) = send(&site, page).await;
        assert!(!headers.contains_key(header::SET_COOKIE), "{around}");
        let (status, _, body) = Call::without_session().header("cookie", value).send(&site).await;
        assert_eq!(status, StatusCode::OK, "{around}: {body}");
    }
    let twin = format!("\u{2000}{cookie}");
    let twin = HeaderValue::from_bytes(twin.as_bytes()).expect("a value");
    let (_, _, body) = Call::without_session().header("cookie", twin).send(&site).await;
    assert_eq!(kind(&body), "no_session", "another name");
}
