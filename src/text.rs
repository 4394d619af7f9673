//! Names and addresses as people type and paste them, and what Zuora stores of them. Fields and
//! server read them in the same way.

use crate::digits::{holds_card_number, is_invisible};

/// What can be wrong with the text of any field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// Nothing was typed, or nothing visible.
    Empty,
    /// It is longer than Zuora allows.
    TooLong,
    /// It has characters that Zuora does not store, such as emoji.
    Unsupported,
    /// It has as many digits as a card number: the number was typed into the wrong field.
    HoldsCardNumber,
}

/// The first fault of a cleaned text that may have so many characters.
#[inline(never)] // a copy for each field would be downloaded with every page
pub fn fault(text: &str, max_characters: usize) -> Option<TextFault> {
    if text.is_empty() {
        Some(TextFault::Empty)
    } else if holds_card_number(text) {
        Some(TextFault::HoldsCardNumber)
    } else if !is_supported(text) {
        Some(TextFault::Unsupported)
    } else if text.chars().count() > max_characters {
        Some(TextFault::TooLong)
    } else {
        None
    }
}

/// Joins letters, or keeps them apart, in scripts such as Persian and Malayalam: the one kind of
/// invisible character that a name needs.
fn joins(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

/// The blocks of combining marks that belong to no script. Alone, they are invisible.
fn is_combining(character: char) -> bool {
    matches!(u32::from(character), 0x300..=0x36f | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe20..=0xfe2f)
}

/// Removes surrounding spaces and invisible characters. The result is empty when nothing visible is
/// left.
///
/// Marks for the direction of writing are removed, because they can make a name look like another.
/// Marks that join letters stay.
pub fn cleaned(typed: &str) -> String {
    let mut text = String::with_capacity(typed.len());
    let (mut end, mut is_seen) = (0, false);
    for character in typed.chars() {
        let is_mark = is_invisible(character);
        let is_nothing = is_mark || character.is_whitespace();
        if is_nothing && (end == 0 || is_mark && !joins(character)) {
            continue;
        }
        text.push(character);
        if !is_nothing {
            end = text.len();
            is_seen |= !is_combining(character);
        }
    }
    text.truncate(if is_seen { end } else { 0 });
    text
}

/// Whether Zuora stores every character of a text. Zuora: no characters of four bytes, such as
/// emoji. Inferred: no controls, and none of the noncharacters at the end of the first plane.
pub fn is_supported(text: &str) -> bool {
    text.chars()
        .all(|character| !character.is_control() && !matches!(u32::from(character), 0xfffc..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_around_a_name_and_unseen_marks_in_it_go() {
        for (typed, expected) in [
            (" Bo ", "Bo"),
            ("\u{feff}Ada\u{ad} Love\u{200b}lace\u{200e}", "Ada Lovelace"),
            ("\u{202e}ecalevoL adA\u{202c}", "ecalevoL adA"),
            ("Zoe\u{308}", "Zoe\u{308}"),
            ("نوش\u{200c}آفرین", "نوش\u{200c}آفرین"),
            ("\u{200d}Ada\u{200c} ", "Ada"),
            ("葛\u{e0100}城", "葛城"),
            ("李小龍", "李小龍"),
        ] {
            assert_eq!(cleaned(typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_no_name() {
        for typed in [
            "",
            "  ",
            "\u{3000}",
            "\u{200b}",
            "\u{200c}\u{200d}",
            "\u{2800}",
            "\u{3164}",
            " \u{301}\u{20dd}",
            "\u{e0041}",
        ] {
            assert_eq!(cleaned(typed), "", "{typed:?}");
        }
    }

    #[test]
    fn what_zuora_does_not_keep_is_known() {
        for text in
            ["Ada 🚀", "𠮷野", "𝐀𝐝𝐚", "a\u{0}", "a\tb", "\u{7f}", "\u{85}", "\u{fffd}", "\u{fffe}"]
        {
            assert!(!is_supported(text), "{text:?}");
        }
        for text in ["", "Ada Lovelace", "Γιώργος", "吉野", "O’Neil-Ødegård", "☺", "\u{e000}"]
        {
            assert!(is_supported(text), "{text:?}");
        }
    }
}
