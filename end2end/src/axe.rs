//! axe-core, which checks the accessibility of a page, run in the page.

use crate::{BrowserTest, Result};
use playwright_rs::Page;
use serde_json::Value;
use std::{fs, path::Path};

/// Waits for the end of all transitions, then runs every rule, with those that WCAG 2.2 AA requires
/// and that are off by default. Gives a line for each violation.
const RUN: &str = "async () => {
    const passing = document.getAnimations().filter(({ effect }) => effect.getTiming().iterations !== Infinity);
    await Promise.all(passing.map(({ finished }) => finished));
    const { violations } = await axe.run(document, { rules: { 'target-size': { enabled: true } } });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`));
}";

impl BrowserTest {
    /// What axe finds wrong with the page in its present state.
    pub async fn accessibility_violations(&self) -> Result<Vec<String>> {
        accessibility_violations(&self.page).await
    }
}

/// axe finds nothing in the page's present state, and the page fits into its window.
pub async fn expect_accessible(test: &BrowserTest, state: &str) -> Result {
    let violations = test.accessibility_violations().await?;
    assert!(violations.is_empty(), "{state}: {}", violations.join("\n"));
    assert!(!test.scrolls_sideways().await?, "{state}");
    Ok(())
}

/// What axe finds wrong with another page.
pub async fn accessibility_violations(page: &Page) -> Result<Vec<String>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../node_modules/axe-core/axe.min.js");
    let is_loaded: bool = page.evaluate("() => 'axe' in window", None::<&()>).await?;
    if !is_loaded {
        page.evaluate_expression(&fs::read_to_string(source)?).await?;
    }
    let violations: Value = page.evaluate(RUN, None::<&()>).await?;
    Ok(serde_json::from_value(violations)?)
}
