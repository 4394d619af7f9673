//! What people type and paste for digits, and between them.

/// The digit a character stands for: ours, the wide ones of Chinese and Japanese keyboards, the Arabic and the Persian ones.
pub fn digit(character: char) -> Option<char> {
    let zero = match character {
        '0'..='9' => '0',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06f0}'..='\u{06f9}' => '\u{06f0}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    char::from_digit(character as u32 - zero as u32, 10)
}

/// Whether a character may stand between the digits of a card number: spaces, hyphens, dashes, dots, and what a copied text carries unseen.
pub fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '-' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        )
}

/// A text in which every digit is one of ours, without the spaces around it.
pub fn with_plain_digits(typed: &str) -> zeroize::Zeroizing<String> {
    // Room for all of it at once: no copy is left behind by growing.
    let mut plain = zeroize::Zeroizing::new(String::with_capacity(typed.len()));
    let trimmed = typed.trim_matches(|character: char| character.is_whitespace() || (is_separator(character) && !character.is_ascii()));
    plain.extend(trimmed.chars().map(|character| digit(character).unwrap_or(character)));
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_other_keyboards_mean_the_same() {
        for text in ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"] {
            let digits: Option<String> = text.chars().map(digit).collect();
            assert_eq!(digits.as_deref(), Some("0123456789"));
        }
        assert_eq!("a½²٪O".chars().find_map(digit), None);
    }

    #[test]
    fn what_surrounds_a_value_goes_and_what_is_in_it_stays() {
        for (typed, plain) in [
            (" 12 ", "12"),
            ("\u{200e}１２\u{feff}", "12"),
            ("1 2", "1 2"),
            ("-1", "-1"),
            ("", ""),
        ] {
            assert_eq!(*with_plain_digits(typed), plain, "{typed:?}");
        }
    }
}
