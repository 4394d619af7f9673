//! The tenant's public key for its hosted pages: fetched once, shared by all requests, and fetched
//! again when a signature does not fit it.

use crate::{
    server::zuora_client::{http::ZuoraError, public_key::PublicKey},
    zuora::RsaSignature,
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::Mutex;

/// A forged callback looks like one that was signed with a new key. So the key is fetched at most
/// once in this time, however many callbacks do not fit.
const RENEWAL_INTERVAL: Duration = Duration::from_mins(1);

/// What the callbacks of a tenant's hosted pages are verified with (Zuora: a tenant has one key,
/// which its administrator can generate anew).
#[derive(Debug, PartialEq, Eq)]
pub struct TenantKey {
    pub tenant_id: String,
    pub key: PublicKey,
}

impl TenantKey {
    /// The key that Zuora sends with every RSA signature.
    ///
    /// # Errors
    /// When it is no RSA key, or too weak.
    pub fn new(signed: RsaSignature) -> Result<Self, ZuoraError> {
        let key = PublicKey::from_base64(&signed.key);
        let key = key.ok_or(ZuoraError::Protocol(200, "its key is no RSA key, or too weak"))?;
        Ok(Self { tenant_id: signed.tenant_id, key })
    }
}

/// The last key. At most one call for it is in flight at a time: all callers meanwhile wait for it
/// and share its outcome.
#[derive(Default)]
pub struct TenantKeys(Mutex<Last>);

#[derive(Default)]
struct Last {
    key: Option<Arc<TenantKey>>,
    call: Option<(Instant, Result<(), ZuoraError>)>,
}

impl TenantKeys {
    /// The stored key, or the one that `fetch` returns.
    ///
    /// # Errors
    /// When no key is stored, and `fetch` fails.
    pub async fn get(
        &self,
        fetch: impl Future<Output = Result<TenantKey, ZuoraError>>,
    ) -> Result<Arc<TenantKey>, ZuoraError> {
        let requested = Instant::now();
        let mut last = self.0.lock().await;
        if let Some(key) = &last.key {
            return Ok(key.clone());
        }
        match &last.call {
            Some((at, Err(failure))) if *at >= requested => Err(failure.clone()),
            _ => last.fetch(Instant::now, fetch).await,
        }
    }

    /// The key to try after a signature did not fit `old`: the one that has replaced it meanwhile,
    /// or the one that `fetch` returns. `None` when that is the same key, or `old` was fetched less
    /// than a minute before `now`.
    ///
    /// # Errors
    /// When `fetch` fails, or failed less than a minute ago. Then nothing is known about the
    /// signature.
    pub async fn renew(
        &self,
        old: &Arc<TenantKey>,
        now: Instant,
        fetch: impl Future<Output = Result<TenantKey, ZuoraError>>,
    ) -> Result<Option<Arc<TenantKey>>, ZuoraError> {
        let mut last = self.0.lock().await;
        let is_new = |key: &Arc<TenantKey>| key != old;
        if let Some(key) = last.key.clone().filter(is_new) {
            return Ok(Some(key));
        }
        match &last.call {
            Some((at, outcome)) if now.saturating_duration_since(*at) < RENEWAL_INTERVAL => {
                outcome.clone().map(|()| None)
            }
            _ => last.fetch(|| now, fetch).await.map(|key| Some(key).filter(is_new)),
        }
    }
}

impl Last {
    async fn fetch(
        &mut self,
        now: impl Fn() -> Instant,
        fetch: impl Future<Output = Result<TenantKey, ZuoraError>>,
    ) -> Result<Arc<TenantKey>, ZuoraError> {
        let fetched = fetch.await.map(Arc::new);
        self.call = Some((now(), fetched.as_ref().map(drop).map_err(Clone::clone)));
        if let Ok(key) = &fetched {
            self.key = Some(key.clone());
        }
        fetched
    }
}

#[cfg(test)]
mod tests;
