//! How often the key is fetched.

use super::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Two keys that Zuora has published, so that none has to be generated.
fn key(number: usize) -> TenantKey {
    let published: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../public_key/published.json")).expect("a list");
    let text = published[number]["key"].as_str().expect("a key");
    TenantKey { tenant_id: "1".into(), key: PublicKey::from_base64(text).expect("a key") }
}

/// A tenant that counts how often its key was fetched.
#[derive(Default)]
struct Tenant {
    number: AtomicUsize,
    calls: AtomicUsize,
}

impl Tenant {
    async fn fetch(&self) -> Result<TenantKey, ZuoraError> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        tokio::task::yield_now().await;
        match self.number.load(Ordering::Relaxed) {
            usize::MAX => Err(ZuoraError::TimedOut),
            number => Ok(key(number)),
        }
    }

    fn has_key(&self, number: usize) {
        self.number.store(number, Ordering::Relaxed);
    }

    fn fails(&self) {
        self.has_key(usize::MAX);
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }
}

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test]
async fn t25_the_tenants_key_is_fetched_once() {
    let (tenant, keys) = (Tenant::default(), TenantKeys::default());
    let (first, second) = tokio::join!(keys.get(tenant.fetch()), keys.get(tenant.fetch()));
    assert_eq!(*first.expect("a key"), key(0));
    assert_eq!(*second.expect("a key"), key(0));
    tenant.has_key(1);
    assert_eq!(*keys.get(tenant.fetch()).await.expect("a key"), key(0));
    assert_eq!(tenant.calls(), 1);
}

#[tokio::test]
async fn t25_a_failed_call_for_the_key_is_shared_and_then_repeated() {
    let (tenant, keys) = (Tenant::default(), TenantKeys::default());
    tenant.fails();
    let (first, second) = tokio::join!(keys.get(tenant.fetch()), keys.get(tenant.fetch()));
    assert!(first.is_err() && second.is_err());
    assert_eq!(tenant.calls(), 1);
    tenant.has_key(0);
    assert_eq!(*keys.get(tenant.fetch()).await.expect("a key"), key(0));
    assert_eq!(tenant.calls(), 2);
}

#[tokio::test]
async fn t25_a_key_that_was_generated_anew_is_fetched_once() {
    let (tenant, keys) = (Tenant::default(), TenantKeys::default());
    let old = keys.get(tenant.fetch()).await.expect("a key");
    tenant.has_key(1);
    let now = Instant::now();
    let (first, second) =
        tokio::join!(keys.renew(&old, now, tenant.fetch()), keys.renew(&old, now, tenant.fetch()));
    for renewed in [first, second] {
        assert_eq!(*renewed.expect("an answer").expect("a key"), key(1));
    }
    assert_eq!(*keys.get(tenant.fetch()).await.expect("a key"), key(1));
    assert_eq!(tenant.calls(), 2);
}

#[tokio::test]
async fn t25_forged_callbacks_fetch_the_key_once_a_minute_at_most() {
    let (tenant, keys) = (Tenant::default(), TenantKeys::default());
    let key = keys.get(tenant.fetch()).await.expect("a key");
    let start = Instant::now();
    for second in 0..600 {
        for _ in 0..10 {
            let renewed = keys.renew(&key, start + second * SECOND, tenant.fetch()).await;
            assert_eq!(renewed.expect("an answer"), None);
        }
    }
    assert_eq!(tenant.calls(), 1 + 10, "the first, and one a minute");
}

/// A genuine callback that is brought again must not be refused as forged.
#[tokio::test]
async fn t25_after_a_failed_renewal_nothing_is_known_about_a_signature() {
    let (tenant, keys) = (Tenant::default(), TenantKeys::default());
    let old = keys.get(tenant.fetch()).await.expect("a key");
    let start = Instant::now();
    tenant.fails();
    for second in 0..60 {
        let renewed = keys.renew(&old, start + second * SECOND, tenant.fetch()).await;
        assert!(renewed.is_err(), "{second}");
    }
    assert_eq!(tenant.calls(), 2);
    tenant.has_key(1);
    let renewed = keys.renew(&old, start + RENEWAL_INTERVAL, tenant.fetch()).await;
    assert_eq!(*renewed.expect("an answer").expect("a key"), key(1));
    assert_eq!(tenant.calls(), 3);
}

#[test]
fn a_key_that_is_none_is_a_fault_of_protocol() {
    let signed = |key: &str| RsaSignature {
        signature: Some("s".into()),
        token: "t".into(),
        tenant_id: "1".into(),
        key: key.into(),
    };
    assert!(matches!(TenantKey::new(signed("AAAA")), Err(ZuoraError::Protocol(200, _))));
}
