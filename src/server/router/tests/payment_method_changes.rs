//! Another default card, or one card less.

mod faults;

use super::support::{
    AuditLog, Call, Fixture, LIST_PAYMENT_METHODS, MAKE_DEFAULT, REMOVE_PAYMENT_METHOD,
    SandboxClient, assert_closed_form, calls, fixture, journal, kind, session, site_with,
};
use crate::server::rate_limits::LOOKUP_FACTOR;
use axum::{Router, http::StatusCode};
use serde_json::{Value, json};

/// A site, with a session of the first customer, who has a default card and another.
struct Shop {
    site: Router,
    zuora: String,
    sandbox: SandboxClient,
    cookie: String,
    default: String,
    other: String,
}

impl Shop {
    async fn new() -> Self {
        let Fixture { site, zuora } = fixture().await;
        let sandbox = SandboxClient::connect(&zuora).await;
        let default = sandbox.save_card("A00000001").await;
        let other = sandbox.save_another_card("A00000001").await;
        let cookie = session(&site).await;
        Self { site, zuora, sandbox, cookie, default, other }
    }

    async fn change(&self, path: &str, id: &str) -> (u16, Value) {
        let call = Call::new(&self.cookie).path(path).json(&json!({"paymentMethodId": id}));
        let (status, reply, _) = call.fetch_json(&self.site).await;
        (status.as_u16(), reply)
    }

    async fn refusal(&self, path: &str, id: &str) -> (u16, String) {
        let (status, error) = self.change(path, id).await;
        assert_closed_form(&error.to_string());
        (status, kind(&error.to_string()))
    }

    /// The cards at Zuora, the default first: ids, and whether each is the default.
    async fn cards(&self) -> Vec<(String, bool)> {
        let call = Call::new(&self.cookie).path(LIST_PAYMENT_METHODS);
        pairs(&call.fetch_json(&self.site).await.1)
    }

    /// How many changes Zuora was asked for.
    async fn changes_at_zuora(&self) -> usize {
        let journal = journal(&self.zuora).await;
        let is_change = |call: &&Value| call["method"] == "PUT" || call["method"] == "DELETE";
        journal.iter().filter(is_change).count()
    }
}

fn pairs(list: &Value) -> Vec<(String, bool)> {
    let cards = list["paymentMethods"].as_array().expect("a list");
    let pair = |method: &Value| {
        let id = method["paymentMethodId"].as_str()?;
        Some((id.to_owned(), method["isDefault"].as_bool()?))
    };
    cards.iter().filter_map(pair).collect()
}

fn event(name: &str, reason: Option<&str>) -> (String, Value) {
    (name.to_owned(), reason.map_or(Value::Null, Into::into))
}

#[tokio::test]
async fn another_card_becomes_the_default_and_the_old_one_is_removed() {
    let audit = AuditLog::start();
    let shop = Shop::new().await;
    let (default, other) = (shop.default.clone(), shop.other.clone());
    let (status, list) = shop.change(MAKE_DEFAULT, &other).await;
    let expected = vec![(other.clone(), true), (default.clone(), false)];
    assert_eq!((status, pairs(&list)), (200, expected.clone()));
    assert_eq!(shop.cards().await, expected);
    assert_eq!(audit.take_events(), [event("default card changed", None)]);
    let (status, list) = shop.change(REMOVE_PAYMENT_METHOD, &default).await;
    assert_eq!((status, pairs(&list)), (200, vec![(other.clone(), true)]));
    assert_eq!(shop.cards().await, [(other, true)]);
    assert_eq!(audit.take_events(), [event("card removed", None)]);
    let gone = shop.sandbox.get(&format!("/v1/payment-methods/{default}")).await;
    assert_eq!(gone["success"], false);
}

#[tokio::test]
async fn a_default_that_is_chosen_again_changes_nothing_at_zuora() {
    let audit = AuditLog::start();
    let shop = Shop::new().await;
    let (status, list) = shop.change(MAKE_DEFAULT, &shop.default).await;
    assert_eq!(status, 200);
    assert_eq!(pairs(&list), [(shop.default.clone(), true), (shop.other.clone(), false)]);
    assert_eq!(shop.changes_at_zuora().await, 0);
    assert_eq!(audit.take_events(), []);
}

#[tokio::test]
async fn the_default_is_not_removed_and_zuora_is_not_asked() {
    let audit = AuditLog::start();
    let shop = Shop::new().await;
    assert_eq!(
        shop.refusal(REMOVE_PAYMENT_METHOD, &shop.default).await,
        (409, "default_payment_method".into())
    );
    assert_eq!(shop.changes_at_zuora().await, 0);
    assert_eq!(shop.cards().await.len(), 2);
    let expected = event("card change refused", Some("default_payment_method"));
    assert_eq!(audit.take_events(), [expected]);
}

#[tokio::test]
async fn t6_no_card_of_another_account_is_changed() {
    let audit = AuditLog::start();
    let shop = Shop::new().await;
    let others = shop.sandbox.save_another_card("A00000002").await;
    let orphan = shop.sandbox.save_orphan().await;
    for path in [MAKE_DEFAULT, REMOVE_PAYMENT_METHOD] {
        for id in [
            &*others,
            &orphan,
            "",
            "402892c74c9193cd014c96bbe7c101f8",
            "../../A00000002",
            "..",
            "%2e%2e",
            "\u{0}",
            &"9".repeat(1000),
        ] {
            let refusal = shop.refusal(path, id).await;
            assert_eq!(refusal, (404, "no_such_payment_method".into()), "{path} {id}");
            let expected = event("card change refused", Some("no_such_payment_method"));
            assert_eq!(audit.take_events(), [expected], "{path} {id}");
        }
    }
    assert_eq!(shop.changes_at_zuora().await, 0);
    for id in [others, orphan] {
        let method = shop.sandbox.get(&format!("/v1/payment-methods/{id}")).await;
        assert_eq!(method["success"], true, "it is still there");
    }
}

/// The page's list is older than what Zuora has when a button is pressed.
#[tokio::test]
async fn a_stale_list_changes_nothing_else() {
    let shop = Shop::new().await;
    // The default was changed elsewhere: the card that the page would remove is the default now.
    let body = json!({"defaultPaymentMethodId": shop.other});
    shop.sandbox.put("/v1/accounts/A00000001", &body).await;
    assert_eq!(
        shop.refusal(REMOVE_PAYMENT_METHOD, &shop.other).await,
        (409, "default_payment_method".into())
    );
    // Removed elsewhere.
    shop.sandbox.delete(&format!("/v1/payment-methods/{}", shop.default)).await;
    for path in [MAKE_DEFAULT, REMOVE_PAYMENT_METHOD] {
        let refusal = shop.refusal(path, &shop.default).await;
        assert_eq!(refusal, (404, "no_such_payment_method".into()), "{path}");
    }
    // Scrubbed elsewhere: it is in Zuora's list, and cannot be used.
    let scrubbed = shop.sandbox.save_another_card("A00000001").await;
    shop.sandbox.put(&format!("/v1/payment-methods/{scrubbed}/scrub"), &json!({})).await;
    assert_eq!(shop.refusal(MAKE_DEFAULT, &scrubbed).await, (404, "no_such_payment_method".into()));
    assert_eq!(shop.cards().await, [(shop.other.clone(), true)]);
}

/// The client goes while Zuora is asked, which may carry the change out.
#[tokio::test]
async fn t5_changes_are_limited_as_lookups_are() {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "1/100h")], |_| ());
    let cookie = session(&site).await;
    let change = |path| Call::new(&cookie).path(path).json(&json!({"paymentMethodId": "x"}));
    for attempt in 0..LOOKUP_FACTOR {
        let path = if attempt % 2 == 0 { MAKE_DEFAULT } else { REMOVE_PAYMENT_METHOD };
        assert_eq!(change(path).send(&site).await.0, StatusCode::NOT_FOUND);
    }
    let before = calls(&zuora).await.len();
    for path in [MAKE_DEFAULT, REMOVE_PAYMENT_METHOD] {
        let (status, error, _) = change(path).fetch_json(&site).await;
        assert_eq!((status.as_u16(), &error["kind"]), (429, &"too_many_requests".into()));
        assert!(error["retryAfter"].is_u64(), "{error}");
    }
    assert_eq!(calls(&zuora).await.len(), before, "Zuora is not called");
}
