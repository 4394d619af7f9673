//! The switches of `POST /sandbox/tenant`. Tenants differ, and so do Zuora's documents: each switch
//! chooses between two readings, so that a site can be tried with both.

use serde::Deserialize;

/// How the tenant behaves. The first value of each switch is the one at the start.
#[derive(Clone, Copy, Default)]
pub struct TenantSwitches {
    pub signed_host: SignedHost,
    pub account_key: AccountKey,
}

/// Which hosts a signed `uri` may name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SignedHost {
    /// The sandbox's own scheme, name and port, as the caller addresses it. Inferred from "specific
    /// REST API URI" in Zuora's text.
    #[default]
    Own,
    /// Any. Zuora's samples name several hosts for the same operation.
    Any,
}

/// What *Create a credit card payment method* takes as `accountKey`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AccountKey {
    /// Zuora, in its older texts and in the text about HMAC signatures.
    #[default]
    NumberOrId,
    /// Zuora, in the newest text about the operation: "ID of the customer account".
    IdOnly,
}

/// The switches in a request. Those that it does not name stay as they are.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SwitchChanges {
    signed_host: Option<SignedHost>,
    account_key: Option<AccountKey>,
}

impl TenantSwitches {
    pub fn apply(&mut self, changes: &SwitchChanges) {
        self.signed_host = changes.signed_host.unwrap_or(self.signed_host);
        self.account_key = changes.account_key.unwrap_or(self.account_key);
    }
}
