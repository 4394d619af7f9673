//! A visitor: opens the page, fills in a card as a person would, and saves it. The same code for
//! every contender: their pages have the same accessible names.

use super::contender::Kind;
use crate::{AddCardPage, Card, ENGLISH, Result, browser::FreshBrowser, expect};
use playwright_rs::{ClickOptions, Page};
use std::time::Duration;
use tokio::time::{sleep, timeout};

const STOPWATCH: &str = include_str!("stopwatch.js");
/// No journey takes as long.
const SAVE_TIMEOUT: Duration = Duration::from_secs(20);
/// What everything on this machine needs besides round trips, generously.
const LOCAL: Duration = Duration::from_millis(200);

/// How long a person presses a button, in milliseconds; the stopwatch starts when it is released.
const PRESS_MS: f64 = 80.0;

/// A page that is open in a browser of its own, with a new profile: without cookies, with nothing
/// cached and with no connection open.
#[derive(Debug)]
pub struct Visit {
    browser: FreshBrowser,
    page: Page,
    form: AddCardPage,
    /// Between the last field and the click.
    pause: Duration,
    /// What a page does by itself after it has said that a card is saved.
    afterwards: Duration,
}

impl Visit {
    /// Opens a contender's page and waits until it can be used.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn open(
        browser: FreshBrowser,
        origin: &str,
        kind: Kind,
        round_trip: Duration,
    ) -> Result<Self> {
        let page = browser.context.new_page().await?;
        page.goto(origin, None).await?;
        let form = AddCardPage::new(&page, &ENGLISH);
        if kind == Kind::Ours {
            form.wait_until_hydrated().await?;
        }
        // A person takes longer over the other fields once the number is in. What a page can do
        // meanwhile takes no more than five round trips, even one after the other: three for a
        // signature, with a new connection between the servers, and two for a connection to Zuora
        // and a preflight.
        Ok(Self {
            browser,
            page,
            form,
            pause: LOCAL + round_trip * 5,
            afterwards: LOCAL + round_trip * 3,
        })
    }

    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Fills in a card, pauses, and saves it. Returns the milliseconds from the click until the page
    /// says that it is saved.
    ///
    /// # Errors
    /// When it is not saved.
    pub async fn save_first_card(&self) -> Result<f64> {
        self.save(Card::VISA).await
    }

    /// Saves another card on the same page.
    ///
    /// # Errors
    /// When it is not saved.
    pub async fn save_second_card(&self) -> Result<f64> {
        let again = self.form.button("Add another card");
        if again.count().await? > 0 {
            again.click(None).await?;
        }
        self.save(Card::MASTERCARD).await
    }

    async fn save(&self, card: Card<'_>) -> Result<f64> {
        self.form.fill_card(card).await?;
        sleep(self.pause).await;
        // Ready before the stopwatch is: so the click waits for nothing.
        expect!(self.form.save_button()).to_be_enabled().await?;
        self.page.evaluate_expression(&format!("({STOPWATCH})()")).await?;
        let press = ClickOptions::builder().delay(PRESS_MS).build();
        self.form.save_button().click(Some(press)).await?;
        let measured = self.page.evaluate::<(), f64>("() => window.benchmark", None);
        match timeout(SAVE_TIMEOUT, measured).await {
            Ok(milliseconds) => Ok(milliseconds?),
            Err(_) => {
                let shown = self.page.locator("h1, h2").all_inner_texts().await.unwrap_or_default();
                Err(format!("the card was not saved; the page's headings are {shown:?}").into())
            }
        }
    }

    /// Ends the browser, once the page has finished: a request that is broken off would
    /// close its server's connection to Zuora, and slow down the next visitor.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn close(self) -> Result {
        sleep(self.afterwards).await;
        Ok(self.browser.context.close().await?)
    }
}
