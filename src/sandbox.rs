//! Lifeline 3: a stand-in Zuora on its own origin, so that everything runs with no account.
//!
//! It is written from Zuora's documents and shares no type with our client, so that a misspelt
//! field fails. It rejects card numbers that are not published test numbers, and keeps only the
//! last four digits of a number.
//!
//! Comments say where each behaviour comes from:
//!
//! - *Zuora*: Zuora documents it.
//! - *Recorded*: seen with a real tenant.
//! - *Inferred*: Zuora's documents do not say; this is our best guess.

mod accounts;
mod authorisation;
mod cards;
mod clock;
mod common_headers;
mod controls;
mod cors_enabled;
mod cors_laboratory;
mod countries;
mod error_reply;
mod fault_orders;
mod faults;
mod fields;
mod files;
mod gateway;
mod hmac_signatures;
mod hosted_page;
mod hosted_page_list;
mod idempotency;
mod idempotency_keys;
mod journal;
mod loopback;
mod mask;
mod oauth;
mod own_address;
mod payment_details;
mod payment_methods;
mod pdf;
mod preflight_max_age;
mod query;
mod real_card_numbers;
mod records;
mod reply;
mod request_counters;
mod router;
mod rsa_key;
mod rsa_signatures;
mod seed;
mod start;
mod state;
mod tenant;
mod tenant_switches;
mod test_cards;
mod tickets;

pub use router::router;
pub use seed::CUSTOMERS;
pub use start::{Options, serve};
pub use tenant::{CLIENT_ID, CLIENT_SECRET, PAGE_CALLBACK_PATH, PAGE_ID};
