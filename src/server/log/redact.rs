//! Removes card numbers from log lines, as a last safeguard: none should ever get this far.
//!
//! It reads digits and separators as the form does ([`crate::digits`], the Luhn check among them),
//! and leaves alone what only looks like a card number: ids, hashes and times.
//!
//! The lengths and the first digits of card numbers stand here a second time, on purpose: `server/`
//! must not name `card/`, which has the brands.

mod marks;

use crate::digits::passes_luhn;
use marks::{Kind, Mark, marks};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// ISO/IEC 7812.
const MIN_DIGITS: usize = 13;
const MAX_DIGITS: usize = 19;
/// After how many digits a group can end, on any card. With three groups, the second ends after 10.
const GROUP_ENDS: [usize; 5] = [4, 8, 10, 12, 16];
/// Of the numbers that the form accepts.
const LENGTHS_IN_THE_FORM: std::ops::RangeInclusive<usize> = 14..=16;
/// How many characters may stand between two groups.
const MAX_BETWEEN: usize = 8;
const REDACTED: &str = "[card number]";

/// The text with every possible card number replaced. Digits in the groups of a card count whatever
/// stands between the groups, unless it is a letter. Digits in other groups count if only
/// separators that the form accepts stand between them.
pub fn redact(text: &str) -> String {
    match may_contain_number(text) {
        true => search(text),
        false => text.to_owned(),
    }
}

/// Whether there are digits enough for a card number without a letter between them. Most lines have
/// not, and need no search. What is encoded or not ASCII may always be digits.
fn may_contain_number(text: &str) -> bool {
    let mut digits = 0;
    text.bytes().any(|byte| {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'a'..=b'z' | b'A'..=b'Z' => digits = 0,
            b'%' | b'\\' | 0x80.. => return true,
            _ => {}
        }
        digits >= MIN_DIGITS
    })
}

fn search(text: &str) -> String {
    let mut is_secret = vec![false; text.len()];
    // Undecoded too: `%41` can be a letter, or a percent sign and two digits of a number.
    let is_encoded = text.contains(['%', '\\']);
    for is_decoding in [false, true].into_iter().filter(|&is_decoding| is_encoded || !is_decoding) {
        let marks = marks(text, is_decoding);
        let place = |at: usize| marks.get(at).map_or(text.len(), |mark| mark.begin);
        for begin in (0..marks.len()).filter(|&at| marks[at].is_digit()) {
            // From every digit, so that digits before a number do not hide it.
            for length in [in_a_cards_groups(&marks, begin), in_any_groups(&marks, begin)]
                .into_iter()
                .flatten()
            {
                is_secret[place(begin)..place(begin + length)].fill(true);
            }
        }
    }
    let mut redacted = String::with_capacity(text.len());
    let mut was_secret = false;
    for (at, character) in text.char_indices() {
        match (is_secret[at], was_secret) {
            (false, _) => redacted.push(character),
            (true, false) => redacted.push_str(REDACTED),
            (true, true) => {}
        }
        was_secret = is_secret[at];
    }
    redacted
}

/// The length in marks of the longest possible card number that begins here, in the groups of any
/// brand. Unless its digits are adjacent, it begins with a group.
fn in_a_cards_groups(marks: &[Mark], begin: usize) -> Option<usize> {
    let is_groups_begin = begins_group(marks, begin);
    let mut ended = [false; MAX_DIGITS + 1];
    let separates = |count: usize, _| {
        ended[count] = true;
        is_groups_begin && GROUP_ENDS.contains(&count) && (count != 10 || ended[4])
    };
    longest(marks, begin, separates, |digits, _| digits.len() >= MIN_DIGITS)
}

/// The length in marks of a number that the form would accept, with groups of any length.
fn in_any_groups(marks: &[Mark], begin: usize) -> Option<usize> {
    let is_one = |digits: &[u8], is_end: bool| {
        is_end && LENGTHS_IN_THE_FORM.contains(&digits.len()) && may_begin_a_card(digits)
    };
    begins_group(marks, begin)
        .then(|| longest(marks, begin, |_, kind| kind == Kind::Separator, is_one))?
}

fn begins_group(marks: &[Mark], at: usize) -> bool {
    at == 0 || !marks[at - 1].is_digit()
}

/// The length in marks of the longest number from here that passes the Luhn check and `is_one`.
/// `separates` says whether a mark of this kind may follow this many digits.
fn longest(
    marks: &[Mark],
    begin: usize,
    mut separates: impl FnMut(usize, Kind) -> bool,
    is_one: impl Fn(&[u8], bool) -> bool,
) -> Option<usize> {
    let (mut digits, mut count, mut between, mut found) = ([0; MAX_DIGITS], 0, 0, None);
    for (at, mark) in marks[begin..].iter().enumerate() {
        match mark.kind {
            Kind::Digit(digit) if count < MAX_DIGITS => {
                digits[count] = digit;
                count += 1;
                between = 0;
                let is_end = marks.get(begin + at + 1).is_none_or(|next| !next.is_digit());
                // A time is one group alone.
                let is_time = mark.is_of_time && count == at + 1;
                if !is_time && is_one(&digits[..count], is_end) && passes_luhn(&digits[..count]) {
                    found = Some(at + 1);
                }
            }
            kind @ (Kind::Separator | Kind::Other)
                if between < MAX_BETWEEN && separates(count, kind) =>
            {
                between += 1;
            }
            _ => break,
        }
    }
    found
}

/// Whether a brand that the form accepts begins like this, roughly: the server does not know
/// brands.
fn may_begin_a_card(digits: &[u8]) -> bool {
    let first_two = digits[0] * 10 + digits[1];
    matches!(first_two, 18 | 21..=27 | 30 | 34..=69)
}

/// Redacts what is written to it. `tracing` writes each event in one piece.
pub struct Redacting<W>(pub W);

impl<W: Write> Write for Redacting<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        // `from_utf8_lossy` is slow for what is UTF-8, as every event is.
        let text =
            str::from_utf8(event).map_or_else(|_| String::from_utf8_lossy(event), Cow::Borrowed);
        self.0.write_all(redact(&text).as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests;
