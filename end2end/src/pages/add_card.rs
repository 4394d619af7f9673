//! The page "Add a credit card".

use super::{Card, CardFields, Names};
use crate::Result;
use playwright_rs::{AriaRole, Page, protocol::Locator};
use std::ops::Deref;

/// The page, its fields, its button, and what it says when a card is saved.
#[derive(Clone, Debug)]
pub struct AddCardPage(CardFields);

impl AddCardPage {
    /// The page that is open already.
    pub fn new(page: &Page, names: &'static Names) -> Self {
        Self(CardFields::new(page, names))
    }

    pub async fn save(&self) -> Result {
        self.save_button().click(None).await?;
        Ok(())
    }

    /// Fills in a card and saves it.
    pub async fn save_card(&self, card: Card<'_>) -> Result {
        self.fill_card(card).await?;
        self.save().await
    }

    pub fn save_button(&self) -> Locator {
        self.button(self.names().save)
    }

    /// The checkbox that makes the card the default one.
    pub fn make_default(&self) -> Locator {
        self.role(AriaRole::Checkbox, self.names().default)
    }

    /// The heading of success.
    pub fn saved(&self) -> Locator {
        self.heading(self.names().saved)
    }
}

impl Deref for AddCardPage {
    type Target = CardFields;

    fn deref(&self) -> &CardFields {
        &self.0
    }
}
