//! The card numbers that payment companies publish for tests. The sandbox takes no other, so that nobody's real card ends up in it.

/// Published test numbers, with Zuora's name of the brand.
const PUBLISHED: &[(&str, &str)] = &[
    ("4111111111111111", "Visa"),
    ("4012888888881881", "Visa"),
    ("5555555555554444", "MasterCard"),
    ("5105105105105100", "MasterCard"),
    ("2223003122003222", "MasterCard"),
    ("378282246310005", "AmericanExpress"),
    ("371449635398431", "AmericanExpress"),
    ("6011111111111117", "Discover"),
    ("6011000990139424", "Discover"),
    ("30569309025904", "Diners"),
    ("38520000023237", "Diners"),
    ("3530111333300000", "JCB"),
    ("3566002020360505", "JCB"),
];

/// The brand of a published test number; `None` for any other number.
pub fn brand(number: &str) -> Option<&'static str> {
    PUBLISHED
        .iter()
        .find(|(published, _)| *published == number)
        .map(|(_, brand)| *brand)
}
