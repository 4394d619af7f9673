//! Country and postal code of the billing address: what banks compare, and all of an address that a
//! form with a card asks for.

use crate::text::{self, TextFault, cleaned};

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

/// A postal code. How one looks is left to the bank that compares it: countries change their rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostalCode(String);

/// Zuora: `zipCode` has at most 20 characters.
const MAX_CHARACTERS: usize = 20;

impl PostalCode {
    /// Parses a postal code.
    ///
    /// # Errors
    /// The first fault.
    pub fn parse(typed: &str) -> Result<Self, TextFault> {
        let text = cleaned(typed);
        match text::fault(&text, MAX_CHARACTERS) {
            None => Ok(Self(text)),
            Some(fault) => Err(fault),
        }
    }

    pub fn text(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(typed: &str) -> Result<String, TextFault> {
        PostalCode::parse(typed).map(|code| code.text().to_owned())
    }

    #[test]
    fn a_country_is_a_code_of_the_list() {
        assert_eq!(Country::parse("GB").as_ref().map(Country::code), Some("GB"));
        for text in ["", "gb", "GBR", "United Kingdom", "4111111111111111", "ÄÖ", "é", "1A"] {
            assert_eq!(Country::parse(text), None, "{text}");
        }
    }

    #[test]
    fn codes_of_every_country_are_taken_as_they_are_written() {
        for typed in ["94105", "94105-1234", "K1A 0B1", "LS1 4AP", "10115", "〒100-0001", "1"] {
            assert_eq!(parsed(&format!(" {typed}\u{200b} ")), Ok(typed.to_owned()));
        }
    }

    #[test]
    fn what_zuora_does_not_store_and_card_numbers_are_stopped() {
        for (typed, error) in [
            (String::new(), TextFault::Empty),
            ("\u{200b} ".into(), TextFault::Empty),
            ("x".repeat(21), TextFault::TooLong),
            ("LS1 🚀".into(), TextFault::Unsupported),
            ("4111 1111 1111 1111".into(), TextFault::HoldsCardNumber),
            ("４１１１１１１１１１１１１１１１".into(), TextFault::HoldsCardNumber),
        ] {
            assert_eq!(parsed(&typed), Err(error), "{typed:?}");
        }
        assert_eq!(parsed(&"é".repeat(20)), Ok("é".repeat(20)));
    }
}
