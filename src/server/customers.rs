//! Whose accounts visitors act for. **A shop of your own replaces this one file** (README, "Your own customers"; `docs/own-customers.rs` is one
//! that compiles). It needs the same two items: `Customers`, which answers for sessions, and `SignedIn`, which says at the top of every page who
//! has signed in.

#[cfg(feature = "demo")]
mod demo;
#[cfg(not(feature = "demo"))]
mod nobody;

#[cfg(feature = "demo")]
pub use demo::{Customers, SignedIn};
#[cfg(not(feature = "demo"))]
pub use nobody::{Customers, SignedIn};
