//! The flow inspector, which is on every page with a call to Zuora.

use super::{SitePage, named, names::FLOW_INSPECTOR};
use crate::{Result, expect, wait_until};
use playwright_rs::{AriaRole, protocol::Locator};
use serde_json::Value;

/// Each part of a step is found in the items that are shown.
const SHOWN: &str = "[...document.querySelectorAll('#flow-inspector ol > li:not([hidden])')]";

/// The line of a run and its panel.
#[derive(Clone, Debug)]
pub struct FlowInspector(SitePage);

impl FlowInspector {
    /// The inspector of the page that is open already.
    pub fn new(page: &SitePage) -> Self {
        Self(page.clone())
    }

    /// The panel.
    pub fn region(&self) -> Locator {
        self.0.browser_page().get_by_role(AriaRole::Region, Some(named(FLOW_INSPECTOR)))
    }

    /// Opens the panel from the line under a result.
    pub async fn open(&self) -> Result {
        self.0.button(self.0.names().show_how).click(None).await?;
        expect!(self.region()).to_be_visible().await?;
        Ok(())
    }

    /// Number and state of every step that is shown.
    pub async fn steps(&self) -> Result<Vec<(String, String)>> {
        let script = format!(
            "() => {SHOWN}.map((step) => ['.number', '.state']
                .map((part) => step.querySelector(part).textContent))"
        );
        Ok(self.0.browser_page().evaluate(&script, None::<&()>).await?)
    }

    /// Waits until a step has this state.
    pub async fn expect_state(&self, number: &str, state: &str) -> Result {
        let is_reached = async || {
            let steps = self.steps().await?;
            Ok(steps.iter().any(|(other, found)| other == number && found == state))
        };
        let reached = wait_until(is_reached).await;
        assert!(reached.is_ok(), "{number} is to be {state}: {:?}", self.steps().await?);
        Ok(())
    }

    /// Everything that a step says, whether it is open or not.
    pub async fn text_of(&self, number: &str) -> Result<String> {
        let script = format!(
            "(number) => {SHOWN}.find((step) => step.querySelector('.number').textContent === number)
                .textContent"
        );
        Ok(self.0.browser_page().evaluate(&script, Some(&number)).await?)
    }

    /// What the recorder has.
    pub async fn recorded(&self) -> Result<Value> {
        let script = "() => flowRecorder.state()";
        Ok(self.0.browser_page().evaluate(script, None::<&()>).await?)
    }
}
