//! T6: a session signs for its own account and for no other, whatever is sent with it; and the
//! demonstration's menu of customers.

use super::support::{
    Call, Fixture, fixture, get_with, journal, send, session, session_cookie, site_with,
};
use axum::{
    Router,
    http::{StatusCode, header},
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// The cookie of a session in which this customer was chosen, by a click on a page of ours.
async fn signed_in(site: &Router, key: &str) -> String {
    let click = get_with(&format!("/?customer={key}"), &[("sec-fetch-site", "same-origin")]);
    let (status, headers, _) = send(site, click).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(headers[header::LOCATION], "/");
    let cookie = headers[header::SET_COOKIE].to_str().expect("text");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    session_cookie(&headers)
}

async fn account(site: &Router, cookie: &str) -> String {
    let (_, _, body) = Call::new(cookie).send(site).await;
    let ticket: Value = serde_json::from_str(&body).expect("JSON");
    ticket["accountKey"].as_str().expect("an account").to_owned()
}

async fn page_for(site: &Router, cookie: &str) -> String {
    send(site, get_with("/", &[("cookie", cookie)])).await.2
}

#[tokio::test]
async fn t6_choosing_a_customer_starts_a_session_for_that_account() {
    let Fixture { site, .. } = fixture().await;
    let first = session(&site).await;
    assert_eq!(account(&site, &first).await, "A00000001");
    assert!(page_for(&site, &first).await.contains("signed-in\">Acme Rockets"));
    let second = signed_in(&site, "A00000002").await;
    assert_eq!(account(&site, &second).await, "A00000002");
    let html = page_for(&site, &second).await;
    assert!(html.contains("signed-in\">Blue Harbour"));
    assert!(
        html.contains(r#"<a href="?customer=A00000002" aria-current="true">Blue Harbour"#),
        "{html}"
    );
    assert_ne!(
        first.split('.').next(),
        second.split('.').next(),
        "to sign in begins a new session"
    );
}

#[tokio::test]
async fn t21_choosing_a_customer_redirects_within_this_site() {
    let Fixture { site, .. } = fixture().await;
    for (path, location) in [
        ("/nowhere?customer=A00000002", "/nowhere"),
        ("//evil.example?customer=A00000002", "/evil.example"),
        ("/\\evil.example?customer=A00000002", "/evil.example"),
    ] {
        let click = get_with(path, &[("sec-fetch-site", "same-origin")]);
        let (_, headers, _) = send(&site, click).await;
        assert_eq!(headers[header::LOCATION], location, "{path}");
    }
}

#[tokio::test]
async fn t6_a_link_on_another_site_does_not_change_the_customer() {
    let Fixture { site, .. } = fixture().await;
    for (path, fetch_site) in [
        ("/?customer=A00000002", "cross-site"),
        ("/?customer=A00000002", "same-site"),
        ("/?customer=A00000002", "none"),
        ("/?customer=A00000002", ""),
        ("/?customer=A00000009", "same-origin"),
        ("/?customer=", "same-origin"),
    ] {
        let link = get_with(path, &[("sec-fetch-site", fetch_site)]);
        let (status, _, body) = send(&site, link).await;
        assert_eq!(status, StatusCode::OK, "{path} {fetch_site}");
        assert!(body.contains("signed-in\">Acme Rockets"), "{path} {fetch_site}");
    }
}

/// Whatever a browser sends in place of `{}`, no account or address of its choosing gets signed.
#[test]
fn t6_t7_no_body_gets_a_ticket_for_another_account_or_address() {
    let runtime = Runtime::new().expect("a runtime");
    let (site, zuora, cookie) = runtime.block_on(async {
        let Fixture { zuora, .. } = fixture().await;
        let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "100000/1m")], |_| ());
        let cookie = session(&site).await;
        (site, zuora, cookie)
    });
    let name = prop_oneof![
        Just("accountKey".to_owned()),
        Just("account_key".to_owned()),
        Just("uri".to_owned()),
        Just("method".to_owned()),
        ".{0,8}",
    ];
    let value = prop_oneof![
        Just(json!("A00000002")),
        Just(json!("https://evil.example/v1/accounts")),
        Just(json!({"accountKey": "A00000002"})),
        Just(json!(null)),
        ".{0,20}".prop_map(|text| json!(text)),
    ];
    let bodies = prop_oneof![
        9 => prop::collection::vec((name, value), 0..3)
            .prop_map(|fields| Value::Object(fields.into_iter().collect()).to_string()),
        1 => ".{0,40}",
        1 => Just("[{}]".to_owned()),
    ];
    let rules = Config { failure_persistence: None, ..Config::default() };
    TestRunner::new(rules)
        .run(&bodies, |body| {
            let (status, _, answer) = runtime.block_on(Call::new(&cookie).body(&body).send(&site));
            prop_assert_eq!(
                status == StatusCode::OK,
                serde_json::from_str::<Value>(&body).is_ok_and(|json| json == json!({})),
                "{} {}",
                body,
                answer
            );
            Ok(())
        })
        .expect("none");
    let journal = runtime.block_on(journal(&zuora));
    let signatures = journal.iter().filter(|exchange| exchange["path"] == "/v1/hmac-signatures");
    let bodies: Vec<_> = signatures.map(|exchange| &exchange["body"]).collect();
    assert!(!bodies.is_empty(), "some bodies are {{}}");
    let expected = json!({
        "uri": format!("{zuora}/v1/payment-methods/credit-cards"),
        "method": "POST",
        "accountKey": "A00000001",
    });
    assert!(bodies.iter().all(|body| **body == expected), "{bodies:?}");
}
