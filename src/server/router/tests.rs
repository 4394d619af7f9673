//! The public listener without a browser, against a sandbox.
#![cfg(feature = "demo")]

use super::*;
use crate::server::{
    rate_limits::LOOKUP_FACTOR,
    settings::{Client, Settings, Source, Zuora},
    zuora_client::{ZuoraClient, http},
};
use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, header},
};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::net::TcpListener;
use tower::ServiceExt as _;

mod bodies;
mod budgets;
mod confirm;
mod customers;
mod errors;
mod forgery;
mod headers;
mod machines;
mod operations;
mod page;
mod verify_page;
mod visitors;
mod visitors_model;
mod zuoras_words;

const ORIGIN: &str = "http://localhost:3000";
const SIGN: &str = "/api/sign/create-payment-method";

/// The site, and the base URL of the sandbox it signs with.
struct Fixture {
    site: Router,
    zuora: String,
}

async fn fixture() -> Fixture {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let zuora = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(axum::serve(listener, crate::sandbox::router(ORIGIN)).into_future());
    Fixture { site: site(&zuora), zuora }
}

fn site(zuora: &str) -> Router {
    site_with(zuora, &[], |_| ())
}

/// The site with these settings and that change.
fn site_with(zuora: &str, settings: &[(&str, &str)], change: impl FnOnce(&mut Site)) -> Router {
    let mut settings = Settings::read(Source::new(settings)).expect("right settings");
    let Zuora::Sandbox { client, .. } = settings.zuora.target.clone() else {
        panic!("the default is the sandbox")
    };
    let public_origin = settings.public_address.origin.clone();
    let public_origin = public_origin.unwrap_or(Origin::parse(ORIGIN).expect("an origin"));
    settings.built_site.root = assets::tests::site_root();
    let assets = Assets::read(&settings.built_site.root, false).expect("files");
    let zuora = (zuora.parse().expect("a URL"), client);
    let mut site = Site::new(&settings, zuora, public_origin, assets).expect("a site");
    change(&mut site);
    router(site)
}

/// The site, as a client that the sandbox does not know.
fn as_a_stranger(zuora: &str) -> Router {
    let stranger = Client {
        id: "5a4db0c5-1111-4111-8111-000000000001".into(),
        secret: "wrong-secret".into(),
        entity_id: None,
    };
    site_with(zuora, &[], |site| {
        let base_url = zuora.parse().expect("a URL");
        site.state.zuora =
            Arc::new(ZuoraClient::new(http::client().expect("a client"), base_url, stranger));
    })
}

async fn send(site: &Router, request: Request) -> (StatusCode, HeaderMap, String) {
    let response = site.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = body.collect().await.expect("a whole body").to_bytes();
    (parts.status, parts.headers, String::from_utf8_lossy(&body).into_owned())
}

fn get(path: &str) -> Request {
    Request::builder().uri(path).body(Body::empty()).expect("a request")
}

/// A session's cookie, from the first page.
async fn session(site: &Router) -> String {
    let (_, headers, _) = send(site, get("/")).await;
    let cookie = headers[header::SET_COOKIE].to_str().expect("text").to_owned();
    cookie.split(';').next().expect("a pair").to_owned()
}

/// What our own page sends, with changes.
fn signing(cookie: &str, changes: &[(&str, &str)]) -> Request {
    let change =
        |name: &str| changes.iter().find(|(changed, _)| *changed == name).map(|(_, value)| *value);
    let mut request = Request::builder()
        .method(change(":method").unwrap_or("POST"))
        .uri(change(":path").unwrap_or(SIGN));
    for (name, ours) in [
        ("cookie", cookie),
        ("content-type", "application/json"),
        ("accept", "application/json"),
        ("origin", ORIGIN),
        ("sec-fetch-site", "same-origin"),
    ] {
        let value = change(name).unwrap_or(ours);
        if !value.is_empty() {
            request = request.header(name, value);
        }
    }
    let body = change(":body").unwrap_or("{}").to_owned();
    request.body(Body::from(body)).expect("a request")
}

async fn calls(zuora: &str) -> Vec<String> {
    let journal: Value = reqwest::get(format!("{zuora}/sandbox/journal"))
        .await
        .expect("the sandbox answers")
        .json()
        .await
        .expect("JSON");
    let exchanges = journal.as_array().expect("a list");
    exchanges.iter().filter_map(|exchange| exchange["path"].as_str().map(str::to_owned)).collect()
}

fn kind(body: &str) -> String {
    let json: Value = serde_json::from_str(body).unwrap_or_default();
    json["kind"].as_str().unwrap_or("no kind").to_owned()
}

#[tokio::test]
async fn a_session_gets_a_ticket_for_its_own_account() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let (status, headers, body) = send(&site, signing(&cookie, &[])).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(headers[header::CONTENT_TYPE], "application/json");
    let ticket: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(ticket["method"], "POST");
    assert_eq!(ticket["uri"], format!("{zuora}/v1/payment-methods/credit-cards"));
    assert_eq!(ticket["accountKey"], "A00000001");
    assert_eq!(ticket["token"].as_str().map(str::len), Some(32));
    assert!(ticket["signature"].is_string());
}

/// Each row is what our own page sends with one thing changed. None of them may make Zuora sign anything.
#[tokio::test]
async fn the_door_lets_nothing_else_pass() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let forged = format!("{cookie}A");
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(4000));
    for (changes, expected, name) in [
        (&[("sec-fetch-site", "cross-site")][..], 403, "not_same_origin"),
        (&[("sec-fetch-site", "same-site")], 403, "not_same_origin"),
        (&[("sec-fetch-site", "none")], 403, "not_same_origin"),
        (&[("origin", "http://evil.example")], 403, "not_same_origin"),
        (&[("origin", "null")], 403, "not_same_origin"),
        (&[("sec-fetch-site", ""), ("origin", "http://evil.example")], 403, "not_same_origin"),
        (&[("sec-fetch-site", ""), ("origin", "null")], 403, "not_same_origin"),
        (&[("sec-fetch-site", ""), ("origin", "")], 403, "not_same_origin"),
        (&[("cookie", "")], 403, "no_session"),
        (&[("cookie", &forged)], 403, "no_session"),
        (&[(":method", "GET")], 405, "method_not_allowed"),
        (&[(":method", "PUT")], 405, "method_not_allowed"),
        (&[(":method", "OPTIONS")], 405, "method_not_allowed"),
        (&[("content-type", "text/plain")], 415, "unsupported_media_type"),
        (&[("content-type", "application/x-www-form-urlencoded")], 415, "unsupported_media_type"),
        (&[("content-type", "")], 415, "unsupported_media_type"),
        (&[("accept", "text/html,*/*")], 406, "not_acceptable"),
        (&[(":body", r#"{"accountKey":"A00000002"}"#)], 400, "bad_request"),
        (&[(":body", r#"{"uri":"https://evil.example"}"#)], 400, "bad_request"),
        (&[(":body", "")], 400, "bad_request"),
        (&[(":body", "[")], 400, "bad_request"),
        (&[(":body", "[]")], 400, "bad_request"),
        (&[(":body", &long)], 413, "too_large"),
        (&[(":path", "/api/sign/anything-else")], 404, "not_found"),
        (&[(":path", "/api/")], 404, "not_found"),
    ] {
        let (status, headers, body) = send(&site, signing(&cookie, changes)).await;
        assert_eq!(
            (status.as_u16(), kind(&body).as_str()),
            (expected, name),
            "{changes:?}: {body}"
        );
        assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY), "{changes:?}");
        assert!(!headers.contains_key(header::LOCATION), "{changes:?}");
        assert!(!body.contains("evil") && !body.contains(".rs"), "{changes:?}: {body}");
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_browser_without_fetch_metadata_shows_its_origin() {
    let Fixture { site, .. } = fixture().await;
    let cookie = session(&site).await;
    let (status, ..) = send(&site, signing(&cookie, &[("sec-fetch-site", "")])).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn zuora_down_and_zuora_refusing_are_told_apart() {
    let site = site("http://127.0.0.1:9");
    let cookie = session(&site).await;
    let (status, _, body) = send(&site, signing(&cookie, &[])).await;
    assert_eq!((status.as_u16(), kind(&body).as_str()), (503, "zuora_unreachable"));

    let Fixture { zuora, .. } = fixture().await;
    let site = as_a_stranger(&zuora);
    let cookie = session(&site).await;
    let (status, _, body) = send(&site, signing(&cookie, &[])).await;
    assert_eq!((status.as_u16(), kind(&body).as_str()), (502, "zuora_refused"));
    assert!(!body.contains("wrong-secret"));
    let (status, ..) = send(&site, get("/readyz")).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_client_that_zuora_refuses_is_not_tried_again_and_again() {
    let Fixture { zuora, .. } = fixture().await;
    let site = as_a_stranger(&zuora);
    let cookie = session(&site).await;
    for _ in 0..20 {
        assert_eq!(send(&site, signing(&cookie, &[])).await.0, StatusCode::BAD_GATEWAY);
    }
    assert_eq!(calls(&zuora).await, ["/oauth/token"]);
}

#[tokio::test]
async fn a_zuora_that_says_nothing_is_given_up_in_time_by_everybody() {
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let site = site(&format!("http://{}", silent.local_addr().expect("an address")));
    let cookie = session(&site).await;
    let begun = std::time::Instant::now();
    let all = (0..20).map(|_| {
        let (site, cookie) = (site.clone(), cookie.clone());
        tokio::spawn(async move { send(&site, signing(&cookie, &[])).await })
    });
    for one in all.collect::<Vec<_>>() {
        let (status, _, body) = one.await.expect("no panic");
        assert_eq!((status.as_u16(), kind(&body).as_str()), (504, "zuora_timeout"));
    }
    assert!(begun.elapsed() < http::CALL_TIMEOUT, "{:?}", begun.elapsed());
    drop(silent);
}

#[tokio::test]
async fn two_hundred_at_once_share_one_bearer_token() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "200/1m")], |_| ());
    let cookie = session(&site).await;
    let all = (0..200).map(|_| {
        let (site, cookie) = (site.clone(), cookie.clone());
        tokio::spawn(async move { send(&site, signing(&cookie, &[])).await.0 })
    });
    for one in all.collect::<Vec<_>>() {
        assert_eq!(one.await.expect("no panic"), StatusCode::OK);
    }
    let calls = calls(&zuora).await;
    let count = |path: &str| calls.iter().filter(|call| *call == path).count();
    assert_eq!((count("/oauth/token"), count("/v1/hmac-signatures")), (1, 200));
}

#[tokio::test]
async fn a_bearer_token_that_zuora_no_longer_takes_is_renewed_once() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    assert_eq!(send(&site, signing(&cookie, &[])).await.0, StatusCode::OK);
    reqwest::Client::new()
        .post(format!("{zuora}/sandbox/clock"))
        .json(&json!({"advanceSeconds": 7200}))
        .send()
        .await
        .expect("the clock moves");
    assert_eq!(send(&site, signing(&cookie, &[])).await.0, StatusCode::OK);
    assert_eq!(
        calls(&zuora).await,
        [
            "/oauth/token",
            "/v1/hmac-signatures",
            "/v1/hmac-signatures",
            "/oauth/token",
            "/v1/hmac-signatures"
        ]
    );
}

#[tokio::test]
async fn t1_each_lock_of_the_form_is_there() {
    let Fixture { site, .. } = fixture().await;
    for (page, inputs) in [("/account", 13), ("/", 6)] {
        let (status, _, html) = send(&site, get(page)).await;
        assert_eq!(status, StatusCode::OK);
        let form =
            &html[html.find("<form").expect("a form")..html.find("</form>").expect("its end")];
        assert_eq!(form.matches("<input").count(), inputs);
        assert!(!form.contains(" name=") && !form.contains(" action="), "{form}");
        assert!(
            form.contains(r#"method="dialog""#)
                && form.contains(r#"<button type="submit" disabled"#),
            "{form}"
        );
    }
    let (_, headers, html) = send(&site, get("/")).await;

    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
    assert!(
        policy.contains("form-action 'none'") && policy.contains("default-src 'none'"),
        "{policy}"
    );
    for script in html.split("<script>").skip(1).filter_map(|rest| rest.split("</script>").next()) {
        assert!(
            policy.contains(&assets::integrity(script.as_bytes())),
            "every inline script is named by its hash"
        );
    }
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let Fixture { site, .. } = fixture().await;
    for path in ["/", "/nowhere", "/api/nothing", "/healthz", "/readyz"] {
        let (_, headers, _) = send(&site, get(path)).await;
        for name in [
            "content-security-policy",
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "permissions-policy",
        ] {
            assert!(headers.contains_key(name), "{path} has no {name}");
        }
        assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{path}");
        assert_eq!(headers.get_all(header::CONTENT_SECURITY_POLICY).iter().count(), 1);
    }
}

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
