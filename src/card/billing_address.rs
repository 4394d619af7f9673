//! Country and postal code of the billing address: what banks compare, and all of an address that a
//! form with a card asks for.

use crate::{
    digits::{holds_card_number, read},
    text::{cleaned, is_supported},
};

/// A country, by its ISO 3166 code of two letters. Zuora accepts the codes and its own names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country(String);

impl Country {
    /// The country that was chosen from the page's list; `None` when none was.
    pub fn parse(code: &str) -> Option<Self> {
        let is_code = code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_uppercase());
        is_code.then(|| Self(code.to_owned()))
    }

    pub fn code(&self) -> &str {
        &self.0
    }
}

/// A postal code that can be one of its country's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostalCode(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostalCodeError {
    /// Nothing was typed, or nothing visible.
    Empty,
    /// It is longer than Zuora allows.
    TooLong,
    /// It has characters that Zuora does not store, such as emoji.
    Unsupported,
    /// It has as many digits as a card number: the number was typed into the wrong field.
    HoldsCardNumber,
    /// The country is the United States, and it has neither five nor nine digits.
    UnitedStates,
    /// The country is Canada, and letters and digits do not take turns.
    Canada,
}

/// Zuora: `zipCode` has at most 20 characters.
const MAX_CHARACTERS: usize = 20;

impl PostalCode {
    /// Parses a postal code of the country with this code; an empty one means that none was chosen.
    /// Those of the United States and Canada are written as their post offices write them.
    ///
    /// # Errors
    /// The first fault.
    pub fn parse(typed: &str, country: &str) -> Result<Self, PostalCodeError> {
        let text = cleaned(typed);
        if text.is_empty() {
            Err(PostalCodeError::Empty)
        } else if holds_card_number(&text) {
            Err(PostalCodeError::HoldsCardNumber)
        } else if !is_supported(&text) {
            Err(PostalCodeError::Unsupported)
        } else if text.chars().count() > MAX_CHARACTERS {
            Err(PostalCodeError::TooLong)
        } else {
            match country {
                "US" => zip_code(&text).ok_or(PostalCodeError::UnitedStates),
                "CA" => canadian(&text).ok_or(PostalCodeError::Canada),
                _ => Ok(text),
            }
            .map(Self)
        }
    }

    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Five digits, or nine with a hyphen after the fifth.
fn zip_code(typed: &str) -> Option<String> {
    let digits = read(typed)?;
    match (digits.groups, digits.first_group, digits.all.len()) {
        (1, _, 5) => Some((*digits.all).clone()),
        (1, _, 9) | (2, 5, 9) => Some([&digits.all[..5], "-", &digits.all[5..]].concat()),
        _ => None,
    }
}

/// Three letters and three digits that take turns, with a space in the middle.
fn canadian(typed: &str) -> Option<String> {
    let code: String = typed
        .chars()
        .filter(|character| !matches!(character, ' ' | '-'))
        .map(|character| character.to_ascii_uppercase())
        .collect();
    let fits = |(place, byte): (usize, u8)| match place % 2 {
        0 => byte.is_ascii_uppercase(),
        _ => byte.is_ascii_digit(),
    };
    let is_code = code.len() == 6 && code.bytes().enumerate().all(fits);
    is_code.then(|| [&code[..3], " ", &code[3..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(typed: &str, country: &str) -> Result<String, PostalCodeError> {
        PostalCode::parse(typed, country).map(|code| code.text().to_owned())
    }

    #[test]
    fn a_country_is_a_code_of_the_list() {
        assert_eq!(Country::parse("GB").as_ref().map(Country::code), Some("GB"));
        for text in ["", "gb", "GBR", "United Kingdom", "4111111111111111", "ÄÖ", "é", "1A"] {
            assert_eq!(Country::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_code_of_the_united_states_has_five_digits_or_nine() {
        for (typed, expected) in [
            ("94105", Some("94105")),
            (" 94105\u{200b} ", Some("94105")),
            ("94105-1234", Some("94105-1234")),
            ("94105 1234", Some("94105-1234")),
            ("941051234", Some("94105-1234")),
            ("９４１０５", Some("94105")),
            ("9410", None),
            ("941056", None),
            ("9410-51234", None),
            ("94 105", None),
            ("94105-12-34", None),
            ("94105-123", None),
            ("9410A", None),
            ("SW1A 1AA", None),
        ] {
            let expected = expected.map(str::to_owned).ok_or(PostalCodeError::UnitedStates);
            assert_eq!(parsed(typed, "US"), expected, "{typed}");
        }
    }

    #[test]
    fn in_a_canadian_code_letters_and_digits_take_turns() {
        for (typed, expected) in [
            ("K1A 0B1", Some("K1A 0B1")),
            ("k1a0b1", Some("K1A 0B1")),
            ("K1A-0B1", Some("K1A 0B1")),
            ("K1A 0B", None),
            ("K1A 0B12", None),
            ("1K1 A0B", None),
            ("94105", None),
            ("K1É 0B", None),
            ("K1A.0B1", None),
        ] {
            let expected = expected.map(str::to_owned).ok_or(PostalCodeError::Canada);
            assert_eq!(parsed(typed, "CA"), expected, "{typed}");
        }
    }

    #[test]
    fn elsewhere_and_without_a_country_any_code_will_do() {
        for country in ["", "GB", "DE", "JP"] {
            for typed in ["LS1 4AP", "10115", "〒100-0001", "K1A 0B1", "1"] {
                assert_eq!(parsed(&format!(" {typed} "), country), Ok(typed.to_owned()));
            }
        }
    }

    #[test]
    fn what_zuora_does_not_store_and_card_numbers_are_stopped_in_every_country() {
        for country in ["", "US", "CA", "GB"] {
            for (typed, error) in [
                (String::new(), PostalCodeError::Empty),
                ("\u{200b} ".into(), PostalCodeError::Empty),
                ("x".repeat(21), PostalCodeError::TooLong),
                ("LS1 🚀".into(), PostalCodeError::Unsupported),
                ("4111 1111 1111 1111".into(), PostalCodeError::HoldsCardNumber),
                ("４１１１１１１１１１１１１１１１".into(), PostalCodeError::HoldsCardNumber),
            ] {
                assert_eq!(parsed(&typed, country), Err(error), "{typed:?} in {country:?}");
            }
        }
        assert_eq!(parsed(&"é".repeat(20), "GB"), Ok("é".repeat(20)));
    }
}
