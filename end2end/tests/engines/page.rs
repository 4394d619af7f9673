//! The pages as a person meets them, by `WebDriver`. What they are called is in `end2end::names`, where
//! the page objects of the browser suite have it from.

use crate::visit::Visit;
use end2end::{Card, ENGLISH, Error, Result, names::HOSTED_FIELDS, wait_up_to};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::Duration;
use thirtyfour::{
    By, Key, WebElement,
    error::{WebDriverError, WebDriverErrorInner},
};
use tokio::time::timeout;

/// A script that `WebKit`'s driver runs while a page takes another's place is lost, without an answer.
const SCRIPT_TIMEOUT: Duration = Duration::from_secs(4);
/// How often an element may be drawn anew before it is clicked.
const MAX_REDRAWS: usize = 3;
/// The text of the first element that matches, as it is shown.
const TEXT: &str = "return document.querySelector(arguments[0])?.innerText ?? ''";
/// Whether a heading with this name is shown.
const HAS_HEADING: &str = "return [...document.querySelectorAll('h1, h2, h3')]
    .some((one) => one.textContent.trim() === arguments[0] && one.getClientRects().length > 0)";
const VALUES: &str =
    "return [...document.querySelectorAll('input[autocomplete^=cc-]')].map((one) => one.value)";
impl Visit {
    /// Opens a page and waits until its client code is live.
    pub async fn open(&self, path: &str) -> Result {
        self.driver.goto(format!("{}{path}", self.site)).await?;
        self.expect_live().await
    }

    pub async fn expect_live(&self) -> Result {
        let live = "return document.documentElement.dataset.hydrated === 'true'";
        self.wait(&format!("the page is live in {}", self.engine.name()), async || {
            Ok(self.script(live, vec![]).await.unwrap_or(false))
        })
        .await
    }

    /// Waits until this holds. A page that is on its way is no failure.
    pub async fn wait(&self, what: &str, condition: impl AsyncFnMut() -> Result<bool>) -> Result {
        let outcome = wait_up_to(self.patience.get(), condition).await;
        match outcome {
            Ok(()) => Ok(()),
            Err(error) => {
                let main = self.text_of("main").await;
                Err(format!("{what}: {error}; the page says:\n{main}").into())
            }
        }
    }

    /// Runs a script in the page.
    pub async fn script<T: DeserializeOwned>(
        &self,
        code: &str,
        arguments: Vec<Value>,
    ) -> Result<T> {
        let executed = timeout(SCRIPT_TIMEOUT, self.driver.execute(code, arguments)).await;
        Ok(executed.map_err(|_| "the page has not run the script")??.convert()?)
    }

    /// Runs the body of an async function in the page. It stands in the script as it is: Trusted Types keep
    /// `WebKit`'s driver from making a function of a text.
    pub async fn script_that_waits<T: DeserializeOwned>(
        &self,
        code: &str,
        argument: Value,
    ) -> Result<T> {
        let script = format!(
            "const [argument, done] = arguments; \
             (async () => {{ {code} }})().then(done, (error) => done({{ error: `${{error}}` }}))"
        );
        Ok(self.driver.execute_async(script, vec![argument]).await?.convert()?)
    }

    pub async fn text_of(&self, selector: &str) -> String {
        self.script(TEXT, vec![selector.into()]).await.unwrap_or_default()
    }

    pub async fn expect_text(&self, selector: &str, text: &str) -> Result {
        self.wait(&format!("{selector} says “{text}”"), async || {
            Ok(self.text_of(selector).await.contains(text))
        })
        .await
    }

    pub async fn has_heading(&self, name: &str) -> bool {
        self.script(HAS_HEADING, vec![name.into()]).await.unwrap_or(false)
    }

    pub async fn expect_heading(&self, name: &str) -> Result {
        self.wait(&format!("the heading “{name}”"), async || Ok(self.has_heading(name).await)).await
    }

    /// An element, once it is there, in the middle of the window: what is at its edge, `WebKit`'s driver
    /// does not always click.
    pub async fn element(&self, by: By) -> Result<WebElement> {
        let mut found = None;
        self.wait(&format!("an element by {by:?}"), async || {
            found = self.driver.find(by.clone()).await.ok();
            Ok(found.is_some())
        })
        .await?;
        let found = found.ok_or("it has gone")?;
        let scroll = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.script::<Option<bool>>(scroll, vec![found.to_json()?]).await?;
        Ok(found)
    }

    pub async fn css(&self, selector: &str) -> Result<WebElement> {
        self.element(By::Css(selector)).await
    }

    /// Clicks an element. One that the page has drawn anew between finding and clicking it is found
    /// again.
    pub async fn click(&self, by: By) -> Result {
        let mut clicked = self.click_once(by.clone()).await;
        for _ in 0..MAX_REDRAWS {
            if !clicked.as_ref().is_err_and(is_stale) {
                break;
            }
            clicked = self.click_once(by.clone()).await;
        }
        clicked
    }

    async fn click_once(&self, by: By) -> Result {
        Ok(self.element(by).await?.click().await?)
    }

    /// Clicks the button of this name.
    pub async fn click_button(&self, name: &str) -> Result {
        let path = format!("//button[normalize-space() = \"{name}\" or @aria-label = \"{name}\"]");
        self.click(By::XPath(path)).await
    }

    pub async fn link(&self, name: &str) -> Result<WebElement> {
        self.element(By::XPath(format!("//a[normalize-space() = \"{name}\"]"))).await
    }

    /// A field by its label.
    pub async fn field(&self, label: &str) -> Result<WebElement> {
        let path = format!("//*[@id = //label[normalize-space() = \"{label}\"]/@for]");
        self.element(By::XPath(path)).await
    }

    /// Types this into a field in place of what is there.
    pub async fn fill(&self, label: &str, text: &str) -> Result {
        let field = self.field(label).await?;
        field.clear().await?;
        // WebKit's driver takes no empty text.
        if !text.is_empty() {
            field.send_keys(text).await?;
        }
        Ok(())
    }

    /// Chooses a value in a list.
    pub async fn choose(&self, label: &str, value: &str) -> Result {
        let list = self.field(label).await?;
        let option = By::Css(format!("option[value=\"{value}\"]"));
        list.find(option).await?.click().await?;
        Ok(())
    }

    pub async fn fill_card(&self, card: Card<'_>) -> Result {
        for (label, text) in ENGLISH.card_fields().into_iter().zip(card.values()) {
            self.fill(label, text).await?;
        }
        Ok(())
    }

    pub async fn save(&self) -> Result {
        self.click_button(ENGLISH.save).await
    }

    pub async fn save_card(&self, card: Card<'_>) -> Result {
        self.fill_card(card).await?;
        self.save().await
    }

    /// What the fields of the card hold.
    pub async fn card_values(&self) -> Result<Vec<String>> {
        self.script(VALUES, vec![]).await
    }

    /// The notice is where the focus is, so that a screen reader says it.
    pub async fn expect_focus(&self, selector: &str) -> Result {
        let focused = "return !!document.activeElement?.matches(arguments[0])";
        self.wait(&format!("the focus is on {selector}"), async || {
            Ok(self.script(focused, vec![selector.into()]).await.unwrap_or(false))
        })
        .await
    }

    /// Presses keys, wherever the focus is.
    pub async fn press(&self, keys: &str) -> Result {
        self.driver.action_chain().send_keys(keys).perform().await?;
        Ok(())
    }

    pub async fn press_key(&self, key: Key) -> Result {
        self.press(&key.value().to_string()).await
    }

    /// Fills in Zuora's form in its frame and submits it. The page itself is the context again then.
    pub async fn submit_hosted(&self, card: Card<'_>) -> Result {
        self.enter_hosted("form input:not([type=hidden])").await?;
        for (label, text) in HOSTED_FIELDS.into_iter().zip(card.values()) {
            // WebKit gives a field in another site's frame the focus by a click alone.
            self.field(label).await?.click().await?;
            self.fill(label, text).await?;
        }
        self.click_button("Submit").await?;
        Ok(self.driver.enter_default_frame().await?)
    }

    /// Makes Zuora's form the context, once this is in it.
    pub async fn enter_hosted(&self, selector: &str) -> Result {
        self.wait("Zuora’s form", async || {
            self.driver.enter_default_frame().await?;
            let Ok(frame) = self.driver.find(By::Css("iframe")).await else { return Ok(false) };
            Ok(frame.enter_frame().await.is_ok()
                && self.driver.find(By::Css(selector)).await.is_ok())
        })
        .await
    }
}

/// Whether an element was found and then drawn anew.
fn is_stale(error: &Error) -> bool {
    let error = error.downcast_ref::<WebDriverError>();
    error.is_some_and(|error| {
        matches!(error.as_inner(), WebDriverErrorInner::StaleElementReference(_))
    })
}

/// Long enough that what must not happen would have happened.
pub const A_MOMENT: Duration = Duration::from_millis(700);
