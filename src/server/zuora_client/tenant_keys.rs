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

/// A forged callback looks like one that was signed with a new key. So the key is fetched again at
/// most once in this time, however many callbacks do not fit.
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
    /// The outcome of the last call, when that call failed.
    failure: Option<(Instant, ZuoraError)>,
    renewal: Option<Instant>,
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
        match &last.failure {
            Some((at, failure)) if *at >= requested => Err(failure.clone()),
            _ => last.fetch(fetch).await,
        }
    }

    /// The key to try after a signature did not fit `old`: the one that has replaced it meanwhile,
    /// or the one that `fetch` returns. `None` when that is the same key, or when the key was
    /// renewed less than a minute before `now`.
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
        let is_soon = |at: &Instant| now.saturating_duration_since(*at) < RENEWAL_INTERVAL;
        if last.renewal.as_ref().is_some_and(is_soon) {
            return last.failure.clone().map_or(Ok(None), |(_, failure)| Err(failure));
        }
        last.renewal = Some(now);
        Ok(Some(last.fetch(fetch).await?).filter(is_new))
    }
}

impl Last {
    async fn fetch(
        &mut self,
        fetch: impl Future<Output = Result<TenantKey, ZuoraError>>,
    ) -> Result<Arc<TenantKey>, ZuoraError> {
        match fetch.await.map(Arc::new) {
            Ok(key) => {
                self.failure = None;
                self.key = Some(key.clone());
                Ok(key)
            }
            Err(failure) => {
                self.failure = Some((Instant::now(), failure.clone()));
                Err(failure)
            }
        }
    }
}

#[cfg(test)]
mod tests;
