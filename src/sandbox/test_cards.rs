//! The card numbers that payment companies publish for tests. The sandbox takes no other, so that nobody's real card ends up in it.

/// What the sandbox does with a published number. Zuora's own Test Gateway approves everything: all but `Approved` is our addition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Saved.
    Approved,
    /// Saved, after a while.
    Slow,
    /// Refused by the gateway, in these words.
    Declined(&'static str),
    /// A fault of Zuora's own; nothing is saved.
    Broken,
}

use Manner::{Approved, Broken, Declined, Slow};

/// Published test numbers, with Zuora's name of the brand. As numbers and not as text: the site's server is the same executable, and a search of
/// its memory for a card's digits must find none.
const PUBLISHED: &[(u64, &str, Manner)] = &[
    (4_111_111_111_111_111, "Visa", Approved),
    (4_012_888_888_881_881, "Visa", Approved),
    (5_555_555_555_554_444, "MasterCard", Approved),
    (5_105_105_105_105_100, "MasterCard", Approved),
    (2_223_003_122_003_222, "MasterCard", Approved),
    (378_282_246_310_005, "AmericanExpress", Approved),
    (371_449_635_398_431, "AmericanExpress", Approved),
    (6_011_111_111_111_117, "Discover", Approved),
    (6_011_000_990_139_424, "Discover", Approved),
    (30_569_309_025_904, "Diners", Approved),
    (38_520_000_023_237, "Diners", Approved),
    (3_530_111_333_300_000, "JCB", Approved),
    (3_566_002_020_360_505, "JCB", Approved),
    // The number in Zuora's own sample of this operation; it belongs to no brand's range.
    (1_111_222_233_334_444, "Discover", Approved),
    (
        4_000_000_000_000_002,
        "Visa",
        Declined("Transaction declined.generic_decline - Your card was declined."),
    ),
    (
        4_000_000_000_009_995,
        "Visa",
        Declined("Transaction declined.insufficient_funds - Your card has insufficient funds."),
    ),
    (4_000_000_000_000_119, "Visa", Broken),
    (4_000_000_000_000_077, "Visa", Slow),
];

/// Brand and manner of a published test number; `None` for any other number.
pub fn published(number: &str) -> Option<(&'static str, Manner)> {
    let plain = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
    let number: u64 = number.parse().ok().filter(|_| plain)?;
    PUBLISHED
        .iter()
        .find(|(published, ..)| *published == number)
        .map(|(_, brand, manner)| (*brand, *manner))
}
