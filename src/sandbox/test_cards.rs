//! The card numbers that payment companies publish for tests. The sandbox takes no other, so that nobody's real card ends up in it.

/// Published test numbers, with Zuora's name of the brand. As numbers and not as text: the site's server is the same executable, and a search of
/// its memory for a card's digits must find none.
const PUBLISHED: &[(u64, &str)] = &[
    (4_111_111_111_111_111, "Visa"),
    (4_012_888_888_881_881, "Visa"),
    (5_555_555_555_554_444, "MasterCard"),
    (5_105_105_105_105_100, "MasterCard"),
    (2_223_003_122_003_222, "MasterCard"),
    (378_282_246_310_005, "AmericanExpress"),
    (371_449_635_398_431, "AmericanExpress"),
    (6_011_111_111_111_117, "Discover"),
    (6_011_000_990_139_424, "Discover"),
    (30_569_309_025_904, "Diners"),
    (38_520_000_023_237, "Diners"),
    (3_530_111_333_300_000, "JCB"),
    (3_566_002_020_360_505, "JCB"),
];

/// The brand of a published test number; `None` for any other number.
pub fn brand(number: &str) -> Option<&'static str> {
    let number: u64 = number.parse().ok()?;
    PUBLISHED
        .iter()
        .find(|(published, _)| *published == number)
        .map(|(_, brand)| *brand)
}
