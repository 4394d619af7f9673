//! The ways in which people get a card into the fields. The rows of the submodules say what is done
//! in a field and what stands there afterwards.

use end2end::{BrowserTest, Result, Setup, browser_test};
use playwright_rs::protocol::Locator;
use std::time::Duration;
use tokio::sync::Mutex;

mod date;
mod number;
mod security_code;

/// What a person does in a field.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Types, key by key.
    Type(&'static str),
    /// Pastes, with the keyboard.
    Paste(&'static str),
    /// Lets the browser or a password manager fill it in.
    Fill(&'static str),
    /// Presses a key this many times.
    Press(&'static str, u32),
}

#[test]
fn the_brand_is_shown_and_announced_as_soon_as_it_is_certain() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        let shown = "() => [document.querySelector('form').dataset.brand, document.querySelector('#card-said').textContent, \
                     document.querySelector('#card-security-code-hint').innerText].join('|')";
        let either = "3 digits on the back, or 4 on the front";
        let (back, front) = ("The last 3 digits on the back", "The 4 digits on the front");
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

/// The browser has one clipboard, and tests run in parallel.
static CLIPBOARD: Mutex<()> = Mutex::const_new(());

async fn perform(test: &BrowserTest, field: &Locator, steps: &[Step]) -> Result {
    let keyboard = test.page.keyboard();
    for step in steps {
        match step {
            Step::Fill(value) => field.fill(value, None).await?,
            Step::Type(keys) => field.press_sequentially(keys, None).await?,
            Step::Paste(copied) => {
                let _mine = CLIPBOARD.lock().await;
                test.page
                    .context()?
                    .grant_permissions(&["clipboard-read", "clipboard-write"], None)
                    .await?;
                test.page
                    .evaluate::<_, ()>(
                        "(text) => navigator.clipboard.writeText(text)",
                        Some(copied),
                    )
                    .await?;
                field.press("ControlOrMeta+v", None).await?;
            }
            Step::Press(key, times) => {
                field.focus().await?;
                for _ in 0..*times {
                    keyboard.press(key, None).await?;
                }
            }
        }
    }
    Ok(())
}

/// The text of the focused field, with `|` for the caret.
async fn field_with_caret(test: &BrowserTest) -> Result<String> {
    let script = "() => { const { value, selectionStart } = document.activeElement; \
                  return value.slice(0, selectionStart) + '|' + value.slice(selectionStart); }";
    Ok(test.page.evaluate(script, None::<&()>).await?)
}

/// The message beside a field that has lost the focus: the expected one as soon as it is there, or
/// whatever is there after a second.
async fn error_text(error: &Locator, expected: Option<&str>) -> Result<String> {
    let expected = expected.unwrap_or_default();
    for moment in 0..20 {
        let text = error.text_content().await?.unwrap_or_default().replace("Error: ", "");
        // Where no message is expected, one could still come.
        if text == expected && (moment >= 3 || !expected.is_empty()) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(error.text_content().await?.unwrap_or_default().replace("Error: ", ""))
}
