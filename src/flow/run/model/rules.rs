//! The five rules, and a mutation that breaks each.

/// The five rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    OneCardForOneIntent,
    NoFailureWhileACardExists,
    TicketSentOnce,
    NoCardAfterTheEnd,
    EveryRunEnds,
}

/// What a browser could do wrong with the machine's effects and events. Each breaks one rule, which
/// shows that the schedules would notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutation {
    None,
    /// Reports that nothing was found, without a search.
    SkipsCheck,
    /// Reports a lost answer as a refusal.
    LostIsRefused,
    /// Sends the same ticket again instead of getting another.
    KeepsTicket,
    /// Keeps the card when the run has ended.
    KeepsCard,
    /// Does not report that a search has failed.
    SwallowsFailure,
}
