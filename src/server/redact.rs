//! The last net under the log: whatever looks like a card number does not get into it. Nothing should ever be caught here.

use std::io::{self, Write};

const SHORTEST: usize = 13;
const LONGEST: usize = 19;
/// After how many digits a group can end, on any card: ids that are written with hyphens have other groups.
const GROUP_ENDS: [usize; 5] = [4, 8, 10, 12, 16];
/// What stands in its place.
const REDACTED: &str = "[card number]";

/// The text with every run of 13 to 19 digits that could be a card number taken out, in a card's groups or not.
pub fn redacted(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut is_secret = vec![false; bytes.len()];
    for begin in (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit()) {
        // From every digit on: what stands before a number must not lead past it.
        if let Some(length) = card_number(&bytes[begin..]) {
            is_secret[begin..begin + length].fill(true);
        }
    }
    let mut kept = String::with_capacity(text.len());
    let mut was_secret = false;
    for (at, character) in text.char_indices() {
        match (is_secret[at], was_secret) {
            (false, _) => kept.push(character),
            (true, false) => kept.push_str(REDACTED),
            (true, true) => {}
        }
        was_secret = is_secret[at];
    }
    kept
}

/// How many bytes of a possible card number the text, which begins with a digit, begins with: of the longest one there is.
fn card_number(text: &[u8]) -> Option<usize> {
    let (mut digits, mut found) = ([0; LONGEST], None);
    let (mut count, mut after_separator) = (0, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' if count < LONGEST => {
                digits[count] = byte - b'0';
                count += 1;
                after_separator = false;
                if count >= SHORTEST && is_luhn_valid(&digits[..count]) {
                    found = Some(at + 1);
                }
            }
            b' ' | b'-' | b'+' if !after_separator && GROUP_ENDS.contains(&count) => after_separator = true,
            _ => break,
        }
    }
    found
}

fn is_luhn_valid(digits: &[u8]) -> bool {
    let doubled = |digit: u8| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let summands = digits.iter().rev().enumerate();
    let sum: u32 = summands
        .map(|(place, &digit)| u32::from(if place % 2 == 1 { doubled(digit) } else { digit }))
        .sum();
    sum.is_multiple_of(10)
}

/// Writes redacted lines. The log writes each event in one piece.
pub struct Redacting<W>(pub W);

impl<W: Write> Write for Redacting<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        self.0.write_all(redacted(&String::from_utf8_lossy(event)).as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn t2_card_numbers_go_and_everything_else_stays() {
        for (text, expected) in [
            ("number=4111111111111111", "number=[card number]"),
            ("4111 1111 1111 1111 and", "[card number] and"),
            ("3782-822463-10005", "[card number]"),
            ("99994111111111111111", "[card number]"),
            ("411111111111", "411111111111"),
            ("2026-11-22T02:45:33.123456Z", "2026-11-22T02:45:33.123456Z"),
            ("5a4db0c5-0000-4000-8000-c0ffee000001", "5a4db0c5-0000-4000-8000-c0ffee000001"),
            ("f\u{fc}r 12 und 7", "f\u{fc}r 12 und 7"),
        ] {
            assert_eq!(redacted(text), expected);
        }
        let mut written = Vec::new();
        Redacting(&mut written)
            .write_all(b"card 4111111111111111\n")
            .expect("it is written");
        assert_eq!(written, b"card [card number]\n");
    }

    proptest! {
        #[test]
        fn t2_no_possible_card_number_is_ever_written(
            before in "[^0-9]{0,4}[0-9]{0,14}[ -]?[^0-9]{0,2}",
            digits in "[0-9]{12,18}",
            after in "[^0-9]{0,4}",
        ) {
            let is_valid = |number: &str| is_luhn_valid(&number.bytes().map(|byte| byte - b'0').collect::<Vec<_>>());
            let number = (0..10).map(|check| format!("{digits}{check}")).find(|number| is_valid(number)).expect("one of ten");
            let shown = redacted(&format!("{before}{number}{after}"));
            // Digits before it can be the same as some of its own.
            let rest = shown.strip_prefix(&*before).unwrap_or(&shown);
            for run in number.as_bytes().windows(8) {
                prop_assert!(!rest.as_bytes().windows(8).any(|shown| shown == run), "{}", shown);
            }
        }
    }
}
