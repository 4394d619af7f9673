//! The page "Hosted payment page", with Zuora's own form in a frame.

use super::{Card, Names, SitePage, names::HOSTED_FIELDS};
use crate::{Result, expect};
use playwright_rs::{
    AriaRole, Page,
    protocol::{FrameLocator, Locator},
};
use std::ops::Deref;

/// The page and the form in its frame.
#[derive(Clone, Debug)]
pub struct HostedPage(SitePage);

impl HostedPage {
    /// The page that is open already.
    pub fn new(page: &Page, names: &'static Names) -> Self {
        Self(SitePage::new(page, names))
    }

    /// Zuora's page in the frame.
    pub fn frame(&self) -> FrameLocator {
        self.browser_page().frame_locator("iframe")
    }

    /// Waits until Zuora's form is there.
    pub async fn expect_form(&self) -> Result {
        expect!(self.frame().get_by_label(HOSTED_FIELDS[0], true)).to_be_visible().await?;
        Ok(())
    }

    /// Fills in Zuora's form and submits it.
    pub async fn submit(&self, card: Card<'_>) -> Result {
        let frame = self.frame();
        for (label, text) in HOSTED_FIELDS.into_iter().zip(card.values()) {
            frame.get_by_label(label, true).fill(text, None).await?;
        }
        let button = frame.get_by_role(AriaRole::Button, Some(super::named("Submit")));
        button.click(None).await?;
        Ok(())
    }

    /// Asks for another form in place of the one that has ended.
    pub async fn show_form_again(&self) -> Result {
        self.button("Show the form again").click(None).await?;
        Ok(())
    }

    /// The heading of success.
    pub fn saved(&self) -> Locator {
        self.heading("Card saved")
    }

    pub async fn expect_saved(&self) -> Result {
        expect!(self.saved()).to_be_visible().await?;
        Ok(())
    }

    /// The page says that Zuora's form cannot be shown, and gives this reason.
    pub async fn expect_no_form(&self, reason: &str) -> Result {
        expect!(self.alert()).to_contain_text("Zuora’s form cannot be shown").await?;
        expect!(self.alert()).to_contain_text(reason).await?;
        Ok(())
    }

    /// The page says that the card is not in the account, and gives this reason.
    pub async fn expect_refused(&self, reason: &str) -> Result {
        expect!(self.alert()).to_contain_text("The card is not in your account").await?;
        expect!(self.alert()).to_contain_text(reason).await?;
        assert_eq!(self.saved().count().await?, 0);
        Ok(())
    }
}

impl Deref for HostedPage {
    type Target = SitePage;

    fn deref(&self) -> &SitePage {
        &self.0
    }
}
