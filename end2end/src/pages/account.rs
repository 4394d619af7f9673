//! The page "Create an account".

use super::{
    Card, CardFields, Names,
    names::{ACCOUNT_CREATED, CREATE_ACCOUNT, CUSTOMER},
};
use crate::{Result, expect};
use playwright_rs::{
    AriaRole, Page,
    protocol::{Locator, SelectOption},
};
use std::ops::Deref;

/// The page with the new customer's fields and the card's.
#[derive(Clone, Debug)]
pub struct AccountPage(CardFields);

impl AccountPage {
    /// The page that is open already.
    pub fn new(page: &Page, names: &'static Names) -> Self {
        Self(CardFields::new(page, names))
    }

    /// Fills in every field: the customer "Cedar & Sons", who pays in euros, and the card.
    pub async fn fill(&self, card: Card<'_>) -> Result {
        // Where the customer has an account, the form is folded.
        let another = self.browser_page().locator("details.another:not([open]) > summary");
        if another.count().await? > 0 {
            another.click(None).await?;
        }
        for (field, text) in CUSTOMER {
            self.textbox(field).fill(text, None).await?;
        }
        self.choose_currency("EUR").await?;
        self.fill_address("GB", "LS1 4AP").await?;
        self.fill_card(card).await
    }

    pub fn currency(&self) -> Locator {
        self.role(AriaRole::Combobox, "Currency")
    }

    pub async fn choose_currency(&self, code: &str) -> Result {
        self.currency().select_option(SelectOption::Value(code.into()), None).await?;
        Ok(())
    }

    pub async fn create(&self) -> Result {
        self.button(CREATE_ACCOUNT).click(None).await?;
        Ok(())
    }

    /// Fills in every field and creates the account.
    pub async fn create_with(&self, card: Card<'_>) -> Result {
        self.fill(card).await?;
        self.create().await
    }

    /// The heading of success.
    pub fn created(&self) -> Locator {
        self.heading(ACCOUNT_CREATED)
    }

    /// The page says that Zuora created no account, and gives this reason.
    pub async fn expect_refused(&self, reason: &str) -> Result {
        expect!(self.alert()).to_contain_text("Zuora did not create the account").await?;
        expect!(self.alert()).to_contain_text(reason).await?;
        expect!(self.alert()).to_contain_text("Nothing was saved").await?;
        Ok(())
    }
}

impl Deref for AccountPage {
    type Target = CardFields;

    fn deref(&self) -> &CardFields {
        &self.0
    }
}
