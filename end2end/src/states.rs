//! Every state that the page "Add a credit card" can be in, and the way there.

use crate::{AddCardPage, BrowserTest, Card, Result};
use playwright_rs::expect;
use serde_json::json;

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
    /// Sent, and no answer could be read.
    Unknown,
    /// Saved, and read back.
    Saved,
}

const SIGN: &str = "**/api/sign/create-payment-method";

impl State {
    pub const ALL: [Self; 7] = [
        Self::Empty,
        Self::Faults,
        Self::InFlight,
        Self::Refused,
        Self::Unreachable,
        Self::Unknown,
        Self::Saved,
    ];

    /// The name in snapshots and screenshots.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Faults => "faults",
            Self::InFlight => "in-flight",
            Self::Refused => "refused",
            Self::Unreachable => "unreachable",
            Self::Unknown => "unknown",
            Self::Saved => "saved",
        }
    }

    /// Opens the page and brings it into this state.
    pub async fn reach(self, test: &BrowserTest) -> Result<AddCardPage> {
        let page = test.open_add_card().await?;
        match self {
            Self::Empty => {}
            Self::Faults => {
                page.save().await?;
                expect(page.alert()).to_be_visible().await?;
            }
            Self::InFlight => {
                test.sandbox.fail("create-payment-method", json!({"delayMs": 20_000})).await?;
                page.save_card(Card::VISA).await?;
                expect(page.main()).to_contain_text(page.names().sending).await?;
            }
            Self::Refused => {
                let reason = json!({"code": 50_000_020, "message": "'securityCode' value should be the code on the card"});
                test.sandbox.fail("create-payment-method", json!({"reason": reason})).await?;
                page.save_card(Card::VISA).await?;
                expect(page.alert()).to_contain_text("50000020").await?;
            }
            Self::Unreachable => {
                test.abort_requests(SIGN).await?;
                page.save_card(Card::VISA).await?;
                expect(page.alert()).to_contain_text("site_unreachable").await?;
                test.page.unroute(SIGN).await?;
            }
            Self::Unknown => {
                // Not a broken connection: on one that has been used before, Chromium sends the
                // call a second time by itself.
                test.sandbox.fail("create-payment-method", json!({"malformed": true})).await?;
                page.save_card(Card::VISA).await?;
                expect(page.alert()).to_contain_text("no_answer").await?;
            }
            Self::Saved => {
                page.make_default().check(None).await?;
                page.save_card(Card::VISA).await?;
                expect(page.main()).to_contain_text("************1111").await?;
            }
        }
        Ok(page)
    }
}
