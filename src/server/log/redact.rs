//! The last net under the log: whatever looks like a card number does not get into it. Nothing should ever be caught here.
//!
//! It reads digits and separators as the form does ([`crate::digits`]), and passes over what only looks like a card number: ids, hashes and times.

mod marks;

use crate::digits::passes_luhn;
use marks::{Kind, Mark, marks};
use std::io::{self, Write};

/// ISO/IEC 7812: the digits of a card number.
const MIN_DIGITS: usize = 13;
/// The same, at most.
const MAX_DIGITS: usize = 19;
/// After how many digits a group can end, on any card. The second group of three ends after 10.
const GROUP_ENDS: [usize; 5] = [4, 8, 10, 12, 16];
/// The lengths of the numbers that the form accepts.
const LENGTHS_IN_THE_FORM: std::ops::RangeInclusive<usize> = 14..=16;
/// More than this between two groups is not between them any more.
const MAX_BETWEEN: usize = 8;
/// What stands in its place.
const REDACTED: &str = "[card number]";

/// The text without any run of digits that could be a card number: in a card's groups, whatever stands between them that is not a letter; and in any
/// other groups, with whatever the form reads between digits.
pub fn redacted(text: &str) -> String {
    let mut is_secret = vec![false; text.len()];
    // As it stands there too, for `%41` can be a letter, and two digits of a number behind a percent sign.
    let is_encoded = text.contains(['%', '\\']);
    for is_decoding in [false, true].into_iter().filter(|&is_decoding| is_encoded || !is_decoding) {
        let marks = marks(text, is_decoding);
        let place = |at: usize| marks.get(at).map_or(text.len(), |mark| mark.begin);
        for begin in (0..marks.len()).filter(|&at| marks[at].is_digit()) {
            // From every digit on: what stands before a number must not lead past it.
            for length in [in_a_cards_groups(&marks, begin), in_any_groups(&marks, begin)]
                .into_iter()
                .flatten()
            {
                is_secret[place(begin)..place(begin + length)].fill(true);
            }
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

/// How many marks of a possible card number of any brand begin here: of the longest one there is. One with anything between its digits begins with a
/// group.
fn in_a_cards_groups(marks: &[Mark], begin: usize) -> Option<usize> {
    let is_groups_begin = begins_group(marks, begin);
    let mut ended = [false; MAX_DIGITS + 1];
    let separates = |count: usize, _| {
        ended[count] = true;
        is_groups_begin && GROUP_ENDS.contains(&count) && (count != 10 || ended[4])
    };
    longest(marks, begin, separates, |digits, _| digits.len() >= MIN_DIGITS)
}

/// How many marks of a number that the form would accept begin here, with digits in groups of any length.
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

/// How many marks the longest number that passes the check and `is_one` has, from a digit on. `separates` says whether a mark of this kind may stand after
/// so many digits.
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
                // A time is one group, and nothing else belongs to it.
                let is_time = mark.is_of_time && count == at + 1;
                if !is_time && is_one(&digits[..count], is_end) && passes_luhn(&digits[..count]) {
                    found = Some(at + 1);
                }
            }
            kind @ (Kind::Separator | Kind::Other)
                if between < MAX_BETWEEN && separates(count, kind) =>
            {
                between += 1
            }
            _ => break,
        }
    }
    found
}

/// Whether the form knows a brand whose numbers begin like this, roughly: the server does not know brands.
fn may_begin_a_card(digits: &[u8]) -> bool {
    let first_two = digits[0] * 10 + digits[1];
    matches!(first_two, 18 | 21..=27 | 30 | 34..=69)
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
mod tests;
