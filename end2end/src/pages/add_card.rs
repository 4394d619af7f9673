//! The page "Add a credit card".

use crate::Result;
use playwright_rs::{
    AriaRole, Page, expect,
    protocol::{GetByRoleOptions, Locator},
};

/// What is typed into the form.
#[derive(Clone, Copy, Debug)]
pub struct Card<'a> {
    /// Card number.
    pub number: &'a str,
    /// Month of expiry.
    pub month: &'a str,
    /// Year of expiry.
    pub year: &'a str,
    /// Name on card.
    pub holder: &'a str,
    /// Card security code.
    pub security_code: &'a str,
}

impl Card<'static> {
    /// How [`VISA`](Self::VISA)'s number stands in the field.
    pub const VISA_SPACED: &'static str = "4111 1111 1111 1111";

    /// A published test number of Visa's.
    pub const VISA: Self = Self {
        number: "4111111111111111",
        month: "10",
        year: "2034",
        holder: "Ada Lovelace",
        security_code: "739",
    };
}

/// The page object.
#[derive(Clone, Debug)]
pub struct AddCard(Page);

impl AddCard {
    /// The form on a page that is open already.
    pub fn on(page: &Page) -> Self {
        Self(page.clone())
    }

    /// Waits until client code is live.
    ///
    /// # Errors
    /// When it does not become live.
    pub async fn live(&self) -> Result {
        expect(self.0.locator("html")).to_have_attribute("data-hydrated", "true").await?;
        Ok(())
    }

    /// Types a card into the fields.
    ///
    /// # Errors
    /// When a field is missing.
    pub async fn fill(&self, card: Card<'_>) -> Result {
        self.textbox("Card number").fill(card.number, None).await?;
        let expiry = self.role(AriaRole::Group, "Expiry date");
        expiry
            .get_by_role(AriaRole::Textbox, Some(named("Month")))
            .fill(card.month, None)
            .await?;
        expiry
            .get_by_role(AriaRole::Textbox, Some(named("Year")))
            .fill(card.year, None)
            .await?;
        self.textbox("Name on card").fill(card.holder, None).await?;
        self.textbox("Card security code").fill(card.security_code, None).await?;
        Ok(())
    }

    /// Presses the button.
    ///
    /// # Errors
    /// When it cannot be pressed.
    pub async fn save(&self) -> Result {
        self.button().click(None).await?;
        Ok(())
    }

    /// Fills in a card and presses the button.
    ///
    /// # Errors
    /// When a field is missing or the button cannot be pressed.
    pub async fn save_card(&self, card: Card<'_>) -> Result {
        self.fill(card).await?;
        self.save().await
    }

    /// The button.
    pub fn button(&self) -> Locator {
        self.role(AriaRole::Button, "Save card")
    }

    /// A text field.
    pub fn textbox(&self, name: &str) -> Locator {
        self.role(AriaRole::Textbox, name)
    }

    /// The checkbox "Make this my default card".
    pub fn default(&self) -> Locator {
        self.role(AriaRole::Checkbox, "Make this my default card")
    }

    /// The heading of success.
    pub fn saved(&self) -> Locator {
        self.role(AriaRole::Heading, "Card saved")
    }

    /// Whatever has gone wrong.
    pub fn alert(&self) -> Locator {
        self.0.get_by_role(AriaRole::Alert, None)
    }

    /// Everything below the page's header.
    pub fn main(&self) -> Locator {
        self.0.get_by_role(AriaRole::Main, None)
    }

    fn role(&self, role: AriaRole, name: &str) -> Locator {
        self.0.get_by_role(role, Some(named(name)))
    }
}

fn named(name: &str) -> GetByRoleOptions {
    GetByRoleOptions::default().name(name).exact(true)
}
