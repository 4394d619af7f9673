//! The fields for a card, which the pages "Add a credit card" and "Create an account" share.

use super::{Names, SitePage, named};
use crate::Result;
use playwright_rs::{
    AriaRole, Page,
    protocol::{Locator, SelectOption},
};
use std::ops::Deref;

/// What is typed into the fields.
#[derive(Clone, Copy, Debug)]
pub struct Card<'a> {
    pub number: &'a str,
    pub month: &'a str,
    pub year: &'a str,
    pub holder: &'a str,
    pub security_code: &'a str,
}

impl Card<'static> {
    /// A card that is saved.
    pub const VISA: Self = Self {
        number: "4111111111111111",
        month: "10",
        year: "2034",
        holder: "Ada Lovelace",
        security_code: "739",
    };

    /// Another card that is saved.
    pub const MASTERCARD: Self = Self { number: "5555555555554444", ..Self::VISA };

    /// How [`VISA`](Self::VISA)'s number stands in the field.
    pub const VISA_SPACED: &'static str = "4111 1111 1111 1111";

    /// A card that the sandbox's bank declines.
    pub const DECLINED: Self = Self { number: "4000000000000002", ..Self::VISA };

    /// A number that passes every check and is not a published test number.
    pub const NOT_A_TEST_CARD: Self = Self { number: "4999999999999996", ..Self::VISA };

    /// A published test number of Discover's, with details that stand nowhere else: what searches
    /// of memory, logs and traffic look for.
    pub const CANARY: Self = Self {
        number: "6011000990139424",
        month: "10",
        year: "2034",
        holder: "Canary Zebedee Quux",
        security_code: "739",
    };
}

impl<'a> Card<'a> {
    /// Everything of it, in the order of [`Names::card_fields`].
    pub fn values(self) -> [&'a str; 5] {
        [self.number, self.month, self.year, self.holder, self.security_code]
    }
}

/// The five text fields of a card, and the two of its billing address, on a page that is open.
#[derive(Clone, Debug)]
pub struct CardFields(SitePage);

impl CardFields {
    pub fn new(page: &Page, names: &'static Names) -> Self {
        Self(SitePage::new(page, names))
    }

    /// Types a card into the fields.
    pub async fn fill_card(&self, card: Card<'_>) -> Result {
        for (field, text) in self.fields().into_iter().zip(card.values()) {
            field.fill(text, None).await?;
        }
        Ok(())
    }

    /// Every text field of the card itself, in the order of the page.
    pub fn fields(&self) -> [Locator; 5] {
        let names = self.names();
        let expiry = self.role(AriaRole::Group, names.expiry);
        [
            self.number(),
            expiry.get_by_role(AriaRole::Textbox, Some(named(names.month))),
            expiry.get_by_role(AriaRole::Textbox, Some(named(names.year))),
            self.textbox(names.holder),
            self.security_code(),
        ]
    }

    /// The live region that announces the brand, or what is wrong with a field.
    pub fn announcement(&self) -> Locator {
        self.browser_page().locator("#card-said")
    }

    pub fn number(&self) -> Locator {
        self.textbox(self.names().number)
    }

    pub fn security_code(&self) -> Locator {
        self.textbox(self.names().security_code)
    }

    pub fn holder(&self) -> Locator {
        self.textbox(self.names().holder)
    }

    pub fn country(&self) -> Locator {
        self.role(AriaRole::Combobox, self.names().country)
    }

    pub fn postal_code(&self) -> Locator {
        self.textbox(self.names().postal_code)
    }

    /// Chooses a country by its code; an empty one takes the choice back.
    pub async fn choose_country(&self, code: &str) -> Result {
        self.country().select_option(SelectOption::Value(code.into()), None).await?;
        Ok(())
    }

    /// Fills in the billing address.
    pub async fn fill_address(&self, country: &str, postal_code: &str) -> Result {
        self.choose_country(country).await?;
        self.postal_code().fill(postal_code, None).await?;
        Ok(())
    }

    /// What the customer agrees to by saving the card.
    pub fn consent(&self) -> Locator {
        self.browser_page().locator("#consent")
    }
}

impl Deref for CardFields {
    type Target = SitePage;

    fn deref(&self) -> &SitePage {
        &self.0
    }
}
