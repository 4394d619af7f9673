//! What a page reports after it has searched for an outcome that it did not know.

/// Where it reports it, followed by the name of the [`DoubtEnd`].
pub const OUTCOME_REPORT_PATH: &str = "/unknown-outcome/";

/// How a search for a card or an account whose answer was lost has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoubtEnd {
    Saved,
    NotSaved,
    /// The search failed, or found nothing that tells.
    Unknown,
}

impl DoubtEnd {
    pub const ALL: [Self; 3] = [Self::Saved, Self::NotSaved, Self::Unknown];

    /// As it stands in the report's path, and in the metric.
    pub fn name(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::NotSaved => "not-saved",
            Self::Unknown => "unknown",
        }
    }
}
