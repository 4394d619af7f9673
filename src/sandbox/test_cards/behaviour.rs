//! What the sandbox does with a test card.

/// What the sandbox does with a published number. Zuora's own Test Gateway approves everything: all but `Approved` is our addition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardBehaviour {
    /// Saved.
    Approved,
    /// Saved, after a while.
    Slow,
    /// Refused by the gateway, in these words.
    Declined(&'static str),
    /// A fault of Zuora's own; nothing is saved.
    Broken,
}
