//! What Zuora answers: done, or refused with reasons.

use serde::{Deserialize, Deserializer, de};
use std::fmt;

/// Zuora's answer to a call. Zuora: HTTP 200 does not mean success; `success` in the body does.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Body<Reply>", bound = "Reply: Deserialize<'de>")]
pub enum Answer<Reply> {
    /// `"success": true`, with the operation's own fields.
    Done(Reply),
    /// `"success": false`, with reasons.
    Refused(Refusal),
}

/// Why Zuora refused, in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Zuora's id of the failed process; its authentication errors have none.
    pub process_id: Option<String>,
    /// Zuora may list several.
    pub reasons: Vec<Reason>,
}

/// One reason of a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Reason {
    /// Zuora's error code: six digits for resource and field, two for the category.
    #[serde(deserialize_with = "number_or_text")]
    pub code: u32,
    /// Zuora's sentence: text, never markup.
    pub message: String,
}

/// The body as it travels.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body<Reply> {
    success: bool,
    process_id: Option<String>,
    #[serde(default = "Vec::new")]
    reasons: Vec<Reason>,
    #[serde(flatten)]
    reply: Option<Reply>,
}

impl<Reply> TryFrom<Body<Reply>> for Answer<Reply> {
    type Error = &'static str;

    fn try_from(body: Body<Reply>) -> Result<Self, Self::Error> {
        match (body.success, body.reply) {
            (true, Some(reply)) => Ok(Self::Done(reply)),
            (true, None) => Err("success without the operation's fields"),
            (false, _) => Ok(Self::Refused(Refusal {
                process_id: body.process_id,
                reasons: body.reasons,
            })),
        }
    }
}

/// Zuora's schema says text, its samples are numbers.
fn number_or_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    struct Code;
    impl de::Visitor<'_> for Code {
        type Value = u32;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an error code")
        }
        fn visit_u64<E: de::Error>(self, code: u64) -> Result<u32, E> {
            u32::try_from(code).map_err(E::custom)
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates; every number of a browser's is an f64
        fn visit_f64<E: de::Error>(self, code: f64) -> Result<u32, E> {
            Ok(code as u32)
        }
        fn visit_str<E: de::Error>(self, code: &str) -> Result<u32, E> {
            code.parse().map_err(E::custom)
        }
    }
    deserializer.deserialize_any(Code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zuora::PaymentMethodCreated;

    fn read(json: &str) -> Result<Answer<PaymentMethodCreated>, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn success_has_the_operations_fields() {
        let answer = read(r#"{"success":true,"paymentMethodId":"402892c74c9193cd014c96bbe7c101f8"}"#);
        let Ok(Answer::Done(reply)) = answer else { panic!("{answer:?}") };
        assert_eq!(reply.payment_method_id, "402892c74c9193cd014c96bbe7c101f8");
    }

    #[test]
    fn refusal_as_published_with_and_without_process_id() {
        for (json, code, process_id) in [
            (
                r#"{"success":false,"reasons":[{"message":"Invalid token. Note: a token can only be used once.","code":90000011}]}"#,
                90_000_011,
                None,
            ),
            (
                r#"{"success":false,"processId":"8F3AE4E9AD8A6D2B","reasons":[{"code":59010220,"message":"'uri' may not be empty"}]}"#,
                59_010_220,
                Some("8F3AE4E9AD8A6D2B"),
            ),
            (
                r#"{"success":false,"reasons":[{"code":"90000010","message":"This API is not CORS enabled."}]}"#,
                90_000_010,
                None,
            ),
        ] {
            let Ok(Answer::Refused(refusal)) = read(json) else {
                panic!("{json}")
            };
            assert_eq!(refusal.reasons[0].code, code);
            assert_eq!(refusal.process_id.as_deref(), process_id);
        }
    }

    #[test]
    fn what_zuora_does_not_document_is_an_error() {
        for json in [
            "",
            "null",
            "{}",
            r#"{"success":true}"#,
            r#"{"success":"yes","paymentMethodId":"1"}"#,
            r#"{"success":false,"reasons":[{"code":-1,"message":""}]}"#,
            "<html>",
        ] {
            assert!(read(json).is_err(), "{json}");
        }
    }
}
