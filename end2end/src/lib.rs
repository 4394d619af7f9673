//! The harness of the browser suite: starts the application and a browser for each test, finds
//! elements by role and name, and takes a screenshot when a test fails.
//!
//! Every test starts its own site and sandbox on free ports, so tests are independent of each other
//! and of anything else that is running.

// Any step of a test can fail or panic: that is the result of the test.
#![allow(missing_docs, clippy::missing_errors_doc, clippy::missing_panics_doc)]

mod app;
mod axe;
mod balancer;
pub mod bench;
mod browser;
mod browser_test;
// The rules that the CORS laboratory predicts by.
#[path = "../../src/cors_rules.rs"]
pub mod cors_rules;
mod layout;
#[cfg(unix)]
mod load;
#[cfg(unix)]
mod nginx;
mod other_hosted_page;
mod other_site;
pub mod page_files;
mod pages;
mod recorder;
#[cfg(unix)]
mod redis_server;
#[cfg(unix)]
mod replicas;
mod sandbox;
mod screenshot;
mod secrecy;
mod server_process;
mod shop_login;
#[cfg(target_os = "linux")]
pub mod soak;
mod states;
pub mod tenant;
mod tickets;
mod two_builds;
mod waiting;

pub use app::{App, executable, site_root};
pub use axe::{accessibility_violations, expect_accessible};
pub use balancer::Balancer;
pub use browser::browser_path;
pub use browser_test::{
    BrowserTest, CAME_BACK, Setup, block_on, browser_test, page_in_new_context,
    page_with_any_certificate,
};
pub use layout::{MEDIUM, NARROW, WIDE, scrolls_sideways};
#[cfg(unix)]
pub use load::{Load, Request, client_at, session};
#[cfg(unix)]
pub use nginx::Nginx;
pub use other_hosted_page::{Deviation, OtherHostedPage};
pub use other_site::OtherSite;
pub use pages::{
    AccountPage, AddCardPage, Card, CardFields, CardList, DocumentsPage, ENGLISH, FlowInspector,
    FlowPanel, GERMAN, HostedPage, Names, PageOperation, SitePage, expect_focus, named, names,
};
pub use recorder::Recorder;
#[cfg(unix)]
pub use redis_server::{RedisServer, free_port};
#[cfg(unix)]
pub use replicas::Replicas;
pub use sandbox::Sandbox;
pub use screenshot::take_gallery_screenshot;
pub use secrecy::card_number_in;
#[cfg(target_os = "linux")]
pub use secrecy::memory_of;
pub use server_process::{ServerProcess, command, connect, request, run_to_end, wait_for_exit};
pub use shop_login::ShopLogin;
pub use states::State;
pub use tickets::{change_tickets, fetch_json, repeat_first_ticket};
pub use two_builds::{EarlierFiles, SESSION_KEY, TwoBuilds};
pub use waiting::{WAIT_TIMEOUT, nothing_happens_for, wait_until, wait_up_to};

/// What a test may fail with, apart from its own assertions.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
/// What a test or a step of it returns.
pub type Result<T = ()> = std::result::Result<T, Error>;
