//! Every state the page "Add a credit card" can be in, and how it gets there.

use crate::{AddCard, Card, Result, Visit};
use playwright_rs::expect;
use serde_json::json;

/// A state of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As it comes.
    Empty,
    /// Sent off with nothing in it.
    Faults,
    /// On its way to Zuora.
    InFlight,
    /// Refused by Zuora, which names a field.
    Refused,
    /// The site's server cannot be reached.
    Unreachable,
    /// Sent, and no answer came back.
    Unknown,
    /// Saved, and read back.
    Saved,
}

const SIGN: &str = "**/api/sign/create-payment-method";

impl State {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Empty,
        Self::Faults,
        Self::InFlight,
        Self::Refused,
        Self::Unreachable,
        Self::Unknown,
        Self::Saved,
    ];

    /// Its name in files.
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

    /// Opens the page anew and brings it into this state.
    ///
    /// # Errors
    /// When it does not get there.
    pub async fn reach(self, visit: &Visit) -> Result<AddCard> {
        let form = visit.open().await?;
        match self {
            Self::Empty => {}
            Self::Faults => {
                form.save().await?;
                expect(form.alert()).to_be_visible().await?;
            }
            Self::InFlight => {
                visit.order("create-payment-method", json!({"delayMs": 20_000})).await?;
                form.save_card(Card::VISA).await?;
                expect(form.main()).to_contain_text(form.names().sending).await?;
            }
            Self::Refused => {
                let reason = json!({"code": 50_000_020, "message": "'securityCode' value should be the code on the card"});
                visit.order("create-payment-method", json!({"reason": reason})).await?;
                form.save_card(Card::VISA).await?;
                expect(form.alert()).to_contain_text("50000020").await?;
            }
            Self::Unreachable => {
                visit.page.route(SIGN, |route| async move { route.abort(None).await }).await?;
                form.save_card(Card::VISA).await?;
                expect(form.alert()).to_contain_text("site_unreachable").await?;
                visit.page.unroute(SIGN).await?;
            }
            Self::Unknown => {
                // Not a connection that breaks: on one that has been used before, Chromium sends the call a second time by itself.
                visit.order("create-payment-method", json!({"malformed": true})).await?;
                form.save_card(Card::VISA).await?;
                expect(form.alert()).to_contain_text("no_answer").await?;
            }
            Self::Saved => {
                form.default().check(None).await?;
                form.save_card(Card::VISA).await?;
                expect(form.main()).to_contain_text("************1111").await?;
            }
        }
        Ok(form)
    }
}

impl Visit {
    async fn order(&self, operation: &str, fault: serde_json::Value) -> Result {
        let order = json!({"operation": operation, "fault": fault, "times": 1});
        self.sandbox.order(&order).await
    }
}
