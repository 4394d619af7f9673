//! What the steps of `--check` came to, as lines for a terminal.

use std::fmt;

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    /// Not tried, because a step before it failed.
    Skipped,
    /// Not tried, because a setting that it needs is not there.
    Omitted,
}

/// The steps in order, each with its outcome and a sentence, and what they brought to light about
/// this tenant.
#[derive(Debug, Default)]
pub struct Report {
    steps: Vec<(Outcome, String)>,
    learned: Vec<String>,
}

impl Report {
    /// Whether no step has failed, or was skipped because of one that has.
    pub fn is_good(&self) -> bool {
        self.steps.iter().all(|(outcome, _)| matches!(outcome, Outcome::Passed | Outcome::Omitted))
    }

    pub fn pass(&mut self, text: impl Into<String>) {
        self.steps.push((Outcome::Passed, text.into()));
    }

    pub fn fail(&mut self, step: &str, problem: impl fmt::Display) {
        self.steps.push((Outcome::Failed, format!("{step}: {problem}")));
    }

    pub(super) fn skip(&mut self, step: &str) {
        self.steps.push((Outcome::Skipped, format!("{step}: not tried")));
    }

    pub(super) fn omit(&mut self, step: &str, reason: &str) {
        self.steps.push((Outcome::Omitted, format!("{step}: not tried, because {reason}")));
    }

    pub(super) fn learn(&mut self, fact: String) {
        self.learned.push(fact);
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (outcome, text) in &self.steps {
            let mark = match outcome {
                Outcome::Passed => '✓',
                Outcome::Failed => '✗',
                Outcome::Skipped | Outcome::Omitted => '–',
            };
            writeln!(f, "{mark} {text}")?;
        }
        for fact in &self.learned {
            writeln!(f, "  learned from this tenant: {fact}")?;
        }
        Ok(())
    }
}
