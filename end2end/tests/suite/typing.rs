//! The ways in which people get a card into the fields, in the browser, the caret's place included.

use end2end::{BrowserTest, Result, Setup, browser_test};
use playwright_rs::protocol::Locator;
use serde_json::json;
use std::time::Duration;
use tokio::sync::Mutex;

/// What somebody does in a field.
#[derive(Clone, Copy, Debug)]
enum Do {
    /// Types, key by key.
    Type(&'static str),
    /// Pastes, with the keyboard.
    Paste(&'static str),
    /// Lets the browser or a password manager fill it in.
    Fill(&'static str),
    /// Presses a key so many times.
    Press(&'static str, u32),
}

use Do::{Fill, Paste, Press, Type};

/// What is done, and how the field stands then; `|` is the caret.
type Row = (&'static [Do], &'static str);

const NUMBERS: &[Row] = &[
    // Typed straight away, brand by brand.
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
    // With what people put between the digits.
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
    // Pasted into what is there already.
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
    // A gap is no obstacle, from either side.
    (&[Type("41112222"), Press("ArrowLeft", 4), Press("Backspace", 1)], "411|2 222"),
    (&[Type("41112222"), Press("ArrowLeft", 5), Press("Delete", 1)], "4111| 222"),
    (&[Type("41112222"), Press("ArrowLeft", 4), Press("Backspace", 4)], "|2222"),
    (&[Type("41112222"), Press("Home", 1), Press("Delete", 8)], "|"),
    // A selection that is cut out, or typed over.
    (&[Type("41112222"), Press("Shift+ArrowLeft", 5), Press("Backspace", 1)], "4111|"),
    (
        &[Type("41112222"), Press("ArrowLeft", 2), Press("Shift+ArrowLeft", 4), Press("Delete", 1)],
        "411|2 2",
    ),
    (&[Type("41112222"), Press("Shift+ArrowLeft", 2), Type("9")], "4111 229|"),
    (&[Type("41112222"), Press("ControlOrMeta+a", 1), Type("5")], "5|"),
    (&[Type("41112222"), Press("ControlOrMeta+Backspace", 1)], "4111|"),
    // Another brand's groups as soon as it is another brand's number.
    (
        &[Type("411111111111111"), Press("Home", 1), Press("Delete", 2), Type("37")],
        "37|11 111111 11111",
    ),
    (
        &[Type("378282246310005"), Press("Home", 1), Press("Delete", 1), Type("4")],
        "4|782 8224 6310 005",
    ),
    // Nothing that was typed is lost, too many digits and letters included: the check tells.
    (&[Type("41111111111111112222")], "4111 1111 1111 11112222|"),
    (&[Type("4111x")], "4111x|"),
    (&[Paste("Visa 4111111111111111")], "Visa 4111111111111111|"),
    (&[Type("4111x"), Press("Backspace", 1), Type("1")], "4111 1|"),
    (&[Type("x")], "x|"),
];

#[test]
fn a_card_number_falls_into_groups_however_it_comes_and_the_caret_stays() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let number = form.number();
        let mut wrong = Vec::new();
        for (steps, expected) in NUMBERS {
            number.fill("", None).await?;
            act(test, &number, steps).await?;
            let stands = standing(test).await?;
            if stands != *expected {
                wrong.push(format!("{steps:?}: {stands}, not {expected}"));
            }
        }
        assert!(NUMBERS.len() >= 60 && wrong.is_empty(), "{}", wrong.join("\n"));
        Ok(())
    });
}

/// As the keyboards of some languages and phones do: nothing moves while characters are put together, and then the groups are right.
#[test]
fn a_keyboard_that_composes_is_not_disturbed_and_then_understood() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.number().focus().await?;
        let devtools = test.page.context()?.new_cdp_session(&test.page).await?;
        let text = "４１１１１";
        let composing = json!({"text": text, "selectionStart": 5, "selectionEnd": 5});
        devtools.send("Input.imeSetComposition", Some(composing)).await?;
        assert_eq!(standing(test).await?, "４１１１１|");
        devtools.send("Input.insertText", Some(json!({"text": text}))).await?;
        assert_eq!(standing(test).await?, "4111 1|");
        test.page.keyboard().press("Backspace", None).await?;
        assert_eq!(standing(test).await?, "4111|");
        Ok(())
    });
}

type Date = (&'static [Do], &'static [Do], &'static str, &'static str, Option<&'static str>);

/// What is done in month and year, and what stands in month and year once the group is left.
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
fn a_date_is_understood_however_it_comes() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let [_, month, year, holder, _] = form.fields();
        let error = test.page.locator("#card-expiry-error");
        let mut wrong = Vec::new();
        for (in_month, in_year, expected_month, expected_year, expected) in DATES {
            for field in [&month, &year] {
                field.fill("", None).await?;
            }
            act(test, &month, in_month).await?;
            act(test, &year, in_year).await?;
            holder.focus().await?;
            let told = told(&error, *expected).await?;
            let stands = (
                month.input_value(None).await?,
                year.input_value(None).await?,
                told.replace("Error: ", ""),
            );
            if stands
                != (
                    (*expected_month).into(),
                    (*expected_year).into(),
                    expected.unwrap_or_default().to_owned(),
                )
            {
                wrong.push(format!("{in_month:?} {in_year:?}: {stands:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        Ok(())
    });
}

/// A number, a code, and what is said of the code once it is left.
const CODES: &[(&str, &[Do], Option<&str>)] = &[
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
fn a_code_is_held_against_its_brand() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let error = test.page.locator("#card-security-code-error");
        let mut wrong = Vec::new();
        for (number, steps, expected) in CODES {
            form.number().fill(number, None).await?;
            form.security_code().fill("", None).await?;
            act(test, &form.security_code(), steps).await?;
            form.make_default().focus().await?;
            let told = told(&error, *expected).await?;
            if told != expected.unwrap_or_default() {
                wrong.push(format!("{number} {steps:?}: {told}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        Ok(())
    });
}

#[test]
fn the_brand_is_shown_and_said_as_soon_as_it_can_be_no_other() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let shown = "() => [document.querySelector('form').dataset.brand, document.querySelector('#card-said').textContent, \
                     document.querySelector('#card-security-code-hint').innerText].join('|')";
        let either = "The last 3 digits on the back of the card, or the 4 digits on the front of an American Express card";
        let (back, front) =
            ("The last 3 digits on the back of the card", "The 4 digits on the front of the card");
        for (typed, brand, said, hint) in [
            ("", "", "", either),
            ("3", "", "", either),
            ("37", "american-express", "American Express", front),
            ("4", "visa", "Visa", back),
            ("2221", "mastercard", "Mastercard", back),
            ("9", "", "", either),
        ] {
            form.number().fill("", None).await?;
            form.number().press_sequentially(typed, None).await?;
            let shown: String = test.page.evaluate(shown, None::<&()>).await?;
            assert_eq!(shown, [brand, said, hint].join("|"), "{typed}");
        }
        Ok(())
    });
}

/// The browser has one, and tests run side by side.
static CLIPBOARD: Mutex<()> = Mutex::const_new(());

async fn act(test: &BrowserTest, field: &Locator, steps: &[Do]) -> Result {
    let keyboard = test.page.keyboard();
    for step in steps {
        match step {
            Fill(text) => field.fill(text, None).await?,
            Type(text) => field.press_sequentially(text, None).await?,
            Paste(text) => {
                let _mine = CLIPBOARD.lock().await;
                test.page
                    .context()?
                    .grant_permissions(&["clipboard-read", "clipboard-write"], None)
                    .await?;
                test.page
                    .evaluate::<_, ()>("(text) => navigator.clipboard.writeText(text)", Some(text))
                    .await?;
                field.press("ControlOrMeta+v", None).await?;
            }
            Press(key, times) => {
                field.focus().await?;
                for _ in 0..*times {
                    keyboard.press(key, None).await?;
                }
            }
        }
    }
    Ok(())
}

/// The field that has the focus, with its caret.
async fn standing(test: &BrowserTest) -> Result<String> {
    let script = "() => { const { value, selectionStart } = document.activeElement; return value.slice(0, selectionStart) + '|' + value.slice(selectionStart); }";
    Ok(test.page.evaluate(script, None::<&()>).await?)
}

/// What is told beside a field that was left: what is expected, as soon as it comes, or whatever stands there after a while.
async fn told(error: &Locator, expected: Option<&str>) -> Result<String> {
    let expected = expected.unwrap_or_default();
    for moment in 0..20 {
        let told = error.text_content().await?.unwrap_or_default().replace("Error: ", "");
        // Nothing is expected to stay: it must not be believed too early.
        if told == expected && (moment >= 3 || !expected.is_empty()) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(error.text_content().await?.unwrap_or_default().replace("Error: ", ""))
}
