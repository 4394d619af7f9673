//! Digits as people type, paste and dictate them, in every script. Fields, server and log read them
//! in the same way.
//!
//! A number that one field accepts has to be recognised in every place where it must not be, so no
//! other code in this crate decides what a digit is.

mod tables;

use tables::{ASTRAL_ZEROS, SEPARATORS, UNSEEN, ZEROS, is_in};
use zeroize::Zeroizing;

/// The shortest card number in use.
const MIN_CARD_NUMBER_DIGITS: usize = 12;

/// The ASCII digit that a character stands for. Unicode has the digits of a script in order, and
/// the tables have the zero of each.
pub fn digit(character: char) -> Option<char> {
    if character.is_ascii() {
        return Some(character).filter(char::is_ascii_digit);
    }
    let code = u32::from(character);
    let zeros = if code > 0xffff { &ASTRAL_ZEROS[..] } else { &ZEROS };
    // A table holds the lower half of each code.
    let value = zeros
        .iter()
        .map(|&zero| (code & 0xffff).wrapping_sub(u32::from(zero)))
        .find(|&value| value < 10);
    value.filter(|_| code < 0x2_0000).and_then(|value| char::from_digit(value, 10))
}

/// Whether a character may separate the digits of a number or of a date: spaces, dashes, slashes,
/// dots, underscores, and invisible characters.
pub fn is_separator(character: char) -> bool {
    match character {
        '!'..='~' => matches!(character, '-' | '.' | '/' | '\\' | '_'),
        _ => {
            character.is_whitespace()
                || is_control_or_invisible(character)
                || is_in(SEPARATORS, character)
        }
    }
}

/// Whether a character is invisible, such as the marks for the direction of writing that copied
/// text contains.
pub fn is_invisible(character: char) -> bool {
    is_in(UNSEEN, character)
}

fn is_control_or_invisible(character: char) -> bool {
    character.is_control() || is_invisible(character)
}

/// What was typed into a field that holds digits only. It has no `Debug`, which would show them.
pub struct Digits {
    /// All of them, as ASCII digits.
    pub all: Zeroizing<String>,
    /// How many groups they form. An invisible character does not begin a group.
    pub groups: usize,
    /// How many digits the first group has.
    pub first_group: usize,
}

/// Reads digits and separators; `None` when there is anything else.
pub fn read(typed: &str) -> Option<Digits> {
    // Allocated at once: growing would leave a copy in memory.
    let mut all = Zeroizing::new(String::with_capacity(typed.len()));
    let (mut groups, mut first_group, mut begins_group) = (0, 0, true);
    for character in typed.chars() {
        if let Some(digit) = digit(character) {
            groups += usize::from(begins_group);
            begins_group = false;
            all.push(digit);
            if groups == 1 {
                first_group = all.len();
            }
        } else if !is_separator(character) {
            return None;
        } else if character.is_whitespace() || !is_control_or_invisible(character) {
            begins_group = true;
        }
    }
    Some(Digits { all, groups, first_group })
}

/// Whether a text has as many digits as a card number, wherever they are: then the number was typed
/// into the wrong field.
pub fn holds_card_number(text: &str) -> bool {
    text.chars().filter_map(digit).count() >= MIN_CARD_NUMBER_DIGITS
}

/// The Luhn check of ISO/IEC 7812 on ASCII digits: from the right, every second one is doubled, the
/// digits are summed, and the sum is a multiple of ten.
pub fn passes_luhn(digits: &[u8]) -> bool {
    let doubled = |digit: u8| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let values = digits.iter().rev().map(|digit| digit & 0xf).enumerate();
    let sum: u32 = values
        .map(|(place, value)| u32::from(if place % 2 == 1 { doubled(value) } else { value }))
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests;
