//! The audit log: one event for every signature that was asked for, with hashes in place of keys. It stays whatever `RUST_LOG` says.

use super::{answer::RequestId, session::Session};
use crate::{
    api::ApiErrorKind,
    zuora::{AccountKey, Bound as _},
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::{fmt::Write as _, net::IpAddr};

/// The events' target: its own, so that a log can be sorted by it.
pub const TARGET: &str = "audit";

/// Writes events. Its hashes are made with a key, for an account number could be found out from a hash without one by trying them all; every replica
/// has the same key, so their logs go together.
#[derive(Clone)]
pub struct Audit(Hmac<Sha256>);

/// A signature that is being asked for. However that ends, it is written down: also when whoever asked has gone, and Zuora may have signed.
pub struct Asked<'a> {
    audit: &'a Audit,
    request: RequestId,
    operation: &'static str,
    session: String,
    address: String,
    /// Whose account it is for, once that is known.
    pub account: Option<AccountKey>,
    outcome: &'static str,
}

impl Asked<'_> {
    /// What came of it.
    pub fn end(mut self, refused: Option<ApiErrorKind>) {
        self.outcome = refused.map_or("signed", ApiErrorKind::name);
    }
}

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        let account = self.account.as_ref().map(|account| self.audit.hash(account.value()));
        tracing::info!(
            target: TARGET,
            request = %self.request,
            operation = self.operation,
            outcome = self.outcome,
            session = self.session,
            account,
            address = self.address,
            "signature"
        );
    }
}

impl Audit {
    /// With hashes that are made from the session key.
    ///
    /// # Errors
    /// Never: HMAC takes keys of any length.
    pub fn new(session_key: &[u8]) -> Result<Self, hmac::digest::InvalidLength> {
        let mut own_key = Hmac::<Sha256>::new_from_slice(session_key)?;
        own_key.update(b"audit");
        Hmac::new_from_slice(&own_key.finalize().into_bytes()).map(Self)
    }

    fn hash(&self, text: &str) -> String {
        let mut mac = self.0.clone();
        mac.update(text.as_bytes());
        let mut hash = String::new();
        for byte in &mac.finalize().into_bytes()[..8] {
            let _ = write!(hash, "{byte:02x}");
        }
        hash
    }

    /// A signature is asked for.
    pub fn begin(&self, request: RequestId, operation: &'static str, session: &Session, address: IpAddr) -> Asked<'_> {
        Asked {
            audit: self,
            request,
            operation,
            session: self.hash(&session.id.to_string()),
            address: self.hash(&address.to_string()),
            account: None,
            outcome: "abandoned",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t5_hashes_are_the_same_on_every_replica_and_nobody_elses() {
        let hash = |key: &[u8], text| Audit::new(key).expect("a key").hash(text);
        assert_eq!(hash(b"key", "A00000001"), hash(b"key", "A00000001"));
        assert_ne!(hash(b"key", "A00000001"), hash(b"other", "A00000001"));
        assert_ne!(hash(b"key", "A00000001"), hash(b"key", "A00000002"));
        assert_eq!(hash(b"key", "A00000001").len(), 16);
    }
}
