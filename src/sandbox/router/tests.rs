//! The sandbox over HTTP, compared with Zuora's documents.

mod account_updates;
mod accounts;
mod bearer_tokens;
mod common_headers;
mod cors;
mod countries;
mod documented;
mod faults;
mod files;
mod gateway;
mod hosted_page;
mod hosted_page_list;
mod hostile;
mod idempotency;
mod journal;
mod loopback;
mod payment_details;
mod payment_methods;
mod queries;
mod read_backs;
mod support;
mod tenant_switches;
mod tickets;
