//! Which bodies count as done, as refused, and as neither.

use super::*;
use crate::zuora::PaymentMethodCreated;

fn read(json: &str) -> Option<Answer<PaymentMethodCreated>> {
    read_with(json, 200)
}

fn read_with(json: &str, status: u16) -> Option<Answer<PaymentMethodCreated>> {
    Answer::read(&serde_json::from_str::<serde_json::Value>(json).expect("JSON"), status)
}

fn reasons(json: &str, status: u16) -> Vec<(String, String)> {
    let Some(Answer::Refused(refusal)) = read_with(json, status) else { panic!("{json}") };
    let reasons = refusal.reasons.into_iter();
    reasons.map(|reason| (reason.code, reason.message)).collect()
}

#[test]
fn success_has_the_operations_fields() {
    for json in [
        r#"{"success":true,"paymentMethodId":"402892c74c9193cd014c96bbe7c101f8"}"#,
        r#"{"success":"true","paymentMethodId":"402892c74c9193cd014c96bbe7c101f8"}"#,
        r#"{"Success":true,"PaymentMethodId":"402892c74c9193cd014c96bbe7c101f8"}"#,
    ] {
        let answer = read(json);
        let Some(Answer::Done(reply)) = answer else { panic!("{json}: {answer:?}") };
        assert_eq!(reply.payment_method_id, "402892c74c9193cd014c96bbe7c101f8");
    }
}

#[test]
fn refusal_as_published_with_and_without_process_id() {
    for (json, code, process_id) in [
        (
            r#"{"success":false,"reasons":[{"message":"Invalid token. Note: a token can only be used once.","code":90000011}]}"#,
            "90000011",
            None,
        ),
        (
            r#"{"success":false,"processId":"8F3AE4E9AD8A6D2B","reasons":[{"code":59010220,"message":"'uri' may not be empty"}]}"#,
            "59010220",
            Some("8F3AE4E9AD8A6D2B"),
        ),
        (
            r#"{"success":false,"reasons":[{"code":"90000010","message":"This API is not CORS enabled."}]}"#,
            "90000010",
            None,
        ),
    ] {
        let Some(Answer::Refused(refusal)) = read(json) else { panic!("{json}") };
        assert_eq!(refusal.reasons[0].code, code);
        assert_eq!(refusal.process_id.as_deref(), process_id);
    }
}

#[test]
fn too_many_requests_has_no_flag() {
    let json = r#"{"reasons":[{"code":70,"message":"API Rate limit exceeded for the minute, retry after 600 seconds"}]}"#;
    assert_eq!(reasons(json, 429)[0].0, "70");
}

#[test]
fn success_false_is_a_refusal_whatever_else_is_missing() {
    for (json, expected) in [
        (r#"{"success":false}"#, &[][..]),
        (r#"{"Success":false}"#, &[]),
        (r#"{"success":"false"}"#, &[]),
        (r#"{"success":"False","reasons":null}"#, &[]),
        (r#"{"success":false,"reasons":[]}"#, &[]),
        (r#"{"success":false,"reasons":[null,{},7,{"code":true}]}"#, &[]),
        (r#"{"success":false,"reasons":[{"code":53000020}]}"#, &[("53000020", "")]),
        (r#"{"success":false,"reasons":[{"message":"No."}]}"#, &[("", "No.")]),
        (r#"{"success":false,"reasons":["No."]}"#, &[("", "No.")]),
        (r#"{"success":false,"reasons":"No."}"#, &[("", "No.")]),
        (
            r#"{"success":false,"reasons":{"code":53000020,"message":"No."}}"#,
            &[("53000020", "No.")],
        ),
        (
            r#"{"success":false,"reasons":[{"code":" 53000020 ","message":null}]}"#,
            &[("53000020", "")],
        ),
        (
            r#"{"success":false,"reasons":[{"code":530000200020,"message":"No."}]}"#,
            &[("530000200020", "No.")],
        ),
        (
            r#"{"success":false,"reasons":[{"code":"123456789012345678901234567890","message":"No."}]}"#,
            &[("123456789012345678901234567890", "No.")],
        ),
        (r#"{"success":false,"reasons":[{"code":-1,"message":""}]}"#, &[("-1", "")]),
        (r#"{"success":false,"message":"No."}"#, &[("", "No.")]),
        (r#"{"success":false,"code":53000020,"message":"No."}"#, &[("53000020", "No.")]),
        (
            r#"{"Success":false,"Errors":[{"Code":"INVALID_VALUE","Message":"No."}]}"#,
            &[("INVALID_VALUE", "No.")],
        ),
        (
            r#"{"success":false,"errors":[{"code":"X"},{"message":"No."}]}"#,
            &[("X", ""), ("", "No.")],
        ),
        (r#"{"success":false,"paymentMethodId":"402892c7","reasons":[]}"#, &[]),
    ] {
        for status in [200, 400, 401, 500, 503] {
            let expected: Vec<_> = expected
                .iter()
                .map(|(code, message)| ((*code).to_owned(), (*message).to_owned()))
                .collect();
            assert_eq!(reasons(json, status), expected, "{json}");
        }
    }
}

#[test]
fn a_message_alone_is_a_refusal_where_the_status_says_so() {
    for (json, message) in [
        (r#"{"message":"Authentication error"}"#, "Authentication error"),
        (r#"{"Message":"Forbidden"}"#, "Forbidden"),
        (r#"{"error":"Forbidden","message":"No right"}"#, "No right"),
    ] {
        for (status, code) in [(401, "HTTP 401"), (403, "HTTP 403")] {
            assert_eq!(reasons(json, status), [(code.to_owned(), message.to_owned())], "{json}");
        }
        for status in [200, 400, 404, 408, 409, 429, 500, 502, 503, 504] {
            assert_eq!(read_with(json, status), None, "{status} {json}");
        }
    }
}

#[test]
fn what_leaves_it_open_is_no_answer() {
    for json in [
        "null",
        "[]",
        "{}",
        "\"success\"",
        r#"{"success":true}"#,
        r#"{"success":"yes","paymentMethodId":"1"}"#,
        r#"{"success":1,"paymentMethodId":"1"}"#,
        r#"{"success":0}"#,
        r#"{"success":[false]}"#,
        r#"{"success":true,"paymentMethodId":1}"#,
        r#"{"success":null,"paymentMethodId":"1"}"#,
        r#"{"paymentMethodId":"1"}"#,
        r#"{"reasons":[]}"#,
        r#"{"reasons":null}"#,
        r#"{"code":53000020}"#,
        r#"{"message":7}"#,
        r#"{"error":"invalid_token"}"#,
    ] {
        for status in [200, 401, 500] {
            assert_eq!(read_with(json, status), None, "{status} {json}");
        }
    }
}

/// The first line is the HTTP status, the rest the body. What the page and the server read from it
/// is a success only where Zuora says so.
#[test]
fn fuzz_answer() {
    use crate::zuora::{
        AccountCreated, CreditCards, Fields, Invoices, PaymentMethod, Records, RsaSignature,
    };
    fn is_done<Reply: FromFields>(json: &serde_json::Value, status: u16) -> bool {
        matches!(Answer::<Reply>::read(json, status), Some(Answer::Done(_)))
    }
    crate::fuzz::fuzz("answer", |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let (status, body) = text.split_once('\n').unwrap_or(("200", &text));
        let status = status.parse().unwrap_or(200);
        let Ok(json) = serde_json::from_str::<serde_json::Value>(body) else { return };
        let done = [
            is_done::<PaymentMethodCreated>(&json, status),
            is_done::<AccountCreated>(&json, status),
            is_done::<CreditCards>(&json, status),
            is_done::<PaymentMethod>(&json, status),
            is_done::<Invoices>(&json, status),
            is_done::<RsaSignature>(&json, status),
        ];
        assert!(!done.contains(&true) || json.flag("success") == Some(true), "{body}");
        if let Some(Answer::Refused(refusal)) = read_with(body, status) {
            assert_ne!(json.flag("success"), Some(true));
            for reason in refusal.reasons {
                assert!(reason.code.trim() == reason.code, "{reason:?}");
                let _ = (reason.text(), crate::zuora::Cause::from_reason(&reason));
            }
        }
        let _ = Records::<PaymentMethod>::read(&json, status);
    });
}
