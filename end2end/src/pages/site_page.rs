//! What every page of the site has: its alert, its headings, the sign-in menu, the languages, and
//! the mark that its client code is live.

use super::Names;
use crate::{Result, expect, wait_until};
use playwright_rs::{
    AriaRole, Page,
    protocol::{GetByRoleOptions, Locator},
};

/// A page of the site. The page objects of single pages dereference to it.
#[derive(Clone, Debug)]
pub struct SitePage {
    page: Page,
    names: &'static Names,
}

impl SitePage {
    pub fn new(page: &Page, names: &'static Names) -> Self {
        Self { page: page.clone(), names }
    }

    /// The browser's page that it is in.
    pub fn browser_page(&self) -> &Page {
        &self.page
    }

    pub fn names(&self) -> &'static Names {
        self.names
    }

    /// Waits until the page's client code is live.
    pub async fn wait_until_hydrated(&self) -> Result {
        expect!(self.page.locator("html")).to_have_attribute("data-hydrated", "true").await?;
        Ok(())
    }

    /// Every alert of the page, of which there is one at most.
    pub fn alert(&self) -> Locator {
        self.page.get_by_role(AriaRole::Alert, None)
    }

    /// Everything below the page's header.
    pub fn main(&self) -> Locator {
        self.page.get_by_role(AriaRole::Main, None)
    }

    /// Unfolds the details of the notice.
    pub async fn open_details(&self) -> Result {
        Ok(self.page.locator(".notice summary").click(None).await?)
    }

    pub fn heading(&self, name: &str) -> Locator {
        self.role(AriaRole::Heading, name)
    }

    pub fn button(&self, name: &str) -> Locator {
        self.role(AriaRole::Button, name)
    }

    pub fn link(&self, name: &str) -> Locator {
        self.role(AriaRole::Link, name)
    }

    pub fn textbox(&self, name: &str) -> Locator {
        self.role(AriaRole::Textbox, name)
    }

    pub fn role(&self, role: AriaRole, name: &str) -> Locator {
        self.page.get_by_role(role, Some(named(name)))
    }

    /// The message beside a field, by the start of its id: `card-number`.
    pub fn field_error(&self, field: &str) -> Locator {
        self.page.locator(format!("#{field}-error"))
    }

    /// A field is marked as wrong, and the message beside it, which describes it, is this one.
    pub async fn expect_field_error(&self, input: &Locator, field: &str, text: &str) -> Result {
        expect!(self.field_error(field)).to_have_text(&format!("Error: {text}")).await?;
        expect!(input.clone()).to_have_attribute("aria-invalid", "true").await?;
        let described = input.get_attribute("aria-describedby").await?.unwrap_or_default();
        assert!(described.split(' ').any(|id| id == format!("{field}-error")), "{described}");
        Ok(())
    }

    pub async fn expect_no_field_error(&self, field: &str) -> Result {
        expect!(self.field_error(field)).to_have_text("").await?;
        Ok(())
    }

    /// The links of the alert that lists what is wrong with a form.
    pub fn summary_links(&self) -> Locator {
        self.alert().locator("a")
    }

    /// The sentence about a run that is in progress; it has no text when none is.
    pub fn progress(&self) -> Locator {
        self.page.locator(".progress")
    }

    /// The menu that names the customer who is signed in.
    pub fn customer_menu(&self, name: &str) -> Locator {
        self.button(&format!("Signed in as {name}"))
    }

    /// Signs in as another customer by the menu at the top, which stays on the page.
    pub async fn sign_in_as(&self, name: &str) -> Result {
        self.choose_customer(name).await?;
        self.expect_signed_in_as(name).await
    }

    /// Chooses a customer in the menu at the top. In a narrow window that menu has to be open.
    pub async fn choose_customer(&self, name: &str) -> Result {
        self.page.locator("button[popovertarget=customers]").click(None).await?;
        Ok(self.link(name).click(None).await?)
    }

    pub async fn expect_signed_in_as(&self, name: &str) -> Result {
        expect!(self.customer_menu(name)).to_be_visible().await?;
        Ok(())
    }

    /// Follows the link to a language of the page, by its tag.
    pub async fn choose_language(&self, tag: &str) -> Result {
        self.page.locator(format!("a[hreflang={tag}]")).click(None).await?;
        Ok(())
    }

    pub async fn expect_language(&self, tag: &str) -> Result {
        expect!(self.page.locator("html")).to_have_attribute("lang", tag).await?;
        Ok(())
    }
}

/// Exactly this accessible name.
pub fn named(name: &str) -> GetByRoleOptions {
    GetByRoleOptions::default().name(name).exact(true)
}

/// Waits until an element has the focus. (The crate's own assertion cannot be used with elements
/// found by role.)
pub async fn expect_focus(element: &Locator) -> Result {
    let has_focus = async || {
        Ok(element.evaluate("field => field === document.activeElement", None::<()>).await?)
    };
    let outcome = wait_until(has_focus).await;
    outcome.map_err(|_| format!("{} does not have the focus", element.selector()).into())
}
