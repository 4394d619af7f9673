//! axe-core, the judge of accessibility, in the page.

use crate::{Result, Visit};
use serde_json::Value;
use std::{fs, path::Path};

/// Once what changes has changed: every rule, those that are off by default too where WCAG 2.2 AA asks for them; what is wrong as one line each.
const RUN: &str = "async () => {
    const passing = document.getAnimations().filter(({ effect }) => effect.getTiming().iterations !== Infinity);
    await Promise.all(passing.map(({ finished }) => finished));
    const { violations } = await axe.run(document, { rules: { 'target-size': { enabled: true } } });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`));
}";

impl Visit {
    /// What axe finds wrong with the page as it stands.
    ///
    /// # Errors
    /// When axe is not installed or does not run.
    pub async fn accessibility_violations(&self) -> Result<Vec<String>> {
        let source =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../node_modules/axe-core/axe.min.js");
        let is_there: bool = self.page.evaluate("() => 'axe' in window", None::<&()>).await?;
        if !is_there {
            self.page.evaluate_expression(&fs::read_to_string(source)?).await?;
        }
        let violations: Value = self.page.evaluate(RUN, None::<&()>).await?;
        Ok(serde_json::from_value(violations)?)
    }
}
