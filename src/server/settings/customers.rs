//! The settings that customers depend on.

use crate::server::zuora_client::hosts::Tenant;

/// What [`Customers`](crate::server::customers::Customers) are made from.
#[derive(Debug)]
pub struct CustomerSettings {
    /// Whether real customers are served.
    pub production: bool,
    /// Which kind of Zuora is called; `None` for the embedded sandbox, and where that setting is wrong already.
    pub tenant: Option<Tenant>,
    /// Whether it is the embedded sandbox.
    pub in_sandbox: bool,
    /// `ZUORA_ACCOUNT_KEY`.
    pub account_key: Option<String>,
}

/// What to do about a build that has no customers, or only some that may not act.
pub const PUT_YOUR_OWN: &str =
    "put your own customers in src/server/customers.rs first (README, \"Your own customers\")";
