//! The audit log: one event for every signature that was asked for, with hashes in place of keys. It stays whatever `RUST_LOG` says.

use super::{request::RequestId, session::Session};
use crate::api::ApiErrorKind;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::{fmt::Write as _, net::IpAddr};

/// The events' target: its own, so that a log can be sorted by it.
pub const TARGET: &str = "audit";

/// Writes events. Its hashes are made with a key, for an account number could be found out from a hash without one by trying them all; every replica
/// has the same key, so their logs go together.
#[derive(Clone)]
pub struct Audit(Hmac<Sha256>);

/// Who asked.
#[derive(Debug)]
pub struct Asker<'a> {
    pub session: &'a Session,
    pub account: &'a str,
    pub address: IpAddr,
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

    /// A signature was asked for, with this outcome.
    pub fn signature(&self, request: RequestId, operation: &str, asker: &Asker, refused: Option<ApiErrorKind>) {
        tracing::info!(
            target: TARGET,
            %request,
            operation,
            outcome = refused.map_or("signed", ApiErrorKind::name),
            session = self.hash(&asker.session.id.to_string()),
            account = self.hash(asker.account),
            address = self.hash(&asker.address.to_string()),
            "signature"
        );
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
