//! Payment methods: created by a browser or a server, changed, and read back.

mod change;
mod create;
mod read;

pub use change::{delete, scrub, update, verify};
pub use create::{create, create_credit_card};
pub use read::{get, get_default, list, list_credit_cards};
