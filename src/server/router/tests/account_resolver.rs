//! T5 and T6: a shop's `AccountResolver` decides whether a person is there, and for which account
//! the site signs.

use super::support::{
    CREATE_ACCOUNT, Call, Fixture, address_in_network, fixture, kind, session, signature_calls,
    site_with,
};
use crate::{
    server::{
        account_resolver::{AccountResolver, BoxFuture, NoAccount},
        session::Session,
    },
    zuora::AccountKey,
};
use axum::http::{HeaderMap, StatusCode};
use serde_json::json;
use std::sync::Arc;

/// Requires a proof that a person is there, and has no account for `x-nobody`.
#[derive(Debug)]
struct RequiresProof;

impl AccountResolver for RequiresProof {
    fn account_key<'a>(
        &'a self,
        _: &'a Session,
        headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Result<AccountKey, NoAccount>> {
        Box::pin(async {
            match headers.contains_key("x-nobody") {
                true => Err(NoAccount::SignedOut),
                false => Ok(AccountKey::from("A00000001".to_owned())),
            }
        })
    }

    fn is_human<'a>(&'a self, _: &'a Session, headers: &'a HeaderMap) -> BoxFuture<'a, bool> {
        Box::pin(async { headers.get("x-proof").is_some_and(|proof| proof == "42") })
    }
}

#[tokio::test]
async fn t5_a_shop_may_require_proof_that_a_person_is_there() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[], |site| site.state.customers = Arc::new(RequiresProof));
    let cookie = session(&site).await;
    let (status, _, body) = Call::new(&cookie).send(&site).await;
    assert_eq!((status, kind(&body).as_str()), (StatusCode::FORBIDDEN, "not_human"));
    assert_eq!(signature_calls(&zuora).await, 0);
    let call = Call::new(&cookie).header("x-proof", "42");
    assert_eq!(call.send(&site).await.0, StatusCode::OK);
}

#[tokio::test]
async fn t6_a_visitor_without_an_account_gets_nothing_signed() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[], |site| site.state.customers = Arc::new(RequiresProof));
    let cookie = session(&site).await;
    let (status, _, body) = Call::new(&cookie).header("x-nobody", "1").send(&site).await;
    assert_eq!((status, kind(&body).as_str()), (StatusCode::FORBIDDEN, "no_session"));
    assert_eq!(signature_calls(&zuora).await, 0);
}

/// Programs that call from many networks are refused before they use up anything of the total.
#[tokio::test]
async fn t5_requests_without_proof_do_not_use_up_the_total_limit() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "1/100h")], |site| {
        site.state.customers = Arc::new(RequiresProof);
    });
    let call = async |network: u128| {
        let cookie = session(&site).await;
        Call::new(&cookie).from(address_in_network(network << 16))
    };
    let sign_up = |call: Call| call.path(CREATE_ACCOUNT).json(&json!({"name": "Ada"}));
    let mut kinds = Vec::new();
    // 40 visitors use up what those without an account may have in total.
    for network in 0..50 {
        let (_, _, body) = sign_up(call(network).await).send(&site).await;
        kinds.push(kind(&body));
    }
    assert_eq!(kinds, vec!["not_human"; 50]);
    let mut passed = 0;
    for network in 100..150 {
        let request = sign_up(call(network).await).header("x-proof", "42");
        passed += usize::from(request.send(&site).await.0 == StatusCode::OK);
    }
    assert_eq!(passed, 40, "people have all of it");
    let customer = call(200).await.header("x-proof", "42");
    assert_eq!(
        customer.send(&site).await.0,
        StatusCode::OK,
        "and customers have a total of their own"
    );
}
