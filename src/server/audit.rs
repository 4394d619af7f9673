//! The audit log: one event for every signature that was asked for, and for every card or account that was attached, signed up with or refused, with hashes in place
//! of keys. It stays whatever `RUST_LOG` says.

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

    /// Something of a customer's was done or refused: `reason` says why, of what was refused.
    pub fn record(
        &self,
        event: &'static str,
        request: RequestId,
        session: &Session,
        address: IpAddr,
        account: Option<&AccountKey>,
        reason: Option<&'static str>,
    ) {
        let (session, address) = (self.hash(&session.id.to_string()), self.hash(&address.to_string()));
        let account = account.map(|account| self.hash(account.value()));
        tracing::info!(target: TARGET, %request, session, account, address, reason, "{event}");
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
