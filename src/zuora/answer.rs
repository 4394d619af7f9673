//! What Zuora answers: done, or refused with reasons.

use super::{Fields, FromFields};

/// Zuora's answer to a call. Zuora: HTTP 200 does not mean success; `success` in the body does.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Zuora's error code: six digits for resource and field, two for the category.
    pub code: u32,
    /// Zuora's sentence: text, never markup.
    pub message: String,
}

impl<Reply: FromFields> FromFields for Answer<Reply> {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        // Zuora's answer to too many requests has reasons and no flag.
        let success = match json.has("success") {
            true => json.flag("success")?,
            false if json.has("reasons") => false,
            false => return None,
        };
        if success {
            return Reply::from_fields(json).map(Self::Done);
        }
        let reasons: Option<_> = json.items("reasons").iter().map(Reason::from_fields).collect();
        Some(Self::Refused(Refusal {
            process_id: json.text("processId"),
            reasons: reasons?,
        }))
    }
}

impl FromFields for Reason {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        Some(Self {
            code: json.number("code")?,
            message: json.text("message")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zuora::PaymentMethodCreated;

    fn read(json: &str) -> Option<Answer<PaymentMethodCreated>> {
        Answer::from_fields(&serde_json::from_str::<serde_json::Value>(json).expect("JSON"))
    }

    #[test]
    fn success_has_the_operations_fields() {
        let answer = read(r#"{"success":true,"paymentMethodId":"402892c74c9193cd014c96bbe7c101f8"}"#);
        let Some(Answer::Done(reply)) = answer else { panic!("{answer:?}") };
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
            let Some(Answer::Refused(refusal)) = read(json) else {
                panic!("{json}")
            };
            assert_eq!(refusal.reasons[0].code, code);
            assert_eq!(refusal.process_id.as_deref(), process_id);
        }
    }

    #[test]
    fn too_many_requests_has_no_flag() {
        let json = r#"{"reasons":[{"code":70,"message":"API Rate limit exceeded for the minute, retry after 600 seconds"}]}"#;
        let Some(Answer::Refused(refusal)) = read(json) else {
            panic!("{json}")
        };
        assert_eq!(refusal.reasons[0].code, 70);
    }

    #[test]
    fn what_zuora_does_not_document_is_no_answer() {
        for json in [
            "null",
            "[]",
            "{}",
            r#"{"success":true}"#,
            r#"{"success":"false","reasons":[]}"#,
            r#"{"success":"yes","paymentMethodId":"1"}"#,
            r#"{"success":true,"paymentMethodId":1}"#,
            r#"{"success":false,"reasons":[{"code":-1,"message":""}]}"#,
            r#"{"success":false,"reasons":[{"code":90000011}]}"#,
        ] {
            assert_eq!(read(json), None, "{json}");
        }
    }
}
