//! Security codes, and their length by brand.

use super::{
    Step::{self, Fill, Paste, Type},
    error_text, perform,
};
use end2end::{Setup, browser_test};

/// A card number, what is typed as its code, and the error once the field has lost the focus.
const CODES: &[(&str, &[Step], Option<&str>)] = &[
    ("", &[Type("123")], None),
    ("", &[Type("1234")], None),
    ("", &[Type("12")], Some("Card security code must be 3 or 4 digits")),
    ("4111111111111111", &[Type("123")], None),
    ("4111111111111111", &[Paste(" 123 ")], None),
    ("4111111111111111", &[Type("１２３")], None),
    ("4111111111111111", &[Fill("123")], None),
    ("4111111111111111", &[Paste("१२३")], None),
    ("4111111111111111", &[Paste("\u{200e}1\u{200b}23\u{200e}")], None),
    ("378282246310005", &[Paste("𝟙𝟚𝟛𝟜")], None),
    (
        "4111111111111111",
        &[Paste("१२३४")],
        Some("Card security code must be the 3 digits on the back of the card"),
    ),
    ("4", &[Type("1234")], Some("Card security code must be the 3 digits on the back of the card")),
    (
        "4111111111111111",
        &[Type("12a")],
        Some("Card security code must be the 3 digits on the back of the card"),
    ),
    ("378282246310005", &[Type("1234")], None),
    (
        "378282246310005",
        &[Type("123")],
        Some("Card security code must be the 4 digits on the front of the card"),
    ),
    (
        "34",
        &[Type("123")],
        Some("Card security code must be the 4 digits on the front of the card"),
    ),
];

#[test]
fn a_security_code_is_checked_against_its_brand() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let error = form.field_error("card-security-code");
        let mut wrong = Vec::new();
        for (number, steps, expected) in CODES {
            form.number().fill(number, None).await?;
            form.security_code().fill("", None).await?;
            perform(test, &form.security_code(), steps).await?;
            form.make_default().focus().await?;
            let text = error_text(&error, *expected).await?;
            if text != expected.unwrap_or_default() {
                wrong.push(format!("{number} {steps:?}: {text}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        Ok(())
    });
}
