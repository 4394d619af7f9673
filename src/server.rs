//! Lifeline 2, the shop's server: renders the pages, signs for the browser, and never holds a card.

mod bearer;
mod guard;
mod headers;
mod health;
mod log;
mod metrics;
mod origin;
mod outbound;
mod router;
#[cfg(feature = "sandbox")]
mod sandbox_process;
mod session;
mod settings;
mod signer;
mod start;
mod visit;

pub use log::start as start_log;
pub use settings::{Faults, LogFormat, Settings, Source, VARIABLES};
pub use start::{StartError, serve};
pub use visit::{Visit, answer_with};
