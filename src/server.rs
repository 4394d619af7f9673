//! Lifeline 2, the shop's server: renders the pages, signs for the browser, and never holds a card.

mod account_resolver;
mod answer;
pub(crate) mod assets;
mod audit;
mod bearer;
mod bodies;
mod budgets;
mod callback;
mod client_address;
mod connection;
mod console;
mod cookies;
mod customers;
mod documents;
mod guard;
mod headers;
mod health;
mod hosted_page;
mod keyed_hash;
mod language;
mod limits;
mod log;
mod marks;
mod metrics;
mod navigation;
mod origin;
mod outbound;
// The example that the README names, so that it keeps compiling.
#[cfg(test)]
#[allow(dead_code)]
#[path = "../docs/own-customers.rs"]
mod own_customers;
mod page_customer;
mod page_manifest;
mod page_scan;
mod redact;
mod reports;
mod request;
mod request_target;
mod router;
#[cfg(feature = "demo")]
mod sandbox_process;
mod session;
mod settings;
mod sign_up;
mod site_address;
mod start;
mod verify_page;
mod visit;
mod zuora_client;

pub use answer::answer_with;
pub use console::{print, print_error};
pub use customers::SignedIn;
pub use headers::FRAMING;
pub use log::start as start_log;
pub use page_customer::PageCustomer;
pub use page_manifest::PageManifest;
pub use settings::{Faults, LogFormat, Settings, Source, VARIABLES};
pub use start::{StartError, serve};
pub use verify_page::{manifest, verify};
pub use visit::{AppState, RequestContext};
