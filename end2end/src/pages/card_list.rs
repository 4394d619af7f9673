//! The region "Your cards" on the page "Add a credit card".

use super::{SitePage, named};
use crate::{Result, expect};
use playwright_rs::{AriaRole, protocol::Locator};
use std::ops::Deref;

/// The list of the account's cards.
#[derive(Clone, Debug)]
pub struct CardList(SitePage);

impl CardList {
    pub fn new(page: &SitePage) -> Self {
        Self(page.clone())
    }

    pub fn region(&self) -> Locator {
        self.role(AriaRole::Region, self.names().cards)
    }

    /// Every card.
    pub fn items(&self) -> Locator {
        self.region().get_by_role(AriaRole::Listitem, None)
    }

    pub fn item(&self, index: i32) -> Locator {
        self.items().nth(index)
    }

    /// The list is there.
    pub async fn expect_loaded(&self) -> Result {
        let status = self.browser_page().locator("#cards-status");
        expect!(status).not().to_contain_text("…").await?;
        Ok(())
    }

    pub async fn expect_count(&self, count: usize) -> Result {
        expect!(self.items()).to_have_count(count).await?;
        Ok(())
    }

    /// A button of the card with this name, in English: "Visa ending in 1111".
    pub fn make_default(&self, card: &str) -> Locator {
        let name = format!("Make default: {card}");
        self.region().get_by_role(AriaRole::Button, Some(named(&name)))
    }

    pub fn remove(&self, card: &str) -> Locator {
        let name = format!("Remove: {card}");
        self.region().get_by_role(AriaRole::Button, Some(named(&name)))
    }

    /// The question before a card is removed.
    pub fn dialog(&self) -> Locator {
        self.browser_page().get_by_role(AriaRole::Dialog, None)
    }
}

impl Deref for CardList {
    type Target = SitePage;

    fn deref(&self) -> &SitePage {
        &self.0
    }
}
