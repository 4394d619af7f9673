//! What the server functions do: one file per operation, over a [`context`] that knows the request.

pub mod context;
mod create_account;
mod get_file;
mod hosted_page;
