//! The sentences of the flow inspector: the line about a run, and the panel.

/// What the server renders: the line, and the explanation without script.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct InspectorPageWords {
    /// `{calls}` and `{ms}` stand for numbers.
    pub total: &'static str,
    pub sign: &'static str,
    pub preflight: &'static str,
    pub remembered: &'static str,
    /// Nobody can tell whether there was a preflight.
    pub unseen: &'static str,
    pub card: &'static str,
    pub account: &'static str,
    pub file: &'static str,
    pub form: &'static str,
    pub confirm: &'static str,
    pub show: &'static str,
    /// Stands for a value that is not recorded.
    pub left_out: &'static str,
    pub failed: &'static str,
    /// The summary of the explanation.
    pub explanation: &'static str,
}

/// The panel's sentences.
#[derive(Debug)]
pub struct InspectorWords {
    #[cfg(not(target_arch = "wasm32"))]
    pub page: InspectorPageWords,
    pub title: &'static str,
    pub lead: &'static str,
    pub close: &'static str,
    pub no_run: &'static str,
    pub browser: &'static str,
    pub server: &'static str,
    pub zuora: &'static str,
    pub stage_1: &'static str,
    pub stage_2: &'static str,
    /// The state of a step, in the order of `State`.
    pub states: [&'static str; 8],
    /// Where something is known from, in the order of `Evidence`.
    pub evidence: [&'static str; 4],
    /// The heading of each step, in the order of `StepId::ALL`.
    pub steps: [&'static str; 10],
    /// One sentence about each step.
    pub meanings: [&'static str; 10],
    /// Where Zuora's article differs; empty where it does not.
    pub article: [&'static str; 10],
    /// Stands before the tenths of a number.
    pub point: &'static str,
    pub article_says: &'static str,
    pub request: &'static str,
    pub answer: &'static str,
    pub code: &'static str,
    pub status: &'static str,
    pub duration: &'static str,
    pub size: &'static str,
    pub unknown: &'static str,
    pub bytes: &'static str,
    pub copy_curl: &'static str,
    pub copy_json: &'static str,
    pub copied: &'static str,
    /// Why a call needs a preflight; the headers follow.
    pub needs_preflight: &'static str,
    pub allows: &'static str,
    pub remembered_now: &'static str,
    pub remembered_until: &'static str,
    pub inferred_preflight: &'static str,
    pub bound: &'static str,
    pub matches: &'static str,
    pub mismatch: &'static str,
    pub used_up: &'static str,
    pub early: &'static str,
    pub step_mode: &'static str,
    pub next: &'static str,
    pub history: &'static str,
    pub run: &'static str,
    pub forget: &'static str,
    pub forget_preflight: &'static str,
    pub diagram: &'static str,
}
