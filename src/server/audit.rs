//! The audit log: one event for every signature that was asked for, with hashes in place of keys. It stays whatever `RUST_LOG` says.

use super::{answer::RequestId, keyed_hash::KeyedHash, session::Session};
use crate::{
    api::ApiErrorKind,
    zuora::{AccountKey, Bound as _},
};
use std::net::IpAddr;

/// The events' target: its own, so that a log can be sorted by it.
pub const TARGET: &str = "audit";

/// Writes events.
#[derive(Clone)]
pub struct Audit(KeyedHash);

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
    /// With these hashes.
    pub fn new(hashes: KeyedHash) -> Self {
        Self(hashes)
    }

    fn hash(&self, text: &str) -> String {
        self.0.of(text, 8)
    }

    /// A session has become that of a new customer.
    pub fn signed_up(&self, request: RequestId, session: &Session, account: &AccountKey) {
        let (session, account) = (self.hash(&session.id.to_string()), self.hash(account.value()));
        tracing::info!(target: TARGET, %request, session, account, "signed up");
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
    use std::{
        io::{self, Write},
        sync::{Arc, Mutex},
    };
    use uuid::Uuid;

    /// What is logged meanwhile in this thread.
    #[derive(Clone, Default)]
    struct Logged(Arc<Mutex<Vec<u8>>>);

    impl Write for Logged {
        fn write(&mut self, event: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("no panic").extend_from_slice(event);
            Ok(event.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// However an attempt ends, that is what the log says of it: the record of who got a signature is worth nothing without.
    #[test]
    fn t5_the_audit_log_says_how_each_attempt_ended() {
        let audit = Audit::new(KeyedHash::new(b"key", "audit").expect("a key"));
        for (refused, outcome) in [
            (Some(None), "signed"),
            (Some(Some(ApiErrorKind::TooManyRequests)), "too_many_requests"),
            (Some(Some(ApiErrorKind::ZuoraRefused)), "zuora_refused"),
            (None, "abandoned"),
        ] {
            let logged = Logged::default();
            let writer = logged.clone();
            let log = tracing_subscriber::fmt()
                .json()
                .flatten_event(true)
                .with_writer(move || writer.clone());
            tracing::subscriber::with_default(log.finish(), || {
                let asked = audit.begin(RequestId(Uuid::new_v4()), "/v1/files", &Session::of(None), [192, 0, 2, 1].into());
                match refused {
                    Some(refused) => asked.end(refused),
                    None => drop(asked),
                }
            });
            let logged = logged.0.lock().expect("no panic").clone();
            let event: serde_json::Value = serde_json::from_slice(&logged).expect("one event");
            assert_eq!((&event["target"], &event["outcome"]), (&"audit".into(), &outcome.into()));
        }
    }
}
