//! Card numbers: their groups, and the caret's place.

use super::{
    Step::{self, Fill, Paste, Press, Type},
    field_with_caret, perform,
};
use end2end::{Setup, browser_test};
use serde_json::json;

/// What is done, and what is in the field afterwards; `|` is the caret.
type Row = (&'static [Step], &'static str);

const NUMBERS: &[Row] = &[
    // Typed without separators, brand by brand.
    (&[Type("4")], "4|"),
    (&[Type("4111")], "4111|"),
    (&[Type("41111")], "4111 1|"),
    (&[Type("4111111111111111")], "4111 1111 1111 1111|"),
    (&[Type("5555555555554444")], "5555 5555 5555 4444|"),
    (&[Type("2223003122003222")], "2223 0031 2200 3222|"),
    (&[Type("378282246310005")], "3782 822463 10005|"),
    (&[Type("371449635398431")], "3714 496353 98431|"),
    (&[Type("6011111111111117")], "6011 1111 1111 1117|"),
    (&[Type("30569309025904")], "3056 930902 5904|"),
    (&[Type("3530111333300000")], "3530 1113 3330 0000|"),
    // With separators that people type.
    (&[Type("4111 1111 1111 1111")], "4111 1111 1111 1111|"),
    (&[Type("4111-1111-1111-1111")], "4111 1111 1111 1111|"),
    (&[Type("4111.1111.1111.1111")], "4111 1111 1111 1111|"),
    (&[Type("41 11 11 11")], "4111 1111|"),
    (&[Type("  4111")], "4111|"),
    (&[Type("3782 822463 10005")], "3782 822463 10005|"),
    // Pasted.
    (&[Paste("4111111111111111")], "4111 1111 1111 1111|"),
    (&[Paste("4111 1111 1111 1111")], "4111 1111 1111 1111|"),
    (&[Paste("4111-1111-1111-1111")], "4111 1111 1111 1111|"),
    (&[Paste("  4111 1111 1111 1111  ")], "4111 1111 1111 1111|"),
    (&[Paste("4111\u{a0}1111\u{a0}1111\u{a0}1111")], "4111 1111 1111 1111|"),
    (&[Paste("4111\u{2013}1111\u{2013}1111\u{2013}1111")], "4111 1111 1111 1111|"),
    (&[Paste("\u{200e}4111111111111111\u{202c}")], "4111 1111 1111 1111|"),
    (&[Paste("４１１１１１１１１１１１１１１１")], "4111 1111 1111 1111|"),
    (&[Paste("٤١١١١١١١١١١١١١١١")], "4111 1111 1111 1111|"),
    (&[Paste("۴۱۱۱۱۱۱۱۱۱۱۱۱۱۱۱")], "4111 1111 1111 1111|"),
    (&[Paste("४१११ ११११ ११११ ११११")], "4111 1111 1111 1111|"),
    (&[Paste("𝟜𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙")], "4111 1111 1111 1111|"),
    (&[Paste("4111·1111／1111_1111")], "4111 1111 1111 1111|"),
    (&[Paste("4111\u{200b}1111\u{ad}1111\u{2212}1111")], "4111 1111 1111 1111|"),
    (&[Paste("3782 8224 6310 005")], "3782 822463 10005|"),
    // Pasted into a text.
    (&[Type("4111"), Paste("111111111111")], "4111 1111 1111 1111|"),
    (&[Type("41111111"), Press("ArrowLeft", 4), Paste("2222")], "4111 2222| 1111"),
    (
        &[Type("5555"), Press("ControlOrMeta+a", 1), Paste("4111111111111111")],
        "4111 1111 1111 1111|",
    ),
    // Filled in by the browser.
    (&[Fill("4111111111111111")], "4111 1111 1111 1111|"),
    (&[Fill("378282246310005")], "3782 822463 10005|"),
    (&[Fill("4111 1111 1111 1111")], "4111 1111 1111 1111|"),
    // Deleted at the end.
    (&[Type("41111"), Press("Backspace", 1)], "4111|"),
    (&[Type("41111"), Press("Backspace", 2)], "411|"),
    (&[Type("4111111111111111"), Press("Backspace", 16)], "|"),
    (&[Type("37828"), Press("Backspace", 1)], "3782|"),
    // In the middle, the caret stays with its digits.
    (&[Type("41111111"), Press("ArrowLeft", 2), Type("9")], "4111 119|1 1"),
    (&[Type("41111111"), Press("Home", 1), Type("5")], "5|411 1111 1"),
    (&[Type("41112222"), Press("ArrowLeft", 5), Type("9")], "4111 9|222 2"),
    (&[Type("41112222"), Press("ArrowLeft", 6), Type("9")], "4119| 1222 2"),
    (&[Type("41112222"), Press("ArrowLeft", 2), Press("Backspace", 1)], "4111 2|22"),
    (&[Type("41112222"), Press("ArrowLeft", 2), Press("Delete", 1)], "4111 22|2"),
    // Deleting across a gap, from either side.
    (&[Type("41112222"), Press("ArrowLeft", 4), Press("Backspace", 1)], "411|2 222"),
    (&[Type("41112222"), Press("ArrowLeft", 5), Press("Delete", 1)], "4111| 222"),
    (&[Type("41112222"), Press("ArrowLeft", 4), Press("Backspace", 4)], "|2222"),
    (&[Type("41112222"), Press("Home", 1), Press("Delete", 8)], "|"),
    // Deleting a selection, or typing over it.
    (&[Type("41112222"), Press("Shift+ArrowLeft", 5), Press("Backspace", 1)], "4111|"),
    (
        &[Type("41112222"), Press("ArrowLeft", 2), Press("Shift+ArrowLeft", 4), Press("Delete", 1)],
        "411|2 2",
    ),
    (&[Type("41112222"), Press("Shift+ArrowLeft", 2), Type("9")], "4111 229|"),
    (&[Type("41112222"), Press("ControlOrMeta+a", 1), Type("5")], "5|"),
    (&[Type("41112222"), Press("ControlOrMeta+Backspace", 1)], "4111|"),
    // The groups change with the brand.
    (
        &[Type("411111111111111"), Press("Home", 1), Press("Delete", 2), Type("37")],
        "37|11 111111 11111",
    ),
    (
        &[Type("378282246310005"), Press("Home", 1), Press("Delete", 1), Type("4")],
        "4|782 8224 6310 005",
    ),
    // Nothing that was typed is lost: too many digits and letters are errors, and stay.
    (&[Type("41111111111111112222")], "4111 1111 1111 11112222|"),
    (&[Type("4111x")], "4111x|"),
    (&[Paste("Visa 4111111111111111")], "Visa 4111111111111111|"),
    (&[Type("4111x"), Press("Backspace", 1), Type("1")], "4111 1|"),
    (&[Type("x")], "x|"),
];

#[test]
fn a_card_number_is_grouped_however_it_is_entered_and_the_caret_stays() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let number = form.number();
        let mut wrong = Vec::new();
        for (steps, expected) in NUMBERS {
            number.fill("", None).await?;
            perform(test, &number, steps).await?;
            let actual = field_with_caret(test).await?;
            if actual != *expected {
                wrong.push(format!("{steps:?}: {actual}, not {expected}"));
            }
        }
        assert!(NUMBERS.len() >= 60 && wrong.is_empty(), "{}", wrong.join("\n"));
        Ok(())
    });
}

/// Keyboards of some languages and phones compose characters. Meanwhile nothing may move.
#[test]
fn a_text_that_an_input_method_composes_is_grouped_once_it_is_complete() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.number().focus().await?;
        let devtools = test.page.context()?.new_cdp_session(&test.page).await?;
        let text = "４１１１１";
        let composing = json!({"text": text, "selectionStart": 5, "selectionEnd": 5});
        devtools.send("Input.imeSetComposition", Some(composing)).await?;
        assert_eq!(field_with_caret(test).await?, "４１１１１|");
        devtools.send("Input.insertText", Some(json!({"text": text}))).await?;
        assert_eq!(field_with_caret(test).await?, "4111 1|");
        test.page.keyboard().press("Backspace", None).await?;
        assert_eq!(field_with_caret(test).await?, "4111|");
        Ok(())
    });
}
