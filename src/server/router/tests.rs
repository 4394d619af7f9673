//! The public listener without a browser, against a sandbox.
#![cfg(feature = "demo")]

mod account_names;
mod account_resolver;
mod add_an_operation;
mod assets;
mod bearer_token;
mod caching;
mod card_form_address;
mod content_security_policy;
mod create_account;
mod csrf_guard;
mod customers;
mod deploy_files;
mod documents;
mod errors;
mod find_account;
mod flow_records;
mod hosted_page;
mod hosted_page_callbacks;
mod page;
mod payment_method_changes;
mod payment_method_list;
mod payment_methods;
mod public_address;
mod rate_limits;
mod request_bodies;
mod request_target;
mod security_headers;
mod session_cookie;
mod sessions;
mod shop;
mod support;
mod tickets;
mod verify_page;
mod visitors_model;
mod zuora_replies;
