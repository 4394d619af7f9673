//! The flow inspector, of the demonstration alone: it shows Zuora's two stages while they happen.
//!
//! The recorder (`inspector/recorder.js`) keeps what pages and server report. From that the pure
//! modules here derive the steps of a run, and the panel draws them. The panel is a program of its
//! own, which is loaded when somebody opens it.

mod curl;
mod diagram;
mod exchange;
#[cfg(not(target_arch = "wasm32"))]
mod explanation;
#[cfg(all(target_arch = "wasm32", any(every_page, page = "inspector")))]
mod panel;
mod preflight;
mod steps;
#[cfg(test)]
mod tests;

pub use curl::curl;
#[cfg(not(target_arch = "wasm32"))]
pub use diagram::text_diagram;
pub use diagram::{Arrow, arrows, height, x};
pub use exchange::{Exchange, Header, Run};
#[cfg(not(target_arch = "wasm32"))]
pub use explanation::Explanation;
pub use preflight::{inferred, needs_preflight};
pub use steps::{Comparison, Evidence, Lifeline, State, Step, StepId, comparisons, steps};
