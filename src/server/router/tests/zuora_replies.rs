//! T9 and T11: a reply that the server cannot use never becomes a ticket, and a refusal is
//! distinguished from a broken reply.

use super::support::{Call, assert_closed_form, kind, serve, session, site};
use axum::{
    Router,
    body::{Body, Bytes},
    http::{StatusCode, header},
    response::Redirect,
    routing::{MethodRouter, any, post},
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

/// A Zuora that answers everything like this.
async fn zuora_answering(answer: MethodRouter) -> String {
    serve(Router::new().route("/{*path}", answer)).await
}

#[tokio::test]
async fn t9_a_redirect_is_not_followed() {
    let requests = Arc::new(AtomicUsize::new(0));
    let counter = requests.clone();
    let target = zuora_answering(any(async move || {
        counter.fetch_add(1, Ordering::Relaxed);
        "metadata"
    }))
    .await;
    for redirect in [Redirect::to, Redirect::temporary, Redirect::permanent] {
        let to = format!("{target}/latest/meta-data");
        let zuora = zuora_answering(any(async move || redirect(&to))).await;
        let site = site(&zuora);
        let cookie = session(&site).await;
        let (status, _, body) = Call::new(&cookie).send(&site).await;
        assert_eq!((status, kind(&body).as_str()), (StatusCode::BAD_GATEWAY, "zuora_protocol"));
        assert_closed_form(&body);
    }
    assert_eq!(requests.load(Ordering::Relaxed), 0);
}

/// The reply is cut off at a length, long before any time limit.
#[tokio::test]
async fn t9_an_endless_reply_is_cut_off() {
    let spaces = Bytes::from(vec![b' '; 16 * 1024]);
    let endless = any(async move || {
        Body::from_stream(futures::stream::repeat(Ok::<_, std::convert::Infallible>(spaces)))
    });
    let zuora = zuora_answering(endless).await;
    let site = site(&zuora);
    let cookie = session(&site).await;
    let (status, _, body) = Call::new(&cookie).send(&site).await;
    assert_eq!((status, kind(&body).as_str()), (StatusCode::BAD_GATEWAY, "zuora_protocol"));
}

#[tokio::test]
async fn t9_the_limit_counts_the_decompressed_reply() {
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    let token = json!({"access_token": "x".repeat(1024 * 1024), "expires_in": 3600}).to_string();
    bomb.write_all(token.as_bytes()).expect("it is compressed");
    let bomb: Bytes = bomb.finish().expect("and ended").into();
    assert!(bomb.len() < 10_000, "{}", bomb.len());
    let zuora =
        zuora_answering(any(async move || ([(header::CONTENT_ENCODING, "gzip")], bomb))).await;
    let site = site(&zuora);
    let cookie = session(&site).await;
    let (status, _, body) = Call::new(&cookie).send(&site).await;
    assert_eq!((status, kind(&body).as_str()), (StatusCode::BAD_GATEWAY, "zuora_protocol"));
}

/// A Zuora that grants this bearer token and answers the HMAC call with this status and body.
async fn zuora_with(bearer: Value, status: u16, body: String) -> String {
    let token = json!({"access_token": bearer, "token_type": "bearer", "expires_in": 3600});
    let status = StatusCode::from_u16(status).expect("a status");
    let answer = async move || (status, [(header::CONTENT_TYPE, "application/json")], body);
    let routes = Router::new()
        .route("/oauth/token", post(async move || token.to_string()))
        .route("/v1/hmac-signatures", post(answer));
    serve(routes).await
}

/// The status and body that a page gets from a site on top of [`zuora_with`].
async fn sign_with(bearer: Value, status: u16, body: &Value) -> (u16, Value, String) {
    let zuora = zuora_with(bearer, status, body.to_string()).await;
    let site = site(&zuora);
    let cookie = session(&site).await;
    let (status, _, text) = Call::new(&cookie).send(&site).await;
    (status.as_u16(), serde_json::from_str(&text).unwrap_or_default(), text)
}

#[tokio::test]
async fn t11_a_signature_or_token_that_no_header_can_carry_is_a_protocol_error() {
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
            let (status, error, text) = sign_with(json!("t"), 200, &body).await;
            assert_eq!((status, &error["kind"]), (502, &"zuora_protocol".into()), "{body}");
            assert!(!text.contains("evil") && !text.contains("signature"), "{text}");
        }
        let (status, error, _) = sign_with(
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
        let (status, error, _) = sign_with(json!("t"), 200, &body).await;
        assert_eq!((status, &error["kind"]), (502, &"zuora_protocol".into()), "{body}");
    }
    // The twin.
    let good = json!({"success": true, "signature": "c2lnbg==", "token": "eyJ0.e30-_~"});
    let (status, ticket, _) = sign_with(json!("t"), 200, &good).await;
    assert_eq!((status, &ticket["token"]), (200, &good["token"]));
}

#[tokio::test]
async fn each_form_of_refusal_is_recognized_and_its_code_is_a_number_or_absent() {
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
            json!({
                "Success": false,
                "Errors": [{"Code": "INVALID_VALUE", "Message": "at src/lib.rs:7"}],
            }),
            Value::Null,
        ),
        (403, json!({"message": "Forbidden at src/lib.rs:7"}), Value::Null),
        (400, json!({"success": false, "reasons": null}), Value::Null),
    ] {
        let (got, error, text) = sign_with(json!("t"), status, &body).await;
        assert_eq!((got, &error["kind"]), (502, &"zuora_refused".into()), "{body}");
        assert_eq!(error["zuoraCode"], zuora_code, "{body}");
        assert!(!text.contains(".rs") && !text.contains("INVALID"), "{text}");
    }
    for (status, body) in [
        (200, json!({"message": "Forbidden"})),
        (403, json!({})),
        (404, json!({"message": "Not found"})),
    ] {
        let (_, error, _) = sign_with(json!("t"), status, &body).await;
        assert_eq!(error["kind"], "zuora_protocol", "{status} {body}");
    }
}
