//! What the server functions do: one file per operation, over a [`context::RequestContext`].

pub mod context;
pub mod create_account;
pub mod create_payment_method;
pub mod get_file;
pub mod hosted_page;
pub mod payment_method_changes;
pub mod payment_methods;
mod permit;
