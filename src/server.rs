//! Lifeline 2, the shop's server: renders the pages, signs for the browser, and never holds a card.

mod account_resolver;
mod audit;
mod client_address;
mod connection;
mod console;
mod cookies;
pub(crate) mod current_request;
mod customers;
mod error_response;
#[cfg(feature = "demo")]
mod flow_breaks;
#[cfg(not(feature = "demo"))]
#[path = "server/flow_breaks_off.rs"]
mod flow_breaks;
#[cfg(feature = "demo")]
mod flow_records;
#[cfg(not(feature = "demo"))]
#[path = "server/flow_records_off.rs"]
mod flow_records;
mod health;
mod host_name;
mod html;
mod keyed_hash;
mod log;
// The examples of docs/logins.md, so that they keep compiling.
#[cfg(test)]
#[allow(dead_code, unused_imports)]
#[path = "../docs/logins/service.rs"]
mod login_service;
#[cfg(test)]
#[allow(dead_code, unused_imports)]
#[path = "../docs/logins/table.rs"]
mod login_table;
#[cfg(test)]
#[allow(dead_code, unused_imports)]
#[path = "../docs/logins/token.rs"]
mod login_token;
mod macs;
mod metrics;
mod middleware;
mod navigation;
mod no_account;
pub(crate) mod operations;
mod origin;
mod page_customer;
pub(crate) mod page_integrity;
#[cfg(all(test, unix))]
mod postgres;
mod rate_limits;
mod readiness;
mod request_class;
mod request_id;
mod router;
#[cfg(feature = "demo")]
mod sandbox_process;
mod session;
mod settings;
mod shutdown;
mod sign_out;
mod start;
mod state;
mod tenant_check;
mod traces;
mod transport_error;
mod visitor_account;
mod zuora_client;

pub use console::{print, print_error};
pub use customers::SignedIn;
pub use error_response::finish_with_error;
pub use log::start as start_log;
pub use no_account::NoAccount;
pub use page_customer::{AccountRequired, PageCustomer};
pub use page_integrity::{
    manifest::PageManifest,
    verify::{manifest, verify},
};
pub use settings::{
    CardFormAddress, DEFAULT_SITE_ROOT, DefaultValue, Faults, LEPTOS_SITE_ROOT, LogFormat, Setting,
    Settings, Source, ZUORA_ALLOW_HOST, help as settings_help,
};
pub use start::{StartError, check, serve};
pub use state::{AppState, current_shop};
