//! Zuora's API as types: its operations, the ticket that lets a browser call one, its answers and
//! its reasons.
//!
//! Browser and server use them. The sandbox does not: it is written from Zuora's documents, so that
//! a misspelt field fails.

mod answer;
mod bound;
mod cause;
mod hosted_page;
#[cfg(not(target_arch = "wasm32"))]
mod invoices;
mod json;
mod operation;
mod operations;
mod payment_method;
#[cfg(not(target_arch = "wasm32"))]
mod query;
mod ticket;

#[cfg(all(test, feature = "demo"))]
pub(crate) use bound::bound;

pub use answer::{Answer, Reason, Refusal};
pub use bound::{AccountKey, Bound};
#[cfg(not(target_arch = "wasm32"))]
pub use bound::{is_key, is_segment};
pub use cause::Cause;
pub use hosted_page::*;
#[cfg(not(target_arch = "wasm32"))]
pub use invoices::{Invoice, InvoiceFile, Invoices};
pub use json::{Fields, FromFields};
#[cfg(target_arch = "wasm32")]
pub use json::{capitalised, flag_in_words};
pub use operation::{Method, Operation};
pub use operations::*;
pub use payment_method::{CreditCards, PaymentMethod};
#[cfg(not(target_arch = "wasm32"))]
pub use query::Records;
pub use ticket::{Redeemed, Ticket, is_credential};
