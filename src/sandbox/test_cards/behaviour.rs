//! What the sandbox does with a test card.

/// Zuora's own Test Gateway approves every card. All but `Approved` is the sandbox's addition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardBehaviour {
    Approved,
    /// Saved after a few seconds.
    Slow,
    /// Declined by the gateway with this text.
    Declined(&'static str),
    /// Zuora fails, and nothing is saved.
    Broken,
}
