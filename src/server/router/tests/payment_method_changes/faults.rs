//! A change that Zuora refuses, does not answer, or makes without saying so.

use super::{Shop, event};
use crate::server::router::tests::support::{
    AuditLog, Call, MAKE_DEFAULT, REMOVE_PAYMENT_METHOD, UNREACHABLE, fail_next, kind, serve,
    session, site,
};
use axum::{
    Router,
    http::StatusCode,
    routing::{delete, get, post},
};
use serde_json::json;
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

#[tokio::test]
async fn a_card_that_goes_between_list_and_change_is_not_found_and_any_other_refusal_is_zuoras() {
    let audit = AuditLog::start();
    let shop = Shop::new().await;
    let reason = json!({"reason": {"code": 50_000_030, "message": "src/lib.rs"}});
    for (path, operation, failed) in [
        (MAKE_DEFAULT, "update-account", "default card change failed"),
        (REMOVE_PAYMENT_METHOD, "delete-payment-method", "card removal failed"),
    ] {
        // As if it had become the default, or the account were locked.
        fail_next(&shop.zuora, operation, &reason).await;
        let (status, error) = shop.change(path, &shop.other).await;
        assert_eq!((status, &error["kind"]), (502, &"zuora_refused".into()), "{path}");
        assert_eq!(error["zuoraCode"], 50_000_030);
        assert_eq!(audit.take_events(), [event(failed, Some("zuora_refused"))]);
    }
    let mut gone = reason;
    gone["after"] = true.into();
    fail_next(&shop.zuora, "delete-payment-method", &gone).await;
    assert_eq!(
        shop.refusal(REMOVE_PAYMENT_METHOD, &shop.other).await,
        (404, "no_such_payment_method".into())
    );
    let expected = event("card removal failed", Some("no_such_payment_method"));
    assert_eq!(audit.take_events(), [expected]);
}

#[tokio::test]
async fn t11_a_failing_zuora_leaves_the_outcome_to_the_list() {
    let audit = AuditLog::start();
    let shop = Shop::new().await;
    for (path, operation, failed) in [
        (MAKE_DEFAULT, "update-account", "default card change failed"),
        (REMOVE_PAYMENT_METHOD, "delete-payment-method", "card removal failed"),
    ] {
        for (fault, status, name) in [
            (json!({"status": 500}), 503, "zuora_busy"),
            (json!({"reset": true}), 503, "zuora_unreachable"),
            (json!({"malformed": true}), 502, "zuora_protocol"),
            (json!({"delayMs": 3500, "status": 500}), 504, "zuora_timeout"),
        ] {
            fail_next(&shop.zuora, operation, &fault).await;
            assert_eq!(shop.refusal(path, &shop.other).await, (status, name.into()), "{fault}");
            assert_eq!(audit.take_events(), [event(failed, Some(name))], "{fault}");
        }
    }
    assert_eq!(shop.cards().await.len(), 2, "none of them was carried out");
    assert_eq!(shop.changes_at_zuora().await, 8, "and none was repeated");
    // Carried out, and the answer lost.
    let lost = json!({"status": 500, "after": true});
    fail_next(&shop.zuora, "delete-payment-method", &lost).await;
    assert_eq!(shop.refusal(REMOVE_PAYMENT_METHOD, &shop.other).await, (503, "zuora_busy".into()));
    assert_eq!(shop.cards().await, [(shop.default.clone(), true)]);
    assert_eq!(
        shop.refusal(REMOVE_PAYMENT_METHOD, &shop.other).await,
        (404, "no_such_payment_method".into()),
        "a second attempt removes nothing else"
    );
    let unreachable = site(UNREACHABLE);
    let cookie = session(&unreachable).await;
    for path in [MAKE_DEFAULT, REMOVE_PAYMENT_METHOD] {
        let call = Call::new(&cookie).path(path).json(&json!({"paymentMethodId": "x"}));
        let (status, _, body) = call.send(&unreachable).await;
        assert_eq!((status.as_u16(), &*kind(&body)), (503, "zuora_unreachable"));
    }
}

#[tokio::test]
async fn t5_a_change_whose_client_has_gone_is_in_the_audit_log() {
    let audit = AuditLog::start();
    let shop = Shop::new().await;
    fail_next(&shop.zuora, "delete-payment-method", &json!({"delayMs": 3000})).await;
    let change = shop.change(REMOVE_PAYMENT_METHOD, &shop.other);
    let gone = tokio::time::timeout(Duration::from_secs(1), change).await;
    assert!(gone.is_err(), "Zuora has not answered");
    assert_eq!(audit.take_events(), [event("card removal failed", Some("abandoned"))]);
}

/// The card is gone, and the page learns from a new list that it is.
#[tokio::test]
async fn a_change_that_is_made_before_the_list_fails_is_in_the_audit_log() {
    static REMOVED: AtomicBool = AtomicBool::new(false);
    let audit = AuditLog::start();
    let token = json!({"access_token": "t", "token_type": "bearer", "expires_in": 3600});
    let method = json!({
        "id": "p1", "isDefault": false, "status": "Active", "cardNumber": "************1111",
        "creditCardType": "Visa", "expirationMonth": 10, "expirationYear": 2034,
    });
    let list = json!({"success": true, "creditcard": [method]});
    let list = async move || match REMOVED.load(Ordering::Relaxed) {
        false => (StatusCode::OK, list.to_string()),
        true => (StatusCode::INTERNAL_SERVER_ERROR, String::new()),
    };
    let remove = async || {
        REMOVED.store(true, Ordering::Relaxed);
        json!({"success": true}).to_string()
    };
    let routes = Router::new()
        .route("/oauth/token", post(async move || token.to_string()))
        .route("/v1/accounts/A00000001/payment-methods", get(list))
        .route("/v1/payment-methods/p1", delete(remove));
    let site = site(&serve(routes).await);
    let call = Call::new(&session(&site).await).path(REMOVE_PAYMENT_METHOD);
    let (status, error, _) = call.json(&json!({"paymentMethodId": "p1"})).fetch_json(&site).await;
    assert_eq!((status.as_u16(), &error["kind"]), (503, &"zuora_busy".into()));
    assert_eq!(audit.take_events(), [event("card removed", None)]);
}
