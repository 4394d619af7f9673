//! The page "Add a credit card".

use super::{Card, CardFields, CardList, Names, expect_focus};
use crate::{Result, expect, expect_page};
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

    /// What the page's title is, unless something is wrong.
    pub const TITLE: &str = "Add a credit card · Zuora CORS sample";

    pub async fn save(&self) -> Result {
        self.save_button().click(None).await?;
        Ok(())
    }

    /// Submits the form as a script could, without the button.
    pub async fn dispatch_submit(&self) -> Result {
        let script = "document.querySelector('form')\
                      .dispatchEvent(new SubmitEvent('submit', { cancelable: true }))";
        self.browser_page().evaluate_expression(script).await?;
        Ok(())
    }

    /// Brings the form back after a card was saved.
    pub async fn reopen(&self) -> Result {
        let add_another = self.button(self.names().add_another);
        if add_another.count().await? > 0 {
            add_another.click(None).await?;
        }
        Ok(())
    }

    /// Types a card into the fields, after one that was saved as well.
    pub async fn fill_card(&self, card: Card<'_>) -> Result {
        self.reopen().await?;
        self.0.fill_card(card).await
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

    /// The heading of the test cards.
    pub fn test_cards(&self) -> Locator {
        self.browser_page().locator("#test-cards")
    }

    /// Shows the test cards of the brands beside Visa.
    pub async fn show_other_brands(&self) -> Result {
        Ok(self.browser_page().locator(".test-cards summary").click(None).await?)
    }

    /// What will happen with the test card that was chosen.
    pub fn test_card_result(&self) -> Locator {
        self.browser_page().locator("#test-card-result")
    }

    /// The heading of success.
    pub fn saved(&self) -> Locator {
        self.heading(self.names().saved)
    }

    pub async fn expect_saved(&self) -> Result {
        expect!(self.saved()).to_be_visible().await?;
        Ok(())
    }

    /// The list of the account's cards.
    pub fn cards(&self) -> CardList {
        CardList::new(&self.0)
    }

    /// The page says that Zuora refused the card, in Zuora's words and with what they mean.
    pub async fn expect_refused(&self, words: &str, meaning: &str) -> Result {
        let alert = self.alert();
        expect!(alert.clone()).to_contain_text(words).await?;
        expect!(alert.clone()).to_contain_text(meaning).await?;
        expect!(alert.clone()).to_contain_text("Nothing was saved").await?;
        expect!(alert.clone()).to_contain_text_regex("Zuora’s code \\d{8}").await?;
        expect_focus(&alert).await
    }

    /// The page has the title that it has when something is wrong.
    pub async fn expect_error_title(&self) -> Result {
        let title = format!("Error: {}", Self::TITLE);
        expect_page!(self.browser_page()).to_have_title(&title).await?;
        Ok(())
    }
}

impl Deref for AddCardPage {
    type Target = CardFields;

    fn deref(&self) -> &CardFields {
        &self.0
    }
}
