//! T25: which callbacks of the hosted page are believed, and the site without a hosted page.

use super::support::{
    CONFIRM_HOSTED_PAGE, Call, Fixture, RSA_SIGNATURES, calls, fixture, get, send, session, site,
    site_with,
};
use axum::http::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn t25_a_callback_that_zuora_did_not_sign_is_refused() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let (_, ticket, _) = Call::new(&cookie).path(RSA_SIGNATURES).fetch_json(&site).await;
    let now = time::OffsetDateTime::now_utc().unix_timestamp() * 1000;
    let callback = |passthrough: &Value, timestamp: i64| {
        json!({"callback": {
            "refId": "x", "token": "t", "timestamp": timestamp.to_string(),
            "passthrough": passthrough, "signature": "AAAA",
        }})
    };
    let (hour, own) = (3_600_000, ticket["passthrough"].clone());
    for (what, body) in [
        ("one of other parts", {
            let mut callback = callback(&own, now);
            callback["callback"]["token"] = "t#t".into();
            callback
        }),
        ("another session's", callback(&"A".repeat(22).into(), now)),
        ("an old one", callback(&own, now - hour)),
        ("one of the future", callback(&own, now + hour)),
        ("one without a signature of Zuora's", callback(&own, now)),
    ] {
        let (status, error, _) =
            Call::new(&cookie).path(CONFIRM_HOSTED_PAGE).json(&body).fetch_json(&site).await;
        assert_eq!((status.as_u16(), &error["kind"]), (403, &"callback_refused".into()), "{what}");
    }
    let called = calls(&zuora).await;
    assert!(
        !called.iter().any(|call| call.contains("rsa-signatures")),
        "none of them needs the key: {called:?}"
    );
}

#[tokio::test]
async fn without_a_hosted_page_its_functions_are_not_configured() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[], |site| site.state.hosted_page = None);
    let cookie = session(&site).await;
    for (path, body) in [
        (RSA_SIGNATURES, json!({})),
        (
            CONFIRM_HOSTED_PAGE,
            json!({"callback": {
                "refId": "", "token": "", "timestamp": "", "passthrough": "", "signature": "",
            }}),
        ),
    ] {
        let (status, error, _) = Call::new(&cookie).path(path).json(&body).fetch_json(&site).await;
        assert_eq!((status.as_u16(), &error["kind"]), (501, &"not_configured".into()), "{path}");
    }
}

#[tokio::test]
async fn without_a_hosted_page_no_link_leads_to_it() {
    let Fixture { zuora, .. } = fixture().await;
    let off = site_with(&zuora, &[], |site| site.state.hosted_page = None);
    let on = site(&zuora);
    let link = "<a href=\"/hosted-page\"";
    for (path, links) in [("/operations", 2), ("/account", 1), ("/documents", 1)] {
        let (_, _, html) = send(&off, get(path)).await;
        assert!(!html.contains("/hosted-page"), "{path}: {html}");
        // The twin: in the navigation, and among the operations.
        let (_, _, html) = send(&on, get(path)).await;
        assert_eq!(html.matches(link).count(), links, "{path}");
    }
    // At its address, the page itself says what is missing.
    let (status, _, html) = send(&off, get("/hosted-page")).await;
    assert!(status == StatusCode::OK && html.contains("Hosted payment page"), "{html}");
}
