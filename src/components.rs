//! What pages are drawn with. Components draw; they never decide.

mod card_fields;
mod error_summary;
mod failure_notice;
mod field;
mod saved_notice;

pub use card_fields::{CardFields, CardInputs};
pub use error_summary::ErrorSummary;
pub use failure_notice::FailureNotice;
pub use field::{Field, FieldError};
pub use saved_notice::SavedNotice;
