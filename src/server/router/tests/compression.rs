//! What is compressed for clients that accept it: pages, and no answer of a server function.

use super::support::{Call, Fixture, fixture, get_with, session};
use axum::{
    Router,
    body::Bytes,
    extract::Request,
    http::{HeaderMap, StatusCode, header},
};
use http_body_util::BodyExt as _;
use std::io::Read as _;
use tower::ServiceExt as _;

async fn send(site: &Router, request: Request) -> (StatusCode, HeaderMap, Bytes) {
    let (parts, body) = site.clone().oneshot(request).await.expect("an answer").into_parts();
    (parts.status, parts.headers, body.collect().await.expect("a whole body").to_bytes())
}

#[tokio::test]
async fn a_page_is_compressed_for_who_accepts_that_and_is_the_same() {
    let Fixture { site, .. } = fixture().await;
    let cookie = session(&site).await;
    for path in ["/", "/nowhere"] {
        let request =
            |encoding| get_with(path, &[("cookie", &*cookie), ("accept-encoding", encoding)]);
        let (status, headers, plain) = send(&site, request("identity")).await;
        assert!(!headers.contains_key(header::CONTENT_ENCODING));
        let (compressed_status, headers, compressed) = send(&site, request("gzip, br")).await;
        assert_eq!(headers[header::CONTENT_ENCODING], "gzip");
        let mut vary = headers.get_all(header::VARY).iter();
        assert!(vary.any(|value| value == "accept-encoding"), "{headers:?}");
        assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY));
        assert!(compressed.len() * 3 < plain.len() * 2, "{} of {}", compressed.len(), plain.len());
        let mut page = Vec::new();
        flate2::read::GzDecoder::new(&*compressed).read_to_end(&mut page).expect("gzip");
        assert_eq!((compressed_status, page), (status, plain.to_vec()), "{path}");
    }
}

#[tokio::test]
async fn t8_no_answer_with_a_ticket_is_compressed() {
    let Fixture { site, .. } = fixture().await;
    let cookie = session(&site).await;
    let call = || Call::new(&cookie).header("accept-encoding", "gzip");
    for (request, expected) in
        [(call().build(), StatusCode::OK), (call().body("[").build(), StatusCode::BAD_REQUEST)]
    {
        let (status, headers, body) = send(&site, request).await;
        assert_eq!(status, expected);
        assert!(!headers.contains_key(header::CONTENT_ENCODING), "{status}");
        assert!(serde_json::from_slice::<serde_json::Value>(&body).is_ok(), "{status}");
    }
}
