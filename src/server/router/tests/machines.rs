//! The listener among other machines: who holds places that others need, what is said of https, and what comes back from Zuora.

use super::*;
use crate::{
    server::{
        account_resolver::{AccountResolver, BoxFuture},
        session::Session,
    },
    zuora::AccountKey,
};
use axum::{body::Bytes, extract::ConnectInfo};
use std::{convert::Infallible, net::SocketAddr, time::Duration};

/// More than are served at once.
const MANY: usize = 600;

fn silent() -> Body {
    Body::from_stream(futures::stream::pending::<Result<Bytes, Infallible>>())
}

/// A body that does not come holds a connection, and nothing else.
#[tokio::test]
async fn t22_bodies_that_never_come_keep_nobody_from_a_page() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    let waiting: Vec<_> = (0..MANY)
        .map(|number| {
            let request = match number % 2 {
                0 => signing(&cookie, &[]),
                _ => signing(
                    &cookie,
                    &[(":path", "/csp-report"), ("content-type", "application/csp-report")],
                ),
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
    assert_eq!(send(&site, signing(&cookie, &[])).await.0, StatusCode::OK, "nor from a signature");
    for (number, one) in waiting.into_iter().enumerate() {
        let status = one.await.expect("no panic");
        // Of reports, more than an address may send are refused for that.
        let expected: &[u16] = if number % 2 == 0 { &[400] } else { &[408, 429] };
        assert!(expected.contains(&status), "they are not waited for: {status}");
    }
    assert_eq!(
        calls(&zuora).await.iter().filter(|path| path.ends_with("hmac-signatures")).count(),
        1
    );
}

#[tokio::test]
async fn a_body_of_the_most_bytes_is_taken_and_one_more_is_not() {
    let Fixture { site, .. } = fixture().await;
    let cookie = session(&site).await;
    for (bytes, status) in [(2048, StatusCode::OK), (2049, StatusCode::PAYLOAD_TOO_LARGE)] {
        let body = format!("{{}}{}", " ".repeat(bytes - 2));
        assert_eq!(send(&site, signing(&cookie, &[(":body", &body)])).await.0, status, "{bytes}");
    }
}

/// Every other server of this machine shares its names.
#[tokio::test]
async fn names_of_this_machine_are_not_held_to_https() {
    for (origin, expected) in [
        ("https://localhost:8443", None),
        ("https://shop.localhost", None),
        ("https://127.0.0.1:8443", None),
        ("https://shop.example", Some("max-age=63072000; includeSubDomains")),
        ("https://192.0.2.1", Some("max-age=63072000; includeSubDomains")),
        ("http://localhost:3000", None),
    ] {
        let site = site_with(
            "http://127.0.0.1:9",
            &[("PUBLIC_ORIGIN", origin), ("TRUSTED_PROXIES", "none")],
            |_| (),
        );
        let mut request = get("/healthz");
        let host = origin.split("://").nth(1).expect("a host");
        request.headers_mut().insert(header::HOST, host.parse().expect("a value"));
        let (_, headers, _) = send(&site, request).await;
        let found =
            headers.get(header::STRICT_TRANSPORT_SECURITY).and_then(|value| value.to_str().ok());
        assert_eq!(found, expected, "{origin}");
    }
}

/// Zuora's own code is what the page explains a refusal by.
#[tokio::test]
async fn the_code_of_a_refusal_by_zuora_reaches_the_answer() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    for (fault, code) in [
        (json!({"reason": {"code": 59_210_020, "message": "no"}}), Some(59_210_020)),
        (json!({"reason": {"code": 90_000_011, "message": "no"}}), Some(90_000_011)),
        (json!({"status": 500}), None),
        (json!({"malformed": true}), None),
    ] {
        let order = json!({"operation": "hmac-signatures", "fault": fault});
        let ordered =
            reqwest::Client::new().post(format!("{zuora}/sandbox/faults")).json(&order).send();
        assert!(ordered.await.expect("an answer").status().is_success());
        let (_, _, body) = send(&site, signing(&cookie, &[])).await;
        let answer: Value = serde_json::from_str(&body).expect("JSON");
        assert_eq!(answer["zuoraCode"].as_u64(), code, "{fault}: {body}");
    }
}

/// A file from the disk may be kept and is asked for again, whether it is sent or has not changed.
#[tokio::test]
async fn t17_a_file_that_has_not_changed_is_asked_for_again_too() {
    let root =
        std::env::temp_dir().join(format!("zuora-cors-sample-unchanged-{}", std::process::id()));
    std::fs::create_dir_all(root.join("pkg")).expect("a folder");
    std::fs::write(root.join("favicon.svg"), "<svg/>").expect("a file");
    let site = site_with("http://127.0.0.1:9", &[], |site| {
        site.options.site_root = root.to_string_lossy().into_owned().into();
    });
    let (status, headers, _) = send(&site, get("/favicon.svg")).await;
    assert_eq!(
        (status, &headers[header::CACHE_CONTROL]),
        (StatusCode::OK, &"no-cache".parse().expect("a value"))
    );
    let mut again = get("/favicon.svg");
    again.headers_mut().insert(header::IF_MODIFIED_SINCE, headers[header::LAST_MODIFIED].clone());
    let (status, headers, _) = send(&site, again).await;
    assert_eq!(status, StatusCode::NOT_MODIFIED);
    assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
    assert_eq!(headers[header::VARY], "accept-encoding");
    assert_eq!(send(&site, get("/nowhere")).await.1[header::CACHE_CONTROL], "no-store", "the twin");
}

/// A shop that believes nobody.
#[derive(Debug)]
struct NobodyIsHuman;

impl AccountResolver for NobodyIsHuman {
    fn account_key<'a>(
        &'a self,
        _: &'a Session,
        _: &'a HeaderMap,
    ) -> BoxFuture<'a, Option<AccountKey>> {
        Box::pin(async { Some(AccountKey::from("A00000001".to_owned())) })
    }

    fn is_human<'a>(&'a self, _: &'a Session, headers: &'a HeaderMap) -> BoxFuture<'a, bool> {
        Box::pin(async { headers.contains_key("x-proof") })
    }
}

fn from_network(mut request: Request, network: u128) -> Request {
    let address = (0x2001_0db8_u128 << 96 | network << 64).into();
    request
        .extensions_mut()
        .insert(ConnectInfo(SocketAddr::new(std::net::IpAddr::V6(address), 40_000)));
    request
}

/// Programs that ask from many networks are refused before they have taken anything from the people.
#[tokio::test]
async fn t5_programs_empty_no_budget_of_the_site() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "1/100h")], |site| {
        site.state.customers = Arc::new(NobodyIsHuman);
    });
    let sign_up = [(":path", "/api/sign/create-account"), (":body", r#"{"name":"Ada"}"#)];
    let mut kinds = Vec::new();
    // 40 visitors have emptied what those without an account may have in total.
    for network in 0..50 {
        let request = signing(&session(&site).await, &sign_up);
        let (_, _, body) = send(&site, from_network(request, network << 16)).await;
        kinds.push(kind(&body));
    }
    assert_eq!(kinds, vec!["not_human"; 50]);
    let proven = |network: u128, changes: &[(&str, &str)], cookie: &str| {
        let mut request = signing(cookie, changes);
        request.headers_mut().insert("x-proof", "1".parse().expect("a value"));
        from_network(request, network << 16)
    };
    let mut passed = 0;
    for network in 100..150 {
        let request = proven(network, &sign_up, &session(&site).await);
        passed += usize::from(send(&site, request).await.0 == StatusCode::OK);
    }
    assert_eq!(passed, 40, "people have all of it");
    let customer = proven(200, &[], &session(&site).await);
    assert_eq!(
        send(&site, customer).await.0,
        StatusCode::OK,
        "and customers have a total of their own"
    );
}

/// One household without an account does not keep a customer elsewhere from a signature.
#[tokio::test]
async fn t5_a_household_without_an_account_cannot_empty_the_sites_budget() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "2/100h")], |_| ());
    let sign_up = [(":path", "/api/sign/create-account"), (":body", r#"{"name":"Ada"}"#)];
    let mut passed = 0;
    for number in 0..600 {
        let request = signing(&session(&site).await, &sign_up);
        passed +=
            usize::from(send(&site, from_network(request, number % 256)).await.0 == StatusCode::OK);
    }
    assert_eq!(passed, 32, "16 times as many as a session");
    let customer = from_network(signing(&session(&site).await, &[]), 1 << 20);
    assert_eq!(send(&site, customer).await.0, StatusCode::OK);
}

/// Whoever operates the site reads in the log which setting is wrong.
#[tokio::test]
async fn a_refused_client_is_said_by_the_settings_name() {
    let Fixture { zuora, .. } = fixture().await;
    let stranger = Client {
        id: "5a4db0c5-1111-4111-8111-000000000001".into(),
        secret: "wrong-secret".into(),
        entity_id: None,
    };
    let client = ZuoraClient::new(
        http::client().expect("a client"),
        zuora.parse().expect("a URL"),
        stranger,
    );
    let told = client.check_ready().await.expect_err("it is refused").to_string();
    assert!(told.contains("ZUORA_CLIENT_ID") && told.contains("ZUORA_CLIENT_SECRET"), "{told}");
    assert!(!told.contains("wrong-secret"), "{told}");
    let unreachable = ZuoraClient::new(
        http::client().expect("a client"),
        "http://127.0.0.1:9".parse().expect("a URL"),
        Client { id: String::new(), secret: String::new().into(), entity_id: None },
    );
    let told = tokio::time::timeout(Duration::from_mins(1), unreachable.check_ready())
        .await
        .expect("in time");
    let told = told.expect_err("nobody is there").to_string();
    assert!(told.contains("refused") && !told.contains("ZUORA_CLIENT"), "{told}");
}
