//! Zuora's answer to a query (Zuora: *Query*, `POST /v1/action/query`). It has another form than
//! the answers of the other operations: no `success`, and one fault in place of reasons.

use super::{Answer, Fields, FromFields, Reason, Refusal};

/// The records that a query has found.
#[derive(Debug, PartialEq, Eq)]
pub struct Records<Record>(pub Vec<Record>);

impl<Record: FromFields> FromFields for Records<Record> {
    /// One record that cannot be read makes the whole answer unreadable: without it, two records
    /// would pass for one.
    fn from_fields(json: &impl Fields) -> Option<Self> {
        // Inferred: without a record, the list may be missing.
        json.items("records").iter().map(Record::from_fields).collect::<Option<_>>().map(Self)
    }
}

impl<Record: FromFields> Records<Record> {
    /// Reads the answer in a body with this HTTP status; `None` when there is none, or not all
    /// records are in it (Zuora: more than 2,000 need a second call).
    pub fn read(json: &impl Fields, status: u16) -> Option<Answer<Self>> {
        // Zuora: HTTP 400 with one code, a word, and one message.
        if let Some(code) = json.code("faultCode") {
            let message = json.text("faultMessage").unwrap_or_default();
            let reasons = vec![Reason { code, message }];
            return Some(Answer::Refused(Refusal { process_id: None, reasons }));
        }
        match json.flag("done") {
            Some(true) if status == 200 => Self::from_fields(json).map(Answer::Done),
            Some(_) => None,
            // Zuora: without the permission, HTTP 403 and a refusal in the usual form.
            None => match Answer::<Self>::read(json, status) {
                Some(Answer::Done(_)) => None,
                answer => answer,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[derive(Debug, PartialEq, Eq)]
    struct Id(String);

    impl FromFields for Id {
        fn from_fields(json: &impl Fields) -> Option<Self> {
            json.text("id").map(Self)
        }
    }

    fn read(json: &Value, status: u16) -> Option<Answer<Records<Id>>> {
        Records::read(json, status)
    }

    #[test]
    fn all_records_are_read_or_none() {
        let ids = |ids: &[&str]| {
            let ids = ids.iter().map(|id| Id((*id).to_owned())).collect();
            Some(Answer::Done(Records(ids)))
        };
        let found =
            json!({"size": 2, "done": true, "records": [{"Id": "a"}, {"Id": "b", "Name": "x"}]});
        assert_eq!(read(&found, 200), ids(&["a", "b"]));
        for none in
            [json!({"size": 0, "done": true}), json!({"size": 0, "records": [], "done": true})]
        {
            assert_eq!(read(&none, 200), ids(&[]), "{none}");
        }
        for unreadable in [
            json!({"size": 2, "done": true, "records": [{"Id": "a"}, {"Name": "x"}]}),
            json!({"size": 2001, "done": false, "records": [{"Id": "a"}], "queryLocator": "x"}),
            json!({"records": [{"Id": "a"}]}),
            json!({"success": true, "records": [{"Id": "a"}]}),
            json!([]),
            json!(null),
        ] {
            assert_eq!(read(&unreadable, 200), None, "{unreadable}");
        }
        assert_eq!(read(&found, 302), None);
    }

    #[test]
    fn a_fault_is_a_refusal_and_so_is_one_in_the_usual_form() {
        let reason = |json: &Value, status| match read(json, status) {
            Some(Answer::Refused(refusal)) => refusal.reasons.first().map(Reason::text),
            _ => None,
        };
        for (json, status, text) in [
            (
                json!({
                    "FaultCode": "MALFORMED_QUERY",
                    "FaultMessage": "You have an error in your ZOQL syntax",
                }),
                400,
                "MALFORMED_QUERY: You have an error in your ZOQL syntax",
            ),
            (json!({"faultCode": "INVALID_FIELD"}), 400, "INVALID_FIELD"),
            (
                json!({"success": false, "reasons": [{"code": 90_000_011, "message": "no"}]}),
                200,
                "90000011: no",
            ),
            (json!({"message": "Forbidden"}), 403, "HTTP 403: Forbidden"),
        ] {
            assert_eq!(reason(&json, status).as_deref(), Some(text), "{json}");
        }
    }
}
