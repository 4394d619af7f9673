//! T26: requests under another host name than the public one.

use super::support::{CREATE_PAYMENT_METHOD, Fixture, ORIGIN, fixture, kind, send, site_with};
use axum::{
    body::Body,
    extract::Request,
    http::{Method, StatusCode, header},
};

#[tokio::test]
async fn t26_a_request_under_another_host_is_redirected_to_the_public_origin() {
    let Fixture { site, .. } = fixture().await;
    for (host, path) in [
        ("127.0.0.1:3000", "/?a=b"),
        ("www.localhost:3000", "/?lang=de"),
        ("[::1]:3000", "/"),
        ("shop.example", "/"),
        ("evil.test", "//evil.test/x"),
        ("localhost.evil.test", "/@evil.test"),
        ("localhost.", "/\\evil.test"),
        ("localhost@evil.test", "/"),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let request = Request::builder().method(method).uri(path).header(header::HOST, host);
            let (status, headers, _) =
                send(&site, request.body(Body::empty()).expect("a request")).await;
            assert_eq!(status, StatusCode::TEMPORARY_REDIRECT, "{host}");
            assert_eq!(headers[header::LOCATION], format!("{ORIGIN}{path}"), "{host}");
            assert!(!headers.contains_key(header::SET_COOKIE), "{host}");
        }
    }
    let health =
        Request::get("/healthz").header(header::HOST, "127.0.0.1:3000").body(Body::empty());
    assert_eq!(
        send(&site, health.expect("a request")).await.0,
        StatusCode::OK,
        "health is answered under any name"
    );
    for host in ["localhost", "localhost:3000", "LOCALHOST:3000", "localhost:8080"] {
        let request =
            Request::get("/").header(header::HOST, host).body(Body::empty()).expect("a request");
        assert_eq!(send(&site, request).await.0, StatusCode::OK, "{host}");
    }
}

#[tokio::test]
async fn t26_where_a_redirect_would_loop_the_answer_names_the_public_origin() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(
        &zuora,
        &[("PUBLIC_ORIGIN", "https://shop.example"), ("TRUSTED_PROXIES", "10.0.0.0/8")],
        |_| (),
    );
    let status_and_body = async |request: axum::http::request::Builder, peer: &str| {
        let mut request = request.body(Body::from("{}")).expect("a request");
        let peer: std::net::SocketAddr = peer.parse().expect("an address");
        request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        let (status, headers, body) = send(&site, request).await;
        assert!(!headers.contains_key(header::SET_COOKIE) || status == StatusCode::OK);
        (status.as_u16(), body)
    };
    let (proxy, other) = ("10.0.0.1:1", "192.0.2.1:1");
    let page = |host: &str| Request::get("/").header(header::HOST, host);
    // A proxy that does not pass on the host would lead the browser round in circles.
    for (request, peer) in [
        (page("backend:3000"), proxy),
        (page("127.0.0.1:3000").header("x-forwarded-for", "198.51.100.1"), other),
        (page("backend").header("via", "1.1 proxy"), other),
        (page("shop.example").header("x-forwarded-host", "evil.test"), proxy),
    ] {
        let (status, body) = status_and_body(request, peer).await;
        assert_eq!(status, 421);
        assert!(body.contains("https://shop.example/") && body.contains("Host"), "{body}");
    }
    assert_eq!(
        status_and_body(page("backend").header("x-forwarded-host", "shop.example"), proxy).await.0,
        200
    );
    assert_eq!(
        status_and_body(page("shop.example").header("x-forwarded-host", "evil.test"), other)
            .await
            .0,
        200,
        "not believed"
    );
    assert_eq!(
        status_and_body(page("backend").header("x-forwarded-host", "shop.example"), other).await.0,
        421
    );
    assert_eq!(status_and_body(page("shop.example"), other).await.0, 200);
    let call = |host: &str| {
        Request::post(CREATE_PAYMENT_METHOD)
            .header(header::HOST, host)
            .header(header::ORIGIN, "https://shop.example")
            .header(header::CONTENT_TYPE, "application/json")
    };
    let (status, body) = status_and_body(call("evil.test"), other).await;
    assert_eq!((status, kind(&body).as_str()), (421, "wrong_host"));
    assert_eq!(kind(&status_and_body(call("shop.example"), other).await.1), "no_session");
    let health = Request::get("/healthz").header(header::HOST, "10.0.0.7:3000");
    assert_eq!(status_and_body(health, other).await.0, 200, "health is answered by address");
}
