//! Why the hosted page shows no form, or saves no card.

use crate::sandbox::error_reply::ErrorReply;

#[derive(Debug)]
pub struct PageError {
    /// Zuora's `errorCode`.
    pub code: &'static str,
    /// Its `errorMessage`.
    pub message: String,
}

impl PageError {
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, message }
    }

    /// Zuora: the code for an error inside Zuora.
    pub fn general(message: impl Into<String>) -> Self {
        Self::new("GeneralSystemError", message)
    }
}

/// The error of a gateway, or an error inside Zuora. Zuora: the codes.
impl From<ErrorReply> for PageError {
    fn from(reply: ErrorReply) -> Self {
        let first = match reply {
            ErrorReply::Reasons(_, reasons) => reasons.into_iter().next(),
            ErrorReply::Authentication(..) | ErrorReply::Fault(..) | ErrorReply::Unauthorised => {
                None
            }
        };
        match first {
            Some(reason) if reason.code % 100 == 99 => {
                Self::new("GatewayTransactionError", reason.message)
            }
            Some(reason) => Self::general(reason.message),
            None => Self::general("An internal error occurred."),
        }
    }
}
