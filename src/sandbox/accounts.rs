//! Accounts: created whole or not at all, read back, and changed.

mod contacts;
mod create;
mod read;
mod update;

pub use create::create;
pub use read::get;
pub use update::update;
