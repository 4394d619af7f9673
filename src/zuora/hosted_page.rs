//! The hosted page (Payment Pages 2.0) as a page around its frame sees it: the parameters that open
//! it, the messages between the two, and Zuora's error codes.

mod error;
mod message;
mod parameters;

pub use error::PageErrorKind;
pub use message::{FrameMessage, FrameReport};
pub use parameters::{client_parameters, name_when_signed, script_parameters};
