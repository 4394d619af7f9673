//! T9 and T11: replies of Zuora's that the server cannot use never become a ticket, and a refusal is
//! told from a broken reply.

use super::support::{assert_closed, kind, send, session, signing, site, zuora_that};
use axum::{
    Router,
    body::{Body, Bytes},
    http::{StatusCode, header},
    response::Redirect,
    routing::{any, post},
};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use std::{
    io::Write as _,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::net::TcpListener;

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

/// A Zuora that gives bearer tokens like this one and answers the HMAC call with this status and body.
async fn zuora_with(bearer: Value, status: u16, body: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base_url = format!("http://{}", listener.local_addr().expect("an address"));
    let granted =
        json!({"access_token": bearer, "token_type": "bearer", "expires_in": 3600}).to_string();
    let status = StatusCode::from_u16(status).expect("a status");
    let answer = async move || (status, [(header::CONTENT_TYPE, "application/json")], body);
    let routes = Router::new()
        .route("/oauth/token", post(async move || granted))
        .route("/v1/hmac-signatures", post(answer));
    tokio::spawn(axum::serve(listener, routes).into_future());
    base_url
}

/// What the page gets when Zuora answers the HMAC call like this.
async fn signed_with(bearer: Value, status: u16, body: &Value) -> (u16, Value, String) {
    let zuora = zuora_with(bearer, status, body.to_string()).await;
    let site = site(&zuora);
    let cookie = session(&site).await;
    let (status, _, text) = send(&site, signing(&cookie, &[])).await;
    (status.as_u16(), serde_json::from_str(&text).unwrap_or_default(), text)
}

#[tokio::test]
async fn t11_a_signature_or_token_that_no_header_can_carry_is_a_fault_of_zuoras() {
    let long = "x".repeat(10_000);
    for bad in [
        "",
        " ",
        "to ken",
        "token\n",
        "\ttoken",
        "token\r\nx-evil: 1",
        "token\u{0}",
        "t\u{7f}",
        "tökén",
        "\u{200b}",
        &*long,
    ] {
        for body in [
            json!({"success": true, "signature": bad, "token": "tok3n"}),
            json!({"success": true, "signature": "c2lnbg==", "token": bad}),
            json!({"success": true, "signature": bad, "token": bad}),
        ] {
            let (status, error, text) = signed_with(json!("t"), 200, &body).await;
            assert_eq!((status, &error["kind"]), (502, &"zuora_protocol".into()), "{body}");
            assert!(!text.contains("evil") && !text.contains("signature"), "{text}");
        }
        let (status, error, _) = signed_with(
            json!(bad),
            200,
            &json!({"success": true, "signature": "c2lnbg==", "token": "t"}),
        )
        .await;
        assert_eq!(
            (status, &error["kind"]),
            (502, &"zuora_protocol".into()),
            "as a bearer token: {bad:.40}"
        );
    }
    for body in [
        json!({"success": true}),
        json!({"success": true, "signature": 1, "token": 2}),
        json!([]),
        json!(null),
    ] {
        let (status, error, _) = signed_with(json!("t"), 200, &body).await;
        assert_eq!((status, &error["kind"]), (502, &"zuora_protocol".into()), "{body}");
    }
    // The twin.
    let good = json!({"success": true, "signature": "c2lnbg==", "token": "eyJ0.e30-_~"});
    let (status, ticket, _) = signed_with(json!("t"), 200, &good).await;
    assert_eq!((status, &ticket["token"]), (200, &good["token"]));
}

#[tokio::test]
async fn a_refusal_in_another_form_is_a_refusal_and_its_code_a_number_or_nothing() {
    let code = |number: u64| json!(number);
    for (status, body, zuora_code) in [
        (200, json!({"success": false}), Value::Null),
        (200, json!({"Success": false}), Value::Null),
        (200, json!({"success": "false"}), Value::Null),
        (200, json!({"success": false, "reasons": [{"code": 59_010_220}]}), code(59_010_220)),
        (200, json!({"success": false, "reasons": [{"code": "59010220"}]}), code(59_010_220)),
        (
            200,
            json!({"success": false, "reasons": [{"code": 590_102_205_900_u64}]}),
            code(590_102_205_900),
        ),
        (200, json!({"success": false, "reasons": [{"message": "at src/lib.rs:7"}]}), Value::Null),
        (200, json!({"success": false, "reasons": {"code": 59_010_220}}), code(59_010_220)),
        (
            200,
            json!({"Success": false, "Errors": [{"Code": "INVALID_VALUE", "Message": "at src/lib.rs:7"}]}),
            Value::Null,
        ),
        (403, json!({"message": "Forbidden at src/lib.rs:7"}), Value::Null),
        (400, json!({"success": false, "reasons": null}), Value::Null),
    ] {
        let (got, error, text) = signed_with(json!("t"), status, &body).await;
        assert_eq!((got, &error["kind"]), (502, &"zuora_refused".into()), "{body}");
        assert_eq!(error["zuoraCode"], zuora_code, "{body}");
        assert!(!text.contains(".rs") && !text.contains("INVALID"), "{text}");
    }
    for (status, body) in [
        (200, json!({"message": "Forbidden"})),
        (403, json!({})),
        (404, json!({"message": "Not found"})),
    ] {
        let (_, error, _) = signed_with(json!("t"), status, &body).await;
        assert_eq!(error["kind"], "zuora_protocol", "{status} {body}");
    }
}
