//! Expiry dates, in month and year or as one text.

use super::{
    Step::{self, Fill, Paste, Type},
    error_text, perform,
};
use end2end::{Setup, browser_test};

type Date = (&'static [Step], &'static [Step], &'static str, &'static str, Option<&'static str>);

/// What is typed into month and year, what stands there once the group has lost the focus, and the
/// error beside it.
const DATES: &[Date] = &[
    (&[Type("1")], &[Type("34")], "1", "34", None),
    (&[Type("01")], &[Type("2034")], "01", "2034", None),
    (&[Type("12")], &[Type("2034")], "12", "2034", None),
    (&[Type(" 12 ")], &[Type(" 34 ")], " 12 ", " 34 ", None),
    (&[Type("１２")], &[Type("２０３４")], "１２", "２０３４", None),
    (&[Paste("12/34")], &[], "12", "34", None),
    (&[Paste("12/2034")], &[], "12", "2034", None),
    (&[Paste("12 / 2034")], &[], "12", "2034", None),
    (&[Paste("2034-12")], &[], "12", "2034", None),
    (&[Type("12-34")], &[], "12", "34", None),
    (&[Type("12.2034")], &[], "12", "2034", None),
    (&[Paste("12／34")], &[], "12", "34", None),
    (&[Paste("12–34")], &[], "12", "34", None),
    (&[Paste("12 ⁄ 34")], &[], "12", "34", None),
    (&[Paste("\u{200e}١٢/٢٠٣٤\u{200e}")], &[], "12", "2034", None),
    (&[Paste("𝟏𝟐−𝟐𝟎𝟑𝟒")], &[], "12", "2034", None),
    (&[Type("12/")], &[Type("34")], "12/", "34", None),
    (&[Type("१२")], &[Type("२०३४")], "१२", "२०३४", None),
    (&[], &[Paste("12／2034")], "12", "2034", None),
    (&[], &[Paste("12/2034")], "12", "2034", None),
    (&[Fill("12")], &[Fill("2034")], "12", "2034", None),
    (&[Fill("3")], &[Fill("2034")], "3", "2034", None),
    (&[Type("13")], &[Type("34")], "13", "34", Some("Expiry month must be a number from 1 to 12")),
    (&[Type("0")], &[Type("34")], "0", "34", Some("Expiry month must be a number from 1 to 12")),
    (&[Type("12")], &[Type("203")], "12", "203", Some("Expiry year must have two or four digits")),
    (&[Type("12")], &[Type("2020")], "12", "2020", Some("Expiry date must be in the future")),
    (
        &[Type("12")],
        &[Type("2999")],
        "12",
        "2999",
        Some("Check the expiry year: it is too far in the future"),
    ),
    (&[Type("x")], &[Type("34")], "x", "34", Some("Expiry month must be a number from 1 to 12")),
];

#[test]
fn a_date_is_understood_however_it_is_entered() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let [_, month, year, holder, _] = form.fields();
        let error = form.field_error("card-expiry");
        let mut wrong = Vec::new();
        for (in_month, in_year, expected_month, expected_year, expected) in DATES {
            for field in [&month, &year] {
                field.fill("", None).await?;
            }
            perform(test, &month, in_month).await?;
            perform(test, &year, in_year).await?;
            holder.focus().await?;
            let text = error_text(&error, *expected).await?;
            let actual = (
                month.input_value(None).await?,
                year.input_value(None).await?,
                text.replace("Error: ", ""),
            );
            if actual
                != (
                    (*expected_month).into(),
                    (*expected_year).into(),
                    expected.unwrap_or_default().to_owned(),
                )
            {
                wrong.push(format!("{in_month:?} {in_year:?}: {actual:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        Ok(())
    });
}
