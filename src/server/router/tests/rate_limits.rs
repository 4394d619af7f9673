//! T5 and T18: what the rate limits let through, and that no header a client can forge raises them.

use super::support::{
    CONFIRM_PAYMENT_METHOD, CREATE_ACCOUNT, Call, Fixture, address_in_network, fixture, kind,
    session, signature_calls, site_with,
};
use crate::{
    server::{
        account_resolver::{AccountResolver, BoxFuture, NoAccount},
        rate_limits::LOOKUP_FACTOR,
        session::Session,
    },
    zuora::AccountKey,
};
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::json;
use std::sync::Arc;

const FIVE_SIGNATURES: (&str, &str) = ("SIGNATURE_BUDGET", "5/10m");

/// A rate at which nothing is allowed again while a test runs.
const FIVE_SIGNATURES_SLOWLY: (&str, &str) = ("SIGNATURE_BUDGET", "5/100h");

#[tokio::test]
async fn t5_a_sessions_sixth_signature_is_429_with_the_time_to_wait() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[FIVE_SIGNATURES], |_| ());
    let cookie = session(&site).await;
    for _ in 0..5 {
        assert_eq!(Call::new(&cookie).send(&site).await.0, StatusCode::OK);
    }
    let (status, headers, body) = Call::new(&cookie).send(&site).await;
    assert_eq!(
        (status, kind(&body).as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "too_many_requests")
    );
    let wait: u32 = headers[header::RETRY_AFTER].to_str().expect("text").parse().expect("seconds");
    assert!((1..=120).contains(&wait), "{wait}");
    assert!(body.contains(&format!("\"retryAfter\":{wait}")), "{body}");
    assert_eq!(signature_calls(&zuora).await, 5);
    assert_eq!(
        Call::new(&session(&site).await).send(&site).await.0,
        StatusCode::OK,
        "another session"
    );
}

/// Every session has an account of its own, so that only the address's limit is left.
#[derive(Debug)]
struct AccountForEachSession;

impl AccountResolver for AccountForEachSession {
    fn account_key<'a>(
        &'a self,
        session: &'a Session,
        _: &'a HeaderMap,
    ) -> BoxFuture<'a, Result<AccountKey, NoAccount>> {
        Box::pin(async { Ok(AccountKey::from(session.id.to_string())) })
    }
}

/// How many of a hundred sessions get something signed, or would if the sandbox had an account for
/// each.
async fn passing(settings: &[(&str, &str)], change: impl Fn(u32, Call) -> Call) -> usize {
    let Fixture { zuora, .. } = fixture().await;
    let site =
        site_with(&zuora, settings, |site| site.state.customers = Arc::new(AccountForEachSession));
    let mut passed = 0;
    for number in 0..100 {
        let call = change(number, Call::new(&session(&site).await));
        let (status, ..) = call.send(&site).await;
        passed += usize::from(status != StatusCode::TOO_MANY_REQUESTS);
    }
    // Whatever was let through did reach Zuora, and nothing else did.
    assert_eq!(signature_calls(&zuora).await, passed);
    passed
}

#[tokio::test]
async fn t5_a_hundred_sessions_from_one_address_share_one_limit() {
    assert_eq!(passing(&[FIVE_SIGNATURES_SLOWLY], |_, call| call.from([192, 0, 2, 1])).await, 20);
    assert_eq!(
        passing(&[FIVE_SIGNATURES_SLOWLY], |number, call| call.from([192, 0, 2, byte(number)]))
            .await,
        100
    );
}

#[tokio::test]
async fn t18_a_forged_forwarding_header_does_not_raise_the_limit() {
    let forged = |number, call: Call| {
        // A proxy adds the true address at the right of what its caller wrote.
        let hops = format!("203.0.113.{number}, 198.51.100.1");
        call.header("x-forwarded-for", hops).from([192, 0, 2, 1])
    };
    for trusted in ["10.0.0.0/8", "192.0.2.0/24"] {
        assert_eq!(
            passing(&[FIVE_SIGNATURES_SLOWLY, ("TRUSTED_PROXIES", trusted)], forged).await,
            20,
            "{trusted}"
        );
    }
    // The twin: clients behind a trusted proxy have addresses of their own.
    let behind = |number, call: Call| {
        let hops = format!("203.0.113.1, 198.51.100.{number}");
        call.header("x-forwarded-for", hops).from([192, 0, 2, 1])
    };
    assert_eq!(
        passing(&[FIVE_SIGNATURES_SLOWLY, ("TRUSTED_PROXIES", "192.0.2.0/24")], behind).await,
        100
    );
}

fn byte(number: u32) -> u8 {
    u8::try_from(number).expect("less than 256")
}

#[tokio::test]
async fn t5_looking_up_cards_has_its_own_limit() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[FIVE_SIGNATURES], |_| ());
    let cookie = session(&site).await;
    let call = Call::new(&cookie).path(CONFIRM_PAYMENT_METHOD);
    let look_up = call.json(&json!({"paymentMethodId": "guessed"}));
    for _ in 0..5 * LOOKUP_FACTOR {
        assert_eq!(look_up.clone().send(&site).await.0, StatusCode::NOT_FOUND);
    }
    assert_eq!(look_up.clone().send(&site).await.0, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(Call::new(&cookie).send(&site).await.0, StatusCode::OK, "signatures have their own");
}

/// A developer who tries the page saves card after card.
#[tokio::test]
async fn t5_twenty_cards_in_a_row_stay_below_the_limit_in_development() {
    let Fixture { site, .. } = fixture().await;
    let cookie = session(&site).await;
    for _ in 0..20 {
        assert_eq!(Call::new(&cookie).send(&site).await.0, StatusCode::OK);
    }
}

/// Visitors of one network without an account do not keep a customer elsewhere from a signature.
#[tokio::test]
async fn t5_one_network_without_an_account_cannot_use_up_the_total_limit() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "2/100h")], |_| ());
    let mut passed = 0;
    for number in 0..600 {
        let call = Call::new(&session(&site).await).from(address_in_network(number % 256));
        let sign_up = call.path(CREATE_ACCOUNT).json(&json!({"name": "Ada"}));
        passed += usize::from(sign_up.send(&site).await.0 == StatusCode::OK);
    }
    assert_eq!(passed, 32, "16 times as many as a session");
    let customer = Call::new(&session(&site).await).from(address_in_network(1 << 20));
    assert_eq!(customer.send(&site).await.0, StatusCode::OK);
}
