//! The journal: every exchange with the sandbox, in order, masked before it is recorded. Programs
//! read it as JSON, people as a page, and both can follow it live.

mod answer_body;
mod exchange;
mod operation;
mod page;
mod read;
mod record;
mod row;
mod secrets;
mod store;

pub use read::{read, stream};
pub use record::record_exchange;
pub use store::Journal;
