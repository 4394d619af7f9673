//! The harness of the browser suite: starts the application and a browser for each test, finds things on pages by role and name, and keeps a
//! picture when a test fails.
//!
//! Every test starts its own site and sandbox on free ports, so tests are independent of each other and of anything else that is running.

mod app;
mod axe;
mod balancer;
mod browser;
mod pages;
mod recorder;
mod sandbox;
mod secrecy;
mod states;
mod stranger;
mod test;
mod tickets;

pub use app::{App, executable, site_root};
pub use balancer::Balancer;
pub use browser::browser_path;
pub use pages::{AddCard, Card, ENGLISH, GERMAN, Names, has_focus, named};
pub use recorder::Recorder;
pub use sandbox::Sandbox;
#[cfg(target_os = "linux")]
pub use secrecy::memory_of;
pub use states::State;
pub use stranger::Stranger;
pub use test::{Setup, Visit, browser_test, new_visitor, run};
pub use tickets::{change_tickets, given_ticket, repeat_first_ticket};

/// What a test may fail with, apart from its own assertions.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
/// What a test or a step of it returns.
pub type Result<T = ()> = std::result::Result<T, Error>;
