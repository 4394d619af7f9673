//! Why the hosted page shows no form, or saves no card.

use crate::sandbox::error_reply::ErrorReply;

/// Why there is no form, or no card.
#[derive(Debug)]
pub struct PageError {
    /// Zuora's `errorCode`.
    pub code: &'static str,
    /// Its `errorMessage`.
    pub message: String,
}

impl PageError {
    /// A failure with this code.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, message }
    }

    /// Zuora: the code for what is nobody's fault but its own.
    pub fn general(message: impl Into<String>) -> Self {
        Self::new("GeneralSystemError", message)
    }
}

/// What a gateway, or a fault of Zuora's, has to say about a card. Zuora: the codes.
impl From<ErrorReply> for PageError {
    fn from(reply: ErrorReply) -> Self {
        let first = match reply {
            ErrorReply::Reasons(_, reasons) => reasons.into_iter().next(),
            ErrorReply::Authentication(..) | ErrorReply::Unauthorised => None,
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
