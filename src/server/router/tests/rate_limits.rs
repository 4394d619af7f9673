//! T5 and T18: what the rate limits let through, and that no header a client can forge raises them.

use super::support::{
    Fixture, fixture, from_network, kind, send, session, signatures, signing, site_with,
};
use crate::{
    server::{
        account_resolver::{AccountResolver, BoxFuture},
        rate_limits::LOOKUP_FACTOR,
        session::Session,
    },
    zuora::AccountKey,
};
use axum::{
    extract::{ConnectInfo, Request},
    http::{HeaderMap, StatusCode, header},
};
use std::{net::SocketAddr, sync::Arc};

const FIVE: (&str, &str) = ("SIGNATURE_BUDGET", "5/10m");

/// One that does not fill while a test runs.
const SLOW_FIVE: (&str, &str) = ("SIGNATURE_BUDGET", "5/100h");

fn from(mut request: Request, peer: [u8; 4]) -> Request {
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from((peer, 40_000))));
    request
}

fn forwarded(mut request: Request, hops: &str) -> Request {
    request.headers_mut().insert("x-forwarded-for", hops.parse().expect("a value"));
    request
}

#[tokio::test]
async fn t5_a_sessions_sixth_signature_is_429_with_the_time_to_wait() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[FIVE], |_| ());
    let cookie = session(&site).await;
    for _ in 0..5 {
        assert_eq!(send(&site, signing(&cookie, &[])).await.0, StatusCode::OK);
    }
    let (status, headers, body) = send(&site, signing(&cookie, &[])).await;
    assert_eq!(
        (status, kind(&body).as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "too_many_requests")
    );
    let wait: u32 = headers[header::RETRY_AFTER].to_str().expect("text").parse().expect("seconds");
    assert!((1..=120).contains(&wait), "{wait}");
    assert!(body.contains(&format!("\"retryAfter\":{wait}")), "{body}");
    assert_eq!(signatures(&zuora).await, 5);
    assert_eq!(
        send(&site, signing(&session(&site).await, &[])).await.0,
        StatusCode::OK,
        "another session"
    );
}

/// Every session has an account of its own, so that only the address's budget is left.
#[derive(Debug)]
struct Anybody;

impl AccountResolver for Anybody {
    fn account_key<'a>(
        &'a self,
        session: &'a Session,
        _: &'a HeaderMap,
    ) -> BoxFuture<'a, Option<AccountKey>> {
        Box::pin(async { Some(AccountKey::from(session.id.to_string())) })
    }
}

/// How many of a hundred sessions get something signed, or would, if the sandbox had an account for each.
async fn passing(settings: &[(&str, &str)], request: impl Fn(u32, Request) -> Request) -> usize {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, settings, |site| site.state.customers = Arc::new(Anybody));
    let mut passed = 0;
    for number in 0..100 {
        let signing = signing(&session(&site).await, &[]);
        let (status, ..) = send(&site, request(number, signing)).await;
        passed += usize::from(status != StatusCode::TOO_MANY_REQUESTS);
    }
    // Whatever was let through did reach Zuora, and nothing else did.
    assert_eq!(signatures(&zuora).await, passed);
    passed
}

#[tokio::test]
async fn t5_a_hundred_sessions_from_one_address_share_its_budget() {
    assert_eq!(passing(&[SLOW_FIVE], |_, request| from(request, [192, 0, 2, 1])).await, 20);
    assert_eq!(
        passing(&[SLOW_FIVE], |number, request| from(request, [192, 0, 2, byte(number)])).await,
        100
    );
}

#[tokio::test]
async fn t18_a_forged_forwarding_header_changes_nothing() {
    let forged = |number, request| {
        // A proxy adds the true address at the right of what its caller wrote.
        let request = forwarded(request, &format!("203.0.113.{number}, 198.51.100.1"));
        from(request, [192, 0, 2, 1])
    };
    for trusted in ["10.0.0.0/8", "192.0.2.0/24"] {
        assert_eq!(
            passing(&[SLOW_FIVE, ("TRUSTED_PROXIES", trusted)], forged).await,
            20,
            "{trusted}"
        );
    }
    // The twin: who is behind a trusted proxy has an address of their own.
    let behind = |number, request| {
        from(forwarded(request, &format!("203.0.113.1, 198.51.100.{number}")), [192, 0, 2, 1])
    };
    assert_eq!(passing(&[SLOW_FIVE, ("TRUSTED_PROXIES", "192.0.2.0/24")], behind).await, 100);
}

fn byte(number: u32) -> u8 {
    u8::try_from(number).expect("less than 256")
}

#[tokio::test]
async fn t5_looking_cards_up_has_a_budget_too() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[FIVE], |_| ());
    let cookie = session(&site).await;
    let look_up =
        [(":path", "/api/payment-methods/confirm"), (":body", r#"{"paymentMethodId":"guessed"}"#)];
    for _ in 0..5 * LOOKUP_FACTOR {
        assert_eq!(send(&site, signing(&cookie, &look_up)).await.0, StatusCode::NOT_FOUND);
    }
    assert_eq!(send(&site, signing(&cookie, &look_up)).await.0, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        send(&site, signing(&cookie, &[])).await.0,
        StatusCode::OK,
        "signatures have their own"
    );
}

/// In development somebody learns, and saves card after card.
#[tokio::test]
async fn t5_twenty_cards_in_a_row_meet_no_budget_in_development() {
    let Fixture { site, .. } = fixture().await;
    let cookie = session(&site).await;
    for _ in 0..20 {
        assert_eq!(send(&site, signing(&cookie, &[])).await.0, StatusCode::OK);
    }
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
