//! The flow inspector's panel, on any page: it breaks runs, explains them, and works
//! signatures out.

use super::{Card, FlowInspector, SitePage, named};
use crate::{BrowserTest, Result, expect, wait_until};
use playwright_rs::{AriaRole, protocol::Locator};

/// The operation of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageOperation {
    Card,
    File,
    Form,
    Account,
}

/// A page with its panel open, after a first run.
#[derive(Debug)]
pub struct FlowPanel<'a> {
    test: &'a BrowserTest,
    page: SitePage,
    operation: PageOperation,
}

impl<'a> FlowPanel<'a> {
    /// Opens the page of the operation, makes one run, and opens the panel.
    pub async fn open(test: &'a BrowserTest, operation: PageOperation) -> Result<Self> {
        let page = match operation {
            PageOperation::Card => (**test.open_add_card().await?).clone(),
            PageOperation::File => (*test.open_documents().await?).clone(),
            PageOperation::Form => (*test.open_hosted_form().await?).clone(),
            PageOperation::Account => (**test.open_account().await?).clone(),
        };
        let panel = Self { test, page, operation };
        match operation {
            PageOperation::Form => {
                let page = test.hosted_page();
                page.submit(Card::VISA).await?;
                page.expect_saved().await?;
            }
            // Once an account is created, the page has no form any more.
            PageOperation::Account => {
                test.account_page().create_with(Card::DECLINED).await?;
                panel.expect_page_says("Zuora did not create the account").await?;
            }
            PageOperation::Card | PageOperation::File => {
                panel.run().await?;
                panel.expect_done().await?;
            }
        }
        FlowInspector::new(&panel.page).open().await?;
        expect!(panel.summary("Break it")).to_be_visible().await?;
        Ok(panel)
    }

    fn region(&self) -> Locator {
        FlowInspector::new(&self.page).region()
    }

    fn summary(&self, name: &str) -> Locator {
        self.region().locator(format!("summary:text-is('{name}')"))
    }

    /// Opens a group.
    pub async fn unfold(&self, name: &str) -> Result {
        let open = self.region().locator(format!("details[open] > summary:text-is('{name}')"));
        if open.count().await? == 0 {
            self.summary(name).click(None).await?;
        }
        Ok(())
    }

    /// The button of a break.
    pub fn break_button(&self, name: &str) -> Locator {
        self.region().locator(format!("[data-break={name}]"))
    }

    /// Chooses what goes wrong with the next run.
    pub async fn choose_break(&self, name: &str) -> Result {
        self.unfold("Break it").await?;
        self.break_button(name).click(None).await?;
        self.expect_pressed(name, "true").await
    }

    pub async fn expect_pressed(&self, name: &str, pressed: &str) -> Result {
        expect!(self.break_button(name)).to_have_attribute("aria-pressed", pressed).await?;
        Ok(())
    }

    /// Does what makes the page run its operation, without waiting for its end.
    pub async fn run(&self) -> Result {
        match self.operation {
            PageOperation::Card => self.test.add_card_page().save_card(Card::VISA).await,
            PageOperation::Account => self.test.account_page().create_with(Card::VISA).await,
            PageOperation::Form => self.test.hosted_page().show_form_again().await,
            PageOperation::File => self.test.documents_page().start_download(FILE).await,
        }
    }

    /// Waits until the run has ended well.
    pub async fn expect_done(&self) -> Result {
        let done = match self.operation {
            PageOperation::Card => self.page.heading("Card saved"),
            PageOperation::Account => self.page.heading("Account created"),
            PageOperation::File => self.page.link(&format!("Download again {FILE}")),
            PageOperation::Form => self.test.page.locator("iframe"),
        };
        let is_done = async || Ok(done.count().await? == 1);
        let found = wait_until(is_done).await;
        found.map_err(|_| format!("{:?} has not ended well", self.operation).into())
    }

    /// Waits until the page says this.
    pub async fn expect_page_says(&self, text: &str) -> Result {
        let main = self.page.main();
        let says = async || Ok(main.inner_text().await?.contains(text));
        let found = wait_until(says).await;
        found.map_err(|_| format!("{:?} does not say: {text}", self.operation).into())
    }

    /// What the panel says of the broken run.
    pub async fn explanation(&self) -> Result<String> {
        let broken = self.region().locator(".broken");
        Ok(if broken.count().await? == 0 { String::new() } else { broken.inner_text().await? })
    }

    /// Waits until the panel says all of this about the broken run.
    pub async fn expect_explained(&self, words: &[&str]) -> Result {
        let mut explanation = String::new();
        let says = wait_until(async || {
            explanation = self.explanation().await?;
            Ok(words.iter().all(|words| explanation.contains(words)))
        });
        let says = says.await;
        says.map_err(|_| {
            format!("{:?}: {words:?} is to be in:\n{explanation}", self.operation).into()
        })
    }

    /// A field of the signature's parts, or one of what comes of them.
    pub fn part(&self, name: &str) -> Locator {
        self.region().locator(format!("#flow-{name}"))
    }

    /// Presses one of the panel's buttons.
    pub async fn press(&self, name: &str) -> Result {
        Ok(self.region().get_by_role(AriaRole::Button, Some(named(name))).click(None).await?)
    }

    /// What the panel says of a signature that was sent.
    pub async fn expect_sent(&self, text: &str) -> Result {
        expect!(self.region().locator(".sent")).to_contain_text(text).await?;
        Ok(())
    }

    /// Whether the worked-out signature is the sandbox's.
    pub async fn expect_verdict(&self, text: &str) -> Result {
        expect!(self.region().locator(".verdict")).to_have_text(text).await?;
        Ok(())
    }
}

/// An invoice of Acme Rockets'.
const FILE: &str = "INV00000001.pdf";
