//! What requests are counted by, and how the limit of each follows from a session's.

/// What a request is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The network of 64 bits that an IPv6 address is in, or an IPv4 address.
    Network64,
    Network56,
    Network48,
    Session,
    Account,
    /// All customers together.
    Customers,
    /// All visitors without an account together.
    Visitors,
}

impl Scope {
    pub const ALL: [Self; 7] = [
        Self::Network64,
        Self::Network56,
        Self::Network48,
        Self::Session,
        Self::Account,
        Self::Customers,
        Self::Visitors,
    ];

    /// Its name in a shared store, where replicas of another build read it too.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Network64 => "network64",
            Self::Network56 => "network56",
            Self::Network48 => "network48",
            Self::Session => "session",
            Self::Account => "account",
            Self::Customers => "customers",
            Self::Visitors => "visitors",
        }
    }

    /// How many times a session's limit this one is.
    pub const fn factor(self) -> u32 {
        match self {
            // A household or a small office shares an address, or a network of 64 bits in IPv6. The
            // devices of one customer share an account.
            Self::Network64 | Self::Account => 4,
            // A provider gives one customer up to 256 networks of 64 bits.
            Self::Network56 => 16,
            // Or, to a company, up to 65,536.
            Self::Network48 => 64,
            Self::Session => 1,
            // More than a shop's customers save cards in, far less than a botnet wants.
            Self::Customers => 200,
            // Apart, so that visitors cannot use up the customers'.
            Self::Visitors => 40,
        }
    }
}
