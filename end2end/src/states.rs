//! Every state that the page "Add a credit card" can be in, and the way there.

use crate::{AddCardPage, BrowserTest, Card, Result, expect, wait_up_to};
use serde_json::json;
use std::time::Duration;

/// A state of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Empty,
    /// Submitted with nothing in it.
    Faults,
    /// The call to Zuora is in progress.
    InFlight,
    /// Refused by Zuora, which names a field.
    Refused,
    /// The site's server cannot be reached.
    Unreachable,
    /// Sent, and no answer could be read: the page is finding out.
    Checking,
    /// Nobody could find out.
    Unknown,
    /// Found out: it was not saved.
    NotSaved,
    /// Saved, and read back.
    Saved,
    /// The question before a card is removed.
    Removing,
}

const SIGN: &str = "**/api/sign/create-payment-method";
const LIST: &str = "**/api/payment-methods/list";
/// Longer than a slow machine takes until the page has found out.
const CHECKED: Duration = Duration::from_secs(30);
/// How long a test waits after each second of the page's clock. The page's time limits run by that
/// clock, and a call in progress must not reach one.
const PAUSE: Duration = Duration::from_millis(150);

impl State {
    pub const ALL: [Self; 10] = [
        Self::Empty,
        Self::Faults,
        Self::InFlight,
        Self::Refused,
        Self::Unreachable,
        Self::Checking,
        Self::Unknown,
        Self::NotSaved,
        Self::Saved,
        Self::Removing,
    ];

    /// The name in snapshots and screenshots.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Faults => "faults",
            Self::InFlight => "in-flight",
            Self::Refused => "refused",
            Self::Unreachable => "unreachable",
            Self::Checking => "checking",
            Self::Unknown => "unknown",
            Self::NotSaved => "not-saved",
            Self::Saved => "saved",
            Self::Removing => "removing",
        }
    }

    /// Opens the page and brings it into this state.
    pub async fn reach(self, test: &BrowserTest) -> Result<AddCardPage> {
        // What an earlier state has left open is not this one's. The page may have gone before its call
        // reached the sandbox, and then the fault for it is still ordered.
        test.sandbox.clear_faults().await?;
        // Fails where nothing is open yet.
        let _ = test.page.evaluate_expression("localStorage.clear()").await;
        if matches!(self, Self::Unknown | Self::NotSaved) {
            test.install_clock().await?;
        }
        let page = test.open_add_card().await?;
        match self {
            Self::Empty => {}
            Self::Faults => {
                page.save().await?;
                expect!(page.alert()).to_be_visible().await?;
            }
            Self::InFlight => {
                test.sandbox.fail("create-payment-method", json!({"delayMs": 20_000})).await?;
                page.save_card(Card::VISA).await?;
                expect!(page.main()).to_contain_text(page.names().sending).await?;
            }
            Self::Refused => {
                let reason = json!({"code": 50_000_020, "message": "'securityCode' value should be the code on the card"});
                test.sandbox.fail("create-payment-method", json!({"reason": reason})).await?;
                page.save_card(Card::VISA).await?;
                expect!(page.alert()).to_contain_text("50000020").await?;
            }
            Self::Unreachable => {
                test.abort_requests(SIGN).await?;
                page.save_card(Card::VISA).await?;
                expect!(page.alert()).to_contain_text("site_unreachable").await?;
                test.page.unroute(SIGN).await?;
            }
            Self::Checking => {
                page.cards().expect_loaded().await?;
                test.hold_requests(LIST).await?;
                lose_answer(test, &page).await?;
                test.page.unroute(LIST).await?;
            }
            Self::Unknown => {
                page.cards().expect_loaded().await?;
                test.abort_requests(LIST).await?;
                lose_answer(test, &page).await?;
                wait_until_checked(test, &page).await?;
                test.page.unroute(LIST).await?;
            }
            Self::NotSaved => {
                lose_answer(test, &page).await?;
                wait_until_checked(test, &page).await?;
            }
            Self::Saved => save(&page).await?,
            Self::Removing => {
                save(&page).await?;
                page.save_card(Card::VISA).await?;
                page.expect_saved().await?;
                let buttons = page.cards().region().locator("ul:not([hidden]) [name=remove]");
                buttons.last().click(None).await?;
                expect!(page.cards().dialog()).to_be_visible().await?;
            }
        }
        Ok(page)
    }
}

/// Lets the page search the account, with shorter waits in between.
async fn wait_until_checked(test: &BrowserTest, page: &AddCardPage) -> Result {
    wait_up_to(CHECKED, async || {
        test.fast_forward(Duration::from_secs(1)).await?;
        tokio::time::sleep(PAUSE).await;
        Ok(page.alert().locator("button").count().await? == 1)
    })
    .await
}

/// Saves a card, the default one.
async fn save(page: &AddCardPage) -> Result {
    page.fill_card(Card::VISA).await?;
    page.make_default().check(None).await?;
    page.save().await?;
    expect!(page.main()).to_contain_text("************1111").await?;
    Ok(())
}

/// Sends a card, without an answer that can be read. Not by a broken connection: on one that has
/// been used before, Chromium sends the call a second time by itself.
async fn lose_answer(test: &BrowserTest, page: &AddCardPage) -> Result {
    test.sandbox.fail("create-payment-method", json!({"malformed": true})).await?;
    page.save_card(Card::VISA).await?;
    expect!(page.alert()).to_contain_text("no_answer").await?;
    Ok(())
}
