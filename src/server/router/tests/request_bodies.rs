//! T6 and T22: server functions accept the documented object and nothing else, up to a size. A body
//! that never arrives blocks no other request.

use super::support::{
    CONFIRM_ACCOUNT, CONFIRM_HOSTED_PAGE, CONFIRM_PAYMENT_METHOD, CREATE_ACCOUNT,
    CREATE_PAYMENT_METHOD, Call, FIND_ACCOUNT, Fixture, GET_FILE, LIST_PAYMENT_METHODS,
    MAKE_DEFAULT, REMOVE_PAYMENT_METHOD, RSA_SIGNATURES, calls, fixture, get, kind, send, session,
    signature_calls, site_with,
};
use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::StatusCode,
};
use serde_json::{Value, json};
use std::convert::Infallible;

/// Every server function, with a body that it accepts.
fn endpoints() -> [(&'static str, Value); 11] {
    let callback =
        json!({"refId": "r", "token": "t", "timestamp": "1", "passthrough": "p", "signature": "s"});
    [
        (CREATE_PAYMENT_METHOD, json!({})),
        (CREATE_ACCOUNT, json!({"name": "Cedar & Sons"})),
        (GET_FILE, json!({"fileId": "f"})),
        (RSA_SIGNATURES, json!({})),
        (CONFIRM_PAYMENT_METHOD, json!({"paymentMethodId": "p"})),
        (CONFIRM_ACCOUNT, json!({"accountNumber": "A00000001"})),
        (FIND_ACCOUNT, json!({"crmId": "c"})),
        (LIST_PAYMENT_METHODS, json!({})),
        (MAKE_DEFAULT, json!({"paymentMethodId": "p"})),
        (REMOVE_PAYMENT_METHOD, json!({"paymentMethodId": "p"})),
        (CONFIRM_HOSTED_PAGE, json!({"callback": callback})),
    ]
}

/// The same body in forms that are not the documented object.
fn distorted(body: &Value) -> Vec<String> {
    let text = body.to_string();
    let fields = body.as_object().expect("an object");
    let values: Vec<_> = fields.values().collect();
    let mut all: Vec<String> = [
        "",
        " ",
        "[]",
        "null",
        "true",
        "7",
        "\"x\"",
        "{",
        "}",
        "[{}]",
        "{}{}",
        "undefined",
        "{'name':'x'}",
        "[[]]",
    ]
    .map(str::to_owned)
    .into();
    all.extend([
        // As a list of the values, which serde would take for the fields in their order.
        json!(values).to_string(),
        json!([body]).to_string(),
        json!({"body": body}).to_string(),
        format!("{text}x"),
        format!("{text} {{}}"),
        format!("{text},"),
        format!("\u{feff}{text}"),
        text.replacen('{', "{\"accountKey\":\"A00000002\",", 1).replace(",}", "}"),
        text.replacen('{', "{\"\":null,", 1).replace(",}", "}"),
    ]);
    for (name, value) in fields {
        let with = |value: Value| {
            let mut changed = body.clone();
            changed[name] = value;
            changed.to_string()
        };
        all.extend(
            [Value::Null, json!(7), json!(true), json!([value]), json!({}), json!([])].map(with),
        );
        // Twice, plainly and with its first letter escaped.
        let escaped =
            format!("\\u{:04x}{}", u32::from(name.chars().next().expect("a letter")), &name[1..]);
        for again in [name.as_str(), &escaped] {
            all.push(text.replacen('{', &format!("{{\"{again}\":{value},"), 1));
        }
        if let Some(inner) = value.as_object() {
            all.push(with(json!(inner.values().collect::<Vec<_>>())));
            all.push(text.replacen("\"refId\"", "\"refId\":\"r\",\"refId\"", 1));
            all.push(text.replacen("\"refId\"", "\"x\":\"r\",\"refId\"", 1));
        }
    }
    all
}

#[tokio::test]
async fn t6_every_function_refuses_a_body_other_than_the_documented_object() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "1000/1m")], |_| ());
    let cookie = session(&site).await;
    let mut refused = 0;
    for (path, body) in endpoints() {
        for bad in distorted(&body) {
            let (status, _, answer) = Call::new(&cookie).path(path).body(&bad).send(&site).await;
            assert_eq!(
                (status.as_u16(), kind(&answer).as_str()),
                (400, "bad_request"),
                "{path} {bad}: {answer}"
            );
            refused += 1;
        }
    }
    assert!(refused > 10 * endpoints().len(), "{refused}");
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
    // The twin: the documented body is read, and the call fails or not by what it says.
    for (path, body) in endpoints() {
        let (_, _, answer) =
            Call::new(&cookie).path(path).body(&format!(" {body}\n")).send(&site).await;
        assert_ne!(kind(&answer), "bad_request", "{path}: {answer}");
    }
}

#[tokio::test]
async fn arguments_that_no_page_sends_are_refused() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    for (path, body) in [
        (CREATE_ACCOUNT, json!({})),
        (CREATE_ACCOUNT, json!({"name": ""})),
        (CREATE_ACCOUNT, json!({"name": "  "})),
        (CREATE_ACCOUNT, json!({"name": "a\nb"})),
        (CREATE_ACCOUNT, json!({"name": "Rocket 🚀"})),
        (CREATE_ACCOUNT, json!({"name": "a".repeat(256)})),
        (CREATE_ACCOUNT, json!({"name": 1})),
        (CREATE_ACCOUNT, json!({"name": "a", "crmId": "b"})),
        (GET_FILE, json!({})),
        (GET_FILE, json!({"fileId": "a", "accountKey": "A00000002"})),
        (RSA_SIGNATURES, json!({"pageId": "other"})),
        (CONFIRM_HOSTED_PAGE, json!({"callback": {"refId": "a"}})),
        (CONFIRM_HOSTED_PAGE, json!({"refId": "a"})),
    ] {
        let (status, error, _) = Call::new(&cookie).path(path).json(&body).fetch_json(&site).await;
        assert_eq!(
            (status.as_u16(), &error["kind"]),
            (400, &"bad_request".into()),
            "{path} {body}"
        );
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_body_of_2048_bytes_is_accepted_and_one_of_2049_is_refused() {
    let Fixture { site, .. } = fixture().await;
    let cookie = session(&site).await;
    for (bytes, status) in [(2048, StatusCode::OK), (2049, StatusCode::PAYLOAD_TOO_LARGE)] {
        let body = format!("{{}}{}", " ".repeat(bytes - 2));
        assert_eq!(Call::new(&cookie).body(&body).send(&site).await.0, status, "{bytes}");
    }
}

/// Such a body would hold a place that others need.
#[tokio::test]
async fn t22_a_body_that_never_arrives_times_out() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let (parts, _) = Call::new(&cookie).build().into_parts();
    let (status, _, body) = send(&site, Request::from_parts(parts, silent())).await;
    assert_eq!((status, kind(&body).as_str()), (StatusCode::BAD_REQUEST, "bad_request"));
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}

/// More than are served at once.
const MANY: usize = 600;

fn silent() -> Body {
    Body::from_stream(futures::stream::pending::<Result<Bytes, Infallible>>())
}

/// A body that does not arrive holds a connection, and nothing else.
#[tokio::test]
async fn t22_bodies_that_never_arrive_do_not_block_other_requests() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let waiting: Vec<_> = (0..MANY)
        .map(|number| {
            let request = match number % 2 {
                0 => Call::new(&cookie).build(),
                _ => Call::new(&cookie)
                    .path("/csp-report")
                    .header("content-type", "application/csp-report")
                    .build(),
            };
            let (parts, _) = request.into_parts();
            let site = site.clone();
            tokio::spawn(async move {
                send(&site, Request::from_parts(parts, silent())).await.0.as_u16()
            })
        })
        .collect();
    tokio::task::yield_now().await;
    for _ in 0..20 {
        assert_eq!(send(&site, get("/")).await.0, StatusCode::OK);
    }
    assert_eq!(
        Call::new(&cookie).send(&site).await.0,
        StatusCode::OK,
        "signatures are not blocked either"
    );
    for (number, one) in waiting.into_iter().enumerate() {
        let status = one.await.expect("no panic");
        // Of reports, more than an address may send are refused for that.
        let expected: &[u16] = if number % 2 == 0 { &[400] } else { &[408, 429] };
        assert!(expected.contains(&status), "they time out: {status}");
    }
    assert_eq!(signature_calls(&zuora).await, 1);
}
