//! T11 and T9: what a fault looks like from outside, and how far the server goes to reach Zuora.

use super::*;
use crate::{
    server::{
        account_resolver::{AccountResolver, BoxFuture},
        session::Session,
    },
    zuora::AccountKey,
};
use axum::{body::Bytes, response::Redirect, routing::any};
use flate2::{Compression, write::GzEncoder};
use std::{
    io::Write as _,
    sync::atomic::{AtomicUsize, Ordering},
};

/// An error is JSON of a closed form: nothing in it comes from a library, from Zuora or from this machine.
fn assert_closed(body: &str) {
    let json: Value = serde_json::from_str(body).expect("an error is JSON");
    let fields = json.as_object().expect("an object");
    for (name, value) in fields {
        let is_closed = match name.as_str() {
            "kind" => value.as_str().is_some_and(|kind| {
                crate::api_error::ApiErrorKind::all().any(|known| known.name() == kind)
            }),
            "requestId" => value.as_str().is_some_and(|id| id.len() == 36),
            "zuoraCode" | "retryAfter" => value.is_u64(),
            _ => false,
        };
        assert!(is_closed, "{name} in {body}");
    }
    assert!(fields.contains_key("requestId"), "{body}");
}

#[tokio::test]
async fn t11_every_fault_of_zuoras_is_told_in_a_closed_form() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    for fault in [
        json!({"status": 500}),
        json!({"status": 302}),
        json!({"malformed": true}),
        json!({"truncate": true}),
        json!({"reset": true}),
        json!({"rateLimit": {"retryAfter": 2}}),
        json!({"reason": {"code": 59_210_020, "message": "at reqwest/src/lib.rs:7 http://127.0.0.1 Bearer abc"}}),
    ] {
        let order = json!({"operation": "hmac-signatures", "fault": fault});
        let ordered =
            reqwest::Client::new().post(format!("{zuora}/sandbox/faults")).json(&order).send();
        assert!(ordered.await.expect("an answer").status().is_success(), "{order}");
        let (status, headers, body) = send(&site, signing(&cookie, &[])).await;
        assert!(status.is_server_error(), "{fault}: {status}");
        assert_eq!(headers[header::CONTENT_TYPE], "application/json", "{fault}");
        assert_closed(&body);
    }
}

#[derive(Debug)]
struct Panicking;

impl AccountResolver for Panicking {
    fn account_key<'a>(
        &'a self,
        _: &'a Session,
        headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Option<AccountKey>> {
        assert!(!headers.contains_key("x-panic"), "card 4111111111111111 at {}", file!());
        Box::pin(async { Some(AccountKey::from("A00000001".to_owned())) })
    }
}

#[tokio::test]
async fn t11_a_panic_is_told_under_an_id_and_the_next_request_does_not_notice() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[], |site| site.state.customers = Arc::new(Panicking));
    let cookie = session(&site).await;
    let mut request = signing(&cookie, &[]);
    request.headers_mut().insert("x-panic", "1".parse().expect("a value"));
    let (status, headers, body) = send(&site, request).await;
    assert_eq!((status, kind(&body).as_str()), (StatusCode::INTERNAL_SERVER_ERROR, "internal"));
    assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY));
    assert_closed(&body);
    assert_eq!(send(&site, signing(&cookie, &[])).await.0, StatusCode::OK);
}

#[tokio::test]
async fn t11_the_door_tells_its_refusals_in_a_closed_form_too() {
    let Fixture { site, .. } = fixture().await;
    let cookie = session(&site).await;
    for changes in [
        [("cookie", "")],
        [("sec-fetch-site", "cross-site")],
        [(":method", "PUT")],
        [("content-type", "text/plain")],
        [("accept", "text/html")],
        [(":path", "/api/src/lib.rs:7")],
        [(":body", r#"{"<script>": "4111111111111111"}"#)],
        [(":body", "4111111111111111")],
    ] {
        let (status, _, body) = send(&site, signing(&cookie, &changes)).await;
        assert!(status.is_client_error(), "{changes:?}: {status}");
        assert_closed(&body);
    }
}

/// A Zuora that answers everything like this.
async fn zuora_that(answer: axum::routing::MethodRouter) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base_url = format!("http://{}", listener.local_addr().expect("an address"));
    let routes = Router::new().route("/{*path}", answer);
    tokio::spawn(axum::serve(listener, routes).into_future());
    base_url
}

#[tokio::test]
async fn t9_a_redirect_is_not_followed() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = asked.clone();
    let target = zuora_that(any(async move || {
        counted.fetch_add(1, Ordering::Relaxed);
        "metadata"
    }))
    .await;
    for redirect in [Redirect::to, Redirect::temporary, Redirect::permanent] {
        let to = format!("{target}/latest/meta-data");
        let zuora = zuora_that(any(async move || redirect(&to))).await;
        let site = site(&zuora);
        let cookie = session(&site).await;
        let (status, _, body) = send(&site, signing(&cookie, &[])).await;
        assert_eq!((status, kind(&body).as_str()), (StatusCode::BAD_GATEWAY, "zuora_protocol"));
        assert_closed(&body);
    }
    assert_eq!(asked.load(Ordering::Relaxed), 0);
}

/// Cut off at its length, long before any time limit: whoever sends without end does so for all of them.
#[tokio::test]
async fn t9_a_reply_that_never_ends_is_cut_off() {
    let spaces = Bytes::from(vec![b' '; 16 * 1024]);
    let endless = any(async move || {
        Body::from_stream(futures::stream::repeat(Ok::<_, std::convert::Infallible>(spaces)))
    });
    let zuora = zuora_that(endless).await;
    let site = site(&zuora);
    let cookie = session(&site).await;
    let (status, _, body) = send(&site, signing(&cookie, &[])).await;
    assert_eq!((status, kind(&body).as_str()), (StatusCode::BAD_GATEWAY, "zuora_protocol"));
}

/// Nor does it help to compress it.
#[tokio::test]
async fn t9_what_a_reply_is_when_it_is_unpacked_counts() {
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    let granted = json!({"access_token": "x".repeat(1024 * 1024), "expires_in": 3600}).to_string();
    bomb.write_all(granted.as_bytes()).expect("it is compressed");
    let bomb: Bytes = bomb.finish().expect("and ended").into();
    assert!(bomb.len() < 10_000, "{}", bomb.len());
    let zuora = zuora_that(any(async move || ([(header::CONTENT_ENCODING, "gzip")], bomb))).await;
    let site = site(&zuora);
    let cookie = session(&site).await;
    let (status, _, body) = send(&site, signing(&cookie, &[])).await;
    assert_eq!((status, kind(&body).as_str()), (StatusCode::BAD_GATEWAY, "zuora_protocol"));
}

/// It would hold a place that others need.
#[tokio::test]
async fn t22_a_body_that_never_comes_is_not_waited_for() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let (parts, _) = signing(&cookie, &[]).into_parts();
    let silent =
        Body::from_stream(futures::stream::pending::<Result<Bytes, std::convert::Infallible>>());
    let (status, _, body) = send(&site, Request::from_parts(parts, silent)).await;
    assert_eq!((status, kind(&body).as_str()), (StatusCode::BAD_REQUEST, "bad_request"));
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}
