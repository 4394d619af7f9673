//! T25: callbacks of the hosted page from the browser to the account, with a tenant whose private
//! key the tests have. Everything but that key is the sandbox's.

use super::support::{
    CONFIRM_HOSTED_PAGE, Call, ORIGIN, RSA_SIGNATURES, SandboxClient, serve, session, site,
};
use crate::{
    sandbox::{PAGE_CALLBACK_PATH, PAGE_ID},
    server::zuora_client::public_key::tests::private_key::PrivateKey,
};
use axum::{Json, Router, http::StatusCode, routing::post};
use serde_json::{Value, json};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

/// The tenant's key, and how often it was fetched. Without a key, fetching fails.
#[derive(Clone, Default)]
struct Tenant {
    key: Arc<Mutex<Option<&'static PrivateKey>>>,
    fetches: Arc<AtomicUsize>,
}

impl Tenant {
    fn has_key(&self, key: Option<&'static PrivateKey>) {
        *self.key.lock().expect("a key") = key;
    }

    fn fetches(&self) -> usize {
        self.fetches.load(Ordering::Relaxed)
    }

    /// Zuora's reply to a request for an RSA signature.
    fn reply(&self) -> (StatusCode, Json<Value>) {
        self.fetches.fetch_add(1, Ordering::Relaxed);
        match *self.key.lock().expect("a key") {
            None => (StatusCode::SERVICE_UNAVAILABLE, Json(Value::Null)),
            Some(key) => {
                let reply = json!({
                    "success": true, "signature": "s", "token": "t", "tenantId": "9",
                    "key": key.public(),
                });
                (StatusCode::OK, Json(reply))
            }
        }
    }
}

/// A customer on the hosted page of a shop.
struct Shop {
    tenant: Tenant,
    sandbox: SandboxClient,
    site: Router,
    cookie: String,
    passthrough: String,
}

impl Shop {
    async fn new() -> Self {
        let tenant = Tenant::default();
        tenant.has_key(Some(PrivateKey::first()));
        let replies = tenant.clone();
        let zuora = Router::new()
            .route("/v1/rsa-signatures", post(async move || replies.reply()))
            .fallback_service(crate::sandbox::router(ORIGIN));
        let zuora = serve(zuora).await;
        let site = site(&zuora);
        let cookie = session(&site).await;
        let (_, ticket, _) = Call::new(&cookie).path(RSA_SIGNATURES).fetch_json(&site).await;
        Self {
            tenant,
            sandbox: SandboxClient::connect(&zuora).await,
            site,
            cookie,
            passthrough: ticket["passthrough"].as_str().expect("a code").to_owned(),
        }
    }

    /// What the page reports of this payment method, signed with this key (Zuora's library: the
    /// order of the parts).
    fn callback(&self, key: &PrivateKey, payment_method: &str) -> Value {
        let path = PAGE_CALLBACK_PATH.to_lowercase();
        let now = time::OffsetDateTime::now_utc().unix_timestamp() * 1000;
        let ours = &self.passthrough;
        let text = format!("{path}#9#TOKEN#{now}#{PAGE_ID}##{ours}#####{payment_method}");
        json!({
            "refId": key.encrypt(payment_method), "token": "TOKEN", "timestamp": now.to_string(),
            "passthrough": ours, "signature": key.sign(&text),
        })
    }

    /// What the page gets for this callback: the status, and the kind of error or the card's id.
    async fn confirm(&self, callback: &Value) -> (u16, String) {
        let call = Call::new(&self.cookie).path(CONFIRM_HOSTED_PAGE);
        let body = json!({"callback": callback});
        let (status, reply, _) = call.json(&body).fetch_json(&self.site).await;
        let text = reply["kind"].as_str().or(reply["paymentMethodId"].as_str());
        (status.as_u16(), text.unwrap_or_default().to_owned())
    }

    async fn owner(&self, payment_method: &str) -> Value {
        let read = self.sandbox.get(&format!("/v1/payment-methods/{payment_method}")).await;
        assert_eq!(read["success"], true, "{read}");
        read["accountKey"].clone()
    }
}

fn refused() -> (u16, String) {
    (403, "callback_refused".into())
}

#[tokio::test]
async fn t25_what_zuora_has_signed_is_attached_once() {
    let shop = Shop::new().await;
    let id = shop.sandbox.save_orphan().await;
    assert!(shop.owner(&id).await.as_str().is_none_or(str::is_empty), "nobody's");
    let callback = shop.callback(PrivateKey::first(), &id);
    assert_eq!(shop.confirm(&callback).await, (200, id.clone()));
    assert!(shop.owner(&id).await.as_str().is_some_and(|owner| !owner.is_empty()));
    assert_eq!(shop.confirm(&callback).await, (409, "callback_replayed".into()));
    let another = shop.sandbox.save_orphan().await;
    let callback = shop.callback(PrivateKey::first(), &another);
    assert_eq!(shop.confirm(&callback).await, (200, another));
    assert_eq!(shop.tenant.fetches(), 1, "the key is stored");
}

#[tokio::test]
async fn t25_a_card_that_zuora_did_not_sign_for_is_not_attached() {
    let shop = Shop::new().await;
    let id = shop.sandbox.save_orphan().await;
    let genuine = shop.callback(PrivateKey::first(), &id);
    let with = |field: &str, value: &str| {
        let mut callback = genuine.clone();
        callback[field] = value.into();
        callback
    };
    let other = PrivateKey::first().encrypt(&shop.sandbox.save_orphan().await);
    for (what, callback) in [
        ("another id of Zuora's", with("refId", &other)),
        ("an id that is not encrypted", with("refId", &id)),
        ("no timestamp", with("timestamp", "")),
        ("another token", with("token", "OTHER")),
        ("another session", with("passthrough", "AAAAAAAAAAAAAAAAAAAAAA")),
        ("another key", shop.callback(PrivateKey::second(), &id)),
    ] {
        assert_eq!(shop.confirm(&callback).await, refused(), "{what}");
    }
    assert!(shop.owner(&id).await.as_str().is_none_or(str::is_empty), "nobody's");
    assert_eq!(shop.confirm(&genuine).await, (200, id));
}

#[tokio::test]
async fn t25_a_new_key_is_fetched_and_forged_callbacks_do_not_fetch_it_for_ever() {
    let shop = Shop::new().await;
    let sandbox = &shop.sandbox;
    let (first, second) = (sandbox.save_orphan().await, sandbox.save_orphan().await);
    let callback = shop.callback(PrivateKey::first(), &first);
    assert_eq!(shop.confirm(&callback).await, (200, first));
    shop.tenant.has_key(Some(PrivateKey::second()));
    let callback = shop.callback(PrivateKey::second(), &second);
    assert_eq!(shop.confirm(&callback).await, (200, second));
    assert_eq!(shop.tenant.fetches(), 2);
    let third = sandbox.save_orphan().await;
    for _ in 0..10 {
        let forged = shop.callback(PrivateKey::first(), &third);
        assert_eq!(shop.confirm(&forged).await, refused());
    }
    assert_eq!(shop.tenant.fetches(), 2, "not again within a minute");
}

#[tokio::test]
async fn t25_while_no_key_can_be_fetched_no_callback_is_called_forged() {
    let shop = Shop::new().await;
    let id = shop.sandbox.save_orphan().await;
    let callback = shop.callback(PrivateKey::second(), &id);
    shop.tenant.has_key(None);
    assert_eq!(shop.confirm(&callback).await, (503, "zuora_busy".into()));
    // With an old key in store, the same.
    shop.tenant.has_key(Some(PrivateKey::first()));
    let other = shop.sandbox.save_orphan().await;
    let genuine = shop.callback(PrivateKey::first(), &other);
    assert_eq!(shop.confirm(&genuine).await, (200, other));
    shop.tenant.has_key(None);
    for _ in 0..3 {
        assert_eq!(shop.confirm(&callback).await, (503, "zuora_busy".into()));
    }
    assert_eq!(shop.tenant.fetches(), 3 + 1 + 3, "three attempts each time, and none for the rest");
}
