//! What the frame of a hosted page says to the page around it (observed in Zuora's script, versions
//! 1.0.0 to 1.3.1, which reads these messages).

use super::PageErrorKind;
use crate::zuora::Fields;

/// A message of the frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrameMessage {
    /// A card was saved. The report proves nothing until the server has verified it.
    Saved(FrameReport),
    /// The form was submitted, and no card was saved. This is Zuora's `errorCode`.
    Failed(String),
    /// The form cannot be shown, or can no longer be used. This is Zuora's `errorCode`.
    Ended(String),
    /// The frame's content has this height in CSS pixels.
    Resize(u32),
    /// Any other `action`. It shows that the frame works.
    Other,
}

/// The signed report of a saved card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameReport {
    pub ref_id: String,
    pub token: String,
    pub timestamp: String,
    pub passthrough: String,
    pub signature: String,
}

impl FrameMessage {
    /// Reads a message. `None` when it has neither `success` nor `action`, and so is not one of a
    /// hosted page.
    ///
    /// Recorded: `success` is a boolean. A text that says the same is accepted too, as Zuora's own
    /// script accepts it.
    pub fn read(json: &impl Fields) -> Option<Self> {
        let text = |name: &str| json.text(name).unwrap_or_default();
        match json.flag("success") {
            Some(true) => Some(Self::Saved(FrameReport {
                ref_id: text("refId"),
                token: text("token"),
                timestamp: json.code("timestamp").unwrap_or_default(),
                passthrough: text("field_passthrough1"),
                signature: text("signature"),
            })),
            Some(false) => Some(Self::failed(text("errorCode"), &text("responseFrom"))),
            None => Some(match &*json.text("action")? {
                "resize" => Self::Resize(json.number("height").unwrap_or_default()),
                "close" => Self::Ended("close".to_owned()),
                // Zuora: an error that the page around the frame may word. Those of a server have
                // the key `error`, and their code at the start of the text.
                "customizeErrorMessage" if text("key") == "error" => {
                    let message = text("message");
                    let code = message.strip_prefix('[').and_then(|rest| rest.split_once(']'));
                    Self::failed(code.map_or(text("code"), |(code, _)| code.to_owned()), "")
                }
                _ => Self::Other,
            }),
        }
    }

    /// Zuora's samples: whatever is not from the submitted page is about a page that could not be
    /// shown. 3-D Secure comes after a submission.
    fn failed(code: String, response_from: &str) -> Self {
        let submitted = matches!(
            response_from,
            "" | "Response_From_Submit_Page" | "Response_From_3D_Validation"
        );
        match submitted && !PageErrorKind::of(&code).ends_form() {
            true => Self::Failed(code),
            false => Self::Ended(code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(message: &Value) -> Option<FrameMessage> {
        FrameMessage::read(message)
    }

    #[test]
    fn success_is_a_boolean_or_says_so() {
        for success in [json!(true), json!("true")] {
            let message = json!({
                "success": success, "responseFrom": "Response_From_Submit_Page", "refId": "r",
                "token": "t", "timestamp": 17, "field_passthrough1": "p", "signature": "s",
            });
            let report = FrameReport {
                ref_id: "r".into(),
                token: "t".into(),
                timestamp: "17".into(),
                passthrough: "p".into(),
                signature: "s".into(),
            };
            assert_eq!(read(&message), Some(FrameMessage::Saved(report)));
        }
        for success in [json!(false), json!("false")] {
            let message = json!({"success": success, "errorCode": "GatewayTransactionError"});
            assert_eq!(
                read(&message),
                Some(FrameMessage::Failed("GatewayTransactionError".into()))
            );
        }
        for odd in [json!({"success": "yes"}), json!({"success": 1}), json!({}), json!("true")] {
            assert_eq!(read(&odd), None, "{odd}");
        }
    }

    #[test]
    fn a_failure_ends_the_form_when_it_cannot_be_submitted_again() {
        let read = |code: &str, from: &str| {
            read(&json!({"success": false, "errorCode": code, "responseFrom": from}))
        };
        let (failed, ended) = (
            |code: &str| Some(FrameMessage::Failed(code.into())),
            |code: &str| Some(FrameMessage::Ended(code.into())),
        );
        let submit = "Response_From_Submit_Page";
        for code in ["Submit_Too_Quick", "ReCaptcha_Validation_Failed", "Something_New", ""] {
            assert_eq!(read(code, submit), failed(code));
            assert_eq!(read(code, "Response_From_Request_Page"), ended(code));
        }
        for code in ["Token_Expired", "Invalid_Security", "ThreeDs2_Authentication_Exception"] {
            assert_eq!(read(code, submit), ended(code));
        }
        assert_eq!(
            read("BusinessValidationError", "Response_From_3D_Validation"),
            failed("BusinessValidationError")
        );
    }

    #[test]
    fn every_action_shows_that_the_frame_works() {
        for (message, expected) in [
            (json!({"action": "resize", "height": 480, "width": 300}), FrameMessage::Resize(480)),
            (json!({"action": "resize", "height": "480"}), FrameMessage::Resize(480)),
            (json!({"action": "close"}), FrameMessage::Ended("close".into())),
            (json!({"action": "removeCover"}), FrameMessage::Other),
            (json!({"action": "onloadCallback"}), FrameMessage::Other),
            (
                json!({"action": "customizeErrorMessage", "key": "creditCardNumber", "code": "001"}),
                FrameMessage::Other,
            ),
            (
                json!({"action": "customizeErrorMessage", "key": "error", "code": "unknown",
                       "message": "[Attempt_Exceed_Limitation] Refresh page to try again."}),
                FrameMessage::Ended("Attempt_Exceed_Limitation".into()),
            ),
            (
                json!({"action": "customizeErrorMessage", "key": "error", "code": "unknown",
                       "message": "Something went wrong."}),
                FrameMessage::Failed("unknown".into()),
            ),
        ] {
            assert_eq!(read(&message), Some(expected), "{message}");
        }
    }

    /// A card counts as saved only where the message says so.
    #[test]
    fn fuzz_frame_message() {
        crate::fuzz::fuzz("frame_message", |bytes| {
            let Ok(json) = serde_json::from_slice::<Value>(bytes) else { return };
            let success = json.flag("success");
            match read(&json) {
                Some(FrameMessage::Saved(_)) => assert_eq!(success, Some(true)),
                Some(FrameMessage::Failed(code)) => assert!(!PageErrorKind::of(&code).ends_form()),
                None => assert!(success.is_none() && json.text("action").is_none()),
                Some(_) => assert_ne!(success, Some(true)),
            }
        });
    }
}
