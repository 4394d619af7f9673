//! Accounts: created whole or not at all, and read back.

mod contacts;
mod create;
mod read;

pub use create::create;
pub use read::get;
