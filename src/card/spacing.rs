//! Groups a card number as it is printed on the card, and keeps the caret behind the same digit.

use super::Brand;
use crate::digits::{digit, is_separator};
use zeroize::Zeroizing;

/// The last edit of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Something was typed, pasted or filled in.
    Insertion,
    /// Backspace: what was before the caret was deleted.
    DeletionBefore,
    /// Delete: what was behind the caret was deleted.
    DeletionBehind,
}

/// A grouped card number. It has no `Debug`, which would show the digits.
pub struct GroupedNumber {
    /// The digits, with a space between the groups.
    pub text: Zeroizing<String>,
    /// The position of the caret, in characters.
    pub caret: usize,
    /// How many digits there are.
    pub digits: usize,
}

/// Groups the number in `typed`. The caret, in UTF-16 units as browsers count, stays behind the
/// digit that it was behind.
///
/// `digits_before` is the number of digits before the edit: when a deletion has removed a space and
/// no digit, the digit beyond the space is removed too, or the key would seem dead. `None` when a
/// character is neither digit nor separator: then the text stays as it was typed, and
/// [`CardNumber::parse`](super::CardNumber::parse) reports it.
pub fn group_number(
    typed: &str,
    caret: usize,
    edit: Edit,
    digits_before: usize,
) -> Option<GroupedNumber> {
    let mut digits = Zeroizing::new(String::with_capacity(typed.len()));
    let (mut place, mut digits_to_caret) = (0, 0);
    for character in typed.chars() {
        match digit(character) {
            Some(digit) => digits.push(digit),
            None if is_separator(character) => {}
            None => return None,
        }
        place += character.len_utf16();
        if place <= caret {
            digits_to_caret = digits.len();
        }
    }
    if digits.len() == digits_before {
        match edit {
            Edit::DeletionBefore if digits_to_caret > 0 => {
                digits_to_caret -= 1;
                remove(&mut digits, digits_to_caret);
            }
            Edit::DeletionBehind if digits_to_caret < digits.len() => {
                remove(&mut digits, digits_to_caret);
            }
            _ => {}
        }
    }
    let gaps = Brand::from_prefix(&digits).map_or(Brand::Visa.gaps(), Brand::gaps);
    let mut text = Zeroizing::new(String::with_capacity(digits.len() * 2));
    let mut caret = 0;
    for (index, digit) in digits.chars().enumerate() {
        if gaps.contains(&index) {
            text.push(' ');
        }
        text.push(digit);
        if index + 1 == digits_to_caret {
            caret = text.len();
        }
    }
    Some(GroupedNumber { text, caret, digits: digits.len() })
}

/// Removes one of the digits. `String::remove` would bring code for characters of several bytes.
fn remove(digits: &mut String, index: usize) {
    let mut places = 0..;
    digits.retain(|_| places.next() != Some(index));
}

#[cfg(test)]
mod tests {
    use super::*;
    use Edit::{DeletionBefore, DeletionBehind, Insertion};

    /// `|` is the caret.
    fn after(typed: &str, edit: Edit, digits_before: usize) -> Option<String> {
        let caret =
            typed.chars().take_while(|character| *character != '|').map(char::len_utf16).sum();
        let grouped = group_number(&typed.replace('|', ""), caret, edit, digits_before)?;
        let mut text = grouped.text.to_string();
        text.insert(grouped.caret, '|');
        Some(text)
    }

    #[test]
    fn groups_are_the_brands_and_the_caret_stays_behind_its_digit() {
        for (typed, edit, digits_before, expected) in [
            ("|", DeletionBefore, 1, "|"),
            ("4|", Insertion, 0, "4|"),
            ("4111|", Insertion, 3, "4111|"),
            ("41111|", Insertion, 4, "4111 1|"),
            ("4111111111111111|", Insertion, 0, "4111 1111 1111 1111|"),
            ("37828|", Insertion, 4, "3782 8|"),
            ("3782 822463 1|", Insertion, 10, "3782 822463 1|"),
            ("378282246310005|", Insertion, 0, "3782 822463 10005|"),
            ("30569309025904|", Insertion, 0, "3056 930902 5904|"),
            // Nobody's number: in fours.
            ("99999999|", Insertion, 0, "9999 9999|"),
            // In the middle.
            ("4119|1 1111", Insertion, 8, "4119| 1111 1"),
            ("4111 9|111", Insertion, 7, "4111 9|111"),
            ("41119| 1111", Insertion, 8, "4111 9|111 1"),
            ("|94111", Insertion, 4, "|9411 1"),
            // Digits beyond the longest number stay, and the check reports them.
            ("41111111111111111111|", Insertion, 19, "4111 1111 1111 11111111|"),
        ] {
            assert_eq!(after(typed, edit, digits_before).as_deref(), Some(expected), "{typed}");
        }
    }

    #[test]
    fn a_deleted_gap_takes_the_digit_beyond_it() {
        for (typed, edit, digits_before, expected) in [
            ("4111|1111", DeletionBefore, 8, "411|1 111"),
            ("4111|1111", DeletionBehind, 8, "4111| 111"),
            // A selection of gap and digit has taken a digit already.
            ("4111|111", DeletionBefore, 8, "4111| 111"),
            ("4111 |111", DeletionBefore, 8, "4111| 111"),
            ("|4111", DeletionBefore, 4, "|4111"),
            ("4111|", DeletionBehind, 4, "4111|"),
        ] {
            assert_eq!(after(typed, edit, digits_before).as_deref(), Some(expected), "{typed}");
        }
    }

    #[test]
    fn whatever_stands_between_digits_becomes_a_gap_and_anything_else_stays() {
        for typed in [
            "4111-1111-1111-1111|",
            "4111.1111.1111.1111|",
            "\u{200e}4111\u{a0}1111\u{2013}11111111|",
            "4111/1111/1111/1111|",
            "4111\u{2044}1111_1111·1111|",
            "４１１１１１１１１１１１１１１１|",
            "४१११ ११११ ११११ ११११|",
            "𝟜𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙|",
        ] {
            assert_eq!(
                after(typed, Insertion, 0).as_deref(),
                Some("4111 1111 1111 1111|"),
                "{typed}"
            );
        }
        for typed in ["4111x|", "card 4111|", "4111:1111|", "😀|"] {
            assert_eq!(after(typed, Insertion, 0), None, "{typed}");
        }
    }
}
