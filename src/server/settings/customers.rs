//! The settings that customers depend on.

pub use super::own::OwnSettings;

use crate::server::{
    settings::{
        app_env::AppEnv,
        base_url::BaseUrl,
        reader::Reader,
        setting::{DefaultValue, Setting},
    },
    zuora_client::hosts::Tenant,
};

pub const ZUORA_ACCOUNT_KEY: Setting = Setting {
    variable: "ZUORA_ACCOUNT_KEY",
    default: DefaultValue::Described("the sandbox's two accounts"),
    meaning: "Number or id of the account that the demonstration saves cards into, which requires \
              it with `ZUORA_BASE_URL`. Other builds use it for `--check` alone, which tries a \
              signature for it.",
    where_to_find: Some("in Zuora's UI: Customers > Accounts"),
    // Not an account of the sandbox: a build without the demonstration is searched for those.
    example: Some("A00012345"),
    secret_file: None,
};

/// What [`Customers`](crate::server::customers::Customers) are made from.
#[derive(Debug)]
pub struct CustomerSettings {
    /// Whether real customers are served.
    pub production: bool,
    /// The kind of Zuora that is called; `None` for the embedded sandbox, and for an address that
    /// is wrong.
    pub tenant: Option<Tenant>,
    /// Whether it is the embedded sandbox.
    pub in_sandbox: bool,
    /// `ZUORA_ACCOUNT_KEY`.
    pub account_key: Option<String>,
    /// Those of a shop's own customers.
    #[cfg_attr(feature = "demo", allow(dead_code))]
    pub own: OwnSettings,
}

impl CustomerSettings {
    pub(super) fn read(reader: &Reader, base_url: &BaseUrl, app_env: AppEnv) -> Self {
        Self {
            production: app_env.is_production(),
            tenant: base_url.tenant(),
            in_sandbox: !base_url.is_set() && !app_env.is_production(),
            account_key: reader.optional(&ZUORA_ACCOUNT_KEY),
            own: OwnSettings::read(reader),
        }
    }
}

/// What to do about a build that has no customers, or only some that may not act.
pub const PUT_YOUR_OWN: &str =
    "put your own customers in src/server/customers/own.rs first (README, \"Your own customers\")";
