//! T5 and T6: a shop's `AccountResolver` decides whether a person is there, and whose account it is.

use super::support::{
    Fixture, fixture, from_network, kind, send, session, signatures, signing, site_with,
};
use crate::{
    server::{
        account_resolver::{AccountResolver, BoxFuture},
        session::Session,
    },
    zuora::AccountKey,
};
use axum::http::{HeaderMap, StatusCode};
use std::sync::Arc;

#[derive(Debug)]
struct Suspicious;

impl AccountResolver for Suspicious {
    fn account_key<'a>(
        &'a self,
        _: &'a Session,
        headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Option<AccountKey>> {
        Box::pin(async {
            (!headers.contains_key("x-nobody")).then(|| AccountKey::from("A00000001".to_owned()))
        })
    }

    fn is_human<'a>(&'a self, _: &'a Session, headers: &'a HeaderMap) -> BoxFuture<'a, bool> {
        Box::pin(async { headers.get("x-proof").is_some_and(|proof| proof == "42") })
    }
}

#[tokio::test]
async fn t5_a_shop_may_ask_for_a_proof_that_a_person_is_there() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[], |site| site.state.customers = Arc::new(Suspicious));
    let cookie = session(&site).await;
    let (status, _, body) = send(&site, signing(&cookie, &[])).await;
    assert_eq!((status, kind(&body).as_str()), (StatusCode::FORBIDDEN, "not_human"));
    assert_eq!(signatures(&zuora).await, 0);
    let mut proven = signing(&cookie, &[]);
    proven.headers_mut().insert("x-proof", "42".parse().expect("a value"));
    assert_eq!(send(&site, proven).await.0, StatusCode::OK);
}

#[tokio::test]
async fn t6_a_visitor_whom_nobody_knows_signs_for_nobody() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[], |site| site.state.customers = Arc::new(Suspicious));
    let cookie = session(&site).await;
    let mut unknown = signing(&cookie, &[]);
    unknown.headers_mut().insert("x-nobody", "1".parse().expect("a value"));
    let (status, _, body) = send(&site, unknown).await;
    assert_eq!((status, kind(&body).as_str()), (StatusCode::FORBIDDEN, "no_session"));
    assert_eq!(signatures(&zuora).await, 0);
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
