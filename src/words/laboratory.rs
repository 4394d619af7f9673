//! The sentences of the CORS laboratory.

use crate::cors_rules::{Outcome, Prediction, Rule};
#[cfg(not(target_arch = "wasm32"))]
use crate::{cors_rules::Preset, words::PageIntro};

/// What only the server renders.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct LaboratoryPageWords {
    pub intro: PageIntro,
    /// The link to the page, and the sentence before it.
    pub link: (&'static str, &'static str),
    pub start_from: &'static str,
    pub request: &'static str,
    pub answer: &'static str,
    pub switches: SwitchWords,
    pub send: &'static str,
    pub result: &'static str,
    pub presets: &'static str,
    pub presets_lead: &'static str,
    pub columns: [&'static str; 3],
    pub preset: fn(Preset) -> &'static str,
}

/// Labels, and the names of the values in the order of `Switch::ALL`.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct SwitchWords {
    pub method: (&'static str, [&'static str; 3]),
    pub mode: (&'static str, [&'static str; 3]),
    pub send_credentials: (&'static str, [&'static str; 3]),
    pub send_headers: (&'static str, [&'static str; 5]),
    pub times: (&'static str, [&'static str; 2]),
    pub origin: [&'static str; 5],
    pub headers: [&'static str; 3],
    pub methods: [&'static str; 3],
    pub credentials: [&'static str; 2],
    pub max_age: [&'static str; 3],
    pub redirect: (&'static str, [&'static str; 3]),
    pub preflight_status: (&'static str, [&'static str; 2]),
    pub private_network: [&'static str; 2],
}

#[derive(Debug)]
pub struct LaboratoryWords {
    #[cfg(not(target_arch = "wasm32"))]
    pub page: LaboratoryPageWords,
    /// The headings of the three columns.
    pub predicted: &'static str,
    pub browser: &'static str,
    pub sandbox: &'static str,
    pub readable: &'static str,
    pub opaque: &'static str,
    /// The call arrives, and nothing of its answer is the page's.
    pub unread: &'static str,
    /// No call arrives.
    pub not_made: &'static str,
    pub rule: fn(Rule) -> &'static str,
    /// The names of what needs a preflight follow.
    pub needs: &'static str,
    /// The methods of what the sandbox receives follow.
    pub will_see: &'static str,
    pub will_see_nothing: &'static str,
    pub not_sent: &'static str,
    pub sending: &'static str,
    pub status: &'static str,
    pub kind: &'static str,
    pub readable_headers: &'static str,
    pub no_headers: &'static str,
    pub body: &'static str,
    pub only_this: &'static str,
    pub nothing_arrived: &'static str,
    pub no_journal: &'static str,
    pub asked: &'static str,
    pub answered: &'static str,
    pub agrees: &'static str,
    pub differs: &'static str,
}

impl LaboratoryWords {
    /// What becomes of the call, in a sentence.
    pub fn outcome(&self, prediction: &Prediction) -> &'static str {
        match prediction.outcome {
            Outcome::Readable => self.readable,
            Outcome::Opaque => self.opaque,
            Outcome::Failed if prediction.arrives() => self.unread,
            Outcome::Failed => self.not_made,
        }
    }
}
