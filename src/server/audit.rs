//! The audit log: one event for every attempt to get a signature, and for every change and every
//! refusal. Keys are hashed. It is written whatever `RUST_LOG` says.

use crate::{
    server::{keyed_hash::KeyedHash, request_id::RequestId, session::Session, traces},
    zuora::{AccountKey, Bound as _},
};
use std::net::IpAddr;
use tracing::Span;

/// A target of its own, so that a log can be filtered by it.
pub const TARGET: &str = "audit";

#[derive(Clone)]
pub struct Audit(KeyedHash);

/// How an attempt ends that Zuora has signed.
pub const SIGNED: &str = "signed";

/// An attempt to get a signature. It is written when it is dropped: as abandoned when the server
/// gives up or ends before its end, because Zuora may have signed.
pub struct SigningAttempt<'a> {
    audit: &'a Audit,
    request: RequestId,
    operation: &'static str,
    session: String,
    address: String,
    /// Set once it is known.
    pub account: Option<AccountKey>,
    outcome: &'static str,
    /// Its span in the trace of the request.
    pub span: Span,
}

impl SigningAttempt<'_> {
    /// Ends the attempt: `outcome` is [`SIGNED`] or the name of an error kind.
    pub fn end(mut self, outcome: &'static str) {
        self.outcome = outcome;
    }
}

impl Drop for SigningAttempt<'_> {
    fn drop(&mut self) {
        traces::end(&self.span, self.outcome, self.outcome != SIGNED);
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
    pub fn new(hashes: KeyedHash) -> Self {
        Self(hashes)
    }

    fn hash(&self, text: &str) -> String {
        self.0.hash(text, 8)
    }

    /// Writes that something was done in a customer's account, or refused for `reason`.
    pub fn record(
        &self,
        event: &'static str,
        request: RequestId,
        session: &Session,
        address: IpAddr,
        account: Option<&AccountKey>,
        reason: Option<&'static str>,
    ) {
        let (session, address) =
            (self.hash(&session.id.to_string()), self.hash(&address.to_string()));
        let account = account.map(|account| self.hash(account.value()));
        tracing::info!(target: TARGET, %request, session, account, address, reason, "{event}");
    }

    /// Begins an attempt.
    pub fn begin(
        &self,
        request: RequestId,
        operation: &'static str,
        session: &Session,
        address: IpAddr,
    ) -> SigningAttempt<'_> {
        SigningAttempt {
            audit: self,
            request,
            operation,
            session: self.hash(&session.id.to_string()),
            address: self.hash(&address.to_string()),
            account: None,
            outcome: "abandoned",
            span: traces::signing(operation),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        io,
        sync::{Arc, Mutex},
    };
    use uuid::Uuid;

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("the only writer").extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What is written, with hashes in place of what says whose it is.
    fn written(record: impl FnOnce(&Audit, RequestId, &Session, IpAddr)) -> String {
        let log = Written::default();
        let writer = log.clone();
        let subscriber =
            tracing_subscriber::fmt().json().with_writer(move || writer.clone()).finish();
        let audit = Audit::new(KeyedHash::new(b"key", "audit").expect("a key"));
        let session = Session::new(None);
        let address = "192.0.2.7".parse().expect("an address");
        tracing::subscriber::with_default(subscriber, || {
            record(&audit, RequestId(Uuid::new_v4()), &session, address);
        });
        let text = String::from_utf8(log.0.lock().expect("written").clone()).expect("text");
        assert!(
            !text.contains(&session.id.to_string())
                && !text.contains("192.0.2.7")
                && !text.contains("A00000001"),
            "{text}"
        );
        text
    }

    fn account() -> AccountKey {
        AccountKey::from("A00000001".to_owned())
    }

    #[test]
    fn t5_what_is_done_or_refused_is_written_with_its_reason() {
        for (event, reason) in [
            ("signed up", None),
            ("card attached", None),
            ("card removed", None),
            ("card removal failed", Some("zuora_timeout")),
            ("callback refused", Some("it is too old")),
            ("confirmation refused", Some("no_such_payment_method")),
        ] {
            let line = written(|audit, request, session, address| {
                audit.record(event, request, session, address, Some(&account()), reason);
            });
            assert!(
                line.contains(event)
                    && line.contains("\"account\"")
                    && line.contains(r#""target":"audit""#),
                "{line}"
            );
            assert_eq!(line.contains("\"reason\""), reason.is_some(), "{line}");
        }
    }

    /// So is an attempt that never ends: the server has given up, and Zuora may have signed.
    #[test]
    fn t5_the_end_of_an_attempt_is_written_whatever_it_is() {
        for (end, outcome) in [
            (Some("signed"), "signed"),
            (Some("too_many_requests"), "too_many_requests"),
            (None, "abandoned"),
        ] {
            let line = written(|audit, request, session, address| {
                let mut attempt = audit.begin(request, "/v1/accounts", session, address);
                attempt.account = Some(account());
                if let Some(outcome) = end {
                    attempt.end(outcome);
                }
            });
            assert!(line.contains(&format!(r#""outcome":"{outcome}""#)), "{line}");
        }
    }
}
