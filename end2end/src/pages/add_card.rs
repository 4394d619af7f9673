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
    pub const CANARY: Self = Self {
        number: "6011000990139424",
        month: "10",
        year: "2034",
        holder: "Canary Zebedee Quux",
        security_code: "739",
    };

    /// A card that is saved.
    pub const VISA: Self = Self {
        number: "4111111111111111",
        month: "10",
        year: "2034",
        holder: "Ada Lovelace",
        security_code: "739",
    };
}

/// The accessible names of the page, in one language.
#[derive(Debug)]
pub struct Names {
    /// Its tag.
    pub language: &'static str,
    /// Textbox: card number.
    pub number: &'static str,
    /// Group: expiry date.
    pub expiry: &'static str,
    /// Textbox in the group: month.
    pub month: &'static str,
    /// Textbox in the group: year.
    pub year: &'static str,
    /// Textbox: name on card.
    pub holder: &'static str,
    /// Textbox: card security code.
    pub security_code: &'static str,
    /// Checkbox: default card.
    pub default: &'static str,
    /// Button.
    pub save: &'static str,
    /// Heading of success.
    pub saved: &'static str,
    /// What is said while the card is on its way.
    pub sending: &'static str,
}

/// English, the names of the contract.
pub const ENGLISH: Names = Names {
    language: "en",
    number: "Card number",
    expiry: "Expiry date",
    month: "Month",
    year: "Year",
    holder: "Name on card",
    security_code: "Card security code",
    default: "Make this my default card",
    save: "Save card",
    saved: "Card saved",
    sending: "Sending your card to Zuora",
};

/// German.
pub const GERMAN: Names = Names {
    language: "de",
    number: "Kartennummer",
    expiry: "Gültig bis",
    month: "Monat",
    year: "Jahr",
    holder: "Name auf der Karte",
    security_code: "Kartenprüfnummer",
    default: "Als Standardkarte verwenden",
    save: "Karte speichern",
    saved: "Karte gespeichert",
    sending: "Ihre Karte wird an Zuora gesendet",
};

/// The page object.
#[derive(Clone, Debug)]
pub struct AddCard(Page, &'static Names);

impl AddCard {
    /// The form on a page that is open already, in English.
    pub fn on(page: &Page) -> Self {
        Self::named(page, &ENGLISH)
    }

    /// The form on a page that is open already.
    pub fn named(page: &Page, names: &'static Names) -> Self {
        Self(page.clone(), names)
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
        for (field, text) in self.fields().into_iter().zip([
            card.number,
            card.month,
            card.year,
            card.holder,
            card.security_code,
        ]) {
            field.fill(text, None).await?;
        }
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

    /// Every text field, in order.
    pub fn fields(&self) -> [Locator; 5] {
        let names = self.1;
        let expiry = self.role(AriaRole::Group, names.expiry);
        [
            self.number(),
            expiry.get_by_role(AriaRole::Textbox, Some(named(names.month))),
            expiry.get_by_role(AriaRole::Textbox, Some(named(names.year))),
            self.textbox(names.holder),
            self.security_code(),
        ]
    }

    /// The field of the number.
    pub fn number(&self) -> Locator {
        self.textbox(self.1.number)
    }

    /// The field of the security code.
    pub fn security_code(&self) -> Locator {
        self.textbox(self.1.security_code)
    }

    /// The accessible names.
    pub fn names(&self) -> &'static Names {
        self.1
    }

    /// The button.
    pub fn button(&self) -> Locator {
        self.role(AriaRole::Button, self.1.save)
    }

    /// A text field.
    pub fn textbox(&self, name: &str) -> Locator {
        self.role(AriaRole::Textbox, name)
    }

    /// The checkbox that makes it the default.
    pub fn default(&self) -> Locator {
        self.role(AriaRole::Checkbox, self.1.default)
    }

    /// The heading of success.
    pub fn saved(&self) -> Locator {
        self.role(AriaRole::Heading, self.1.saved)
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

/// Exactly this accessible name.
pub fn named(name: &str) -> GetByRoleOptions {
    GetByRoleOptions::default().name(name).exact(true)
}
