//! Errors in the fields of a request.

use super::*;
use serde_json::json;

#[test]
fn every_error_is_reported_at_once_in_its_category() {
    let body =
        json!({"name": "", "day": 32, "kind": "x", "collect": 1, "invoice": 2, "nothing": null});
    let object = body.as_object().expect("an object");
    let mut fields = FieldReader::new(object, 510_000);
    fields.required_text("name", 5);
    fields.required_text("currency", 3);
    fields.whole("day", 0..=31);
    fields.one_of("kind", &["TERMED", "EVERGREEN"]);
    fields.text("nothing", 5);
    let Err(ErrorReply::Reasons(_, reasons)) = fields.finish(Some(())) else { panic!("faults") };
    let reported: Vec<_> =
        reasons.iter().map(|reason| (reason.code, reason.message.as_str())).collect();
    assert_eq!(
        reported,
        [
            (51_000_020, "'name' may not be empty"),
            (51_000_022, "'currency' may not be null"),
            (51_000_020, "'day' value should be between 0 and 31"),
            (51_000_020, "'kind' value should be one of: TERMED, EVERGREEN"),
            (51_000_021, "Invalid parameter(s): 'collect,invoice'."),
        ]
    );
}
