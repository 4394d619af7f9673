//! Whose accounts visitors act for: the demonstration's customers, or in a build without it a
//! shop's own (`own.rs`).

#[cfg(feature = "demo")]
mod demo;
// A shop that has replaced `own.rs` no longer names it.
#[cfg(any(test, not(feature = "demo")))]
#[allow(dead_code)]
mod nobody;
// Compiled and tested with the demonstration too, so that `cargo test` finds what is wrong in it.
#[cfg(any(test, not(feature = "demo")))]
#[cfg_attr(feature = "demo", allow(dead_code, unused_imports))]
// The browser tests of a build without the demonstration need customers (`build.rs`).
#[cfg_attr(login = "service", path = "../../docs/logins/service.rs")]
mod own;

// What a shop's own customers are made of.
#[cfg(any(test, not(feature = "demo")))]
#[allow(dead_code)]
pub mod shop_service;
#[cfg(any(test, not(feature = "demo")))]
#[allow(dead_code)]
pub mod signed_in;

#[cfg(feature = "demo")]
pub use demo::{Customers, SignedIn};
#[cfg(not(feature = "demo"))]
pub use own::{Customers, SignedIn};
