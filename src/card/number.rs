//! The card number (the PAN): digits that pass the brand's length and the Luhn check.

use super::Brand;
use crate::digits::{passes_luhn, read};
use std::fmt;
use zeroize::Zeroizing;

/// A card number. It is wiped from memory when dropped, and never shown beyond its last four
/// digits.
pub struct CardNumber {
    digits: Zeroizing<String>,
    brand: Brand,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Nothing was typed.
    Empty,
    /// It has a character that is neither a digit nor a separator.
    NotDigits,
    /// It is in no brand's range.
    UnknownBrand,
    /// Fewer digits than the brand's cards have.
    TooShort,
    /// More digits than the brand's cards have.
    TooLong,
    /// The check digit is wrong, so a digit was mistyped.
    Mistyped,
}

impl CardNumber {
    /// Parses a number with any separators.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn parse(typed: &str) -> Result<Self, NumberError> {
        let digits = read(typed).ok_or(NumberError::NotDigits)?.all;
        if digits.is_empty() {
            return Err(NumberError::Empty);
        }
        let shortest = Brand::ALL.iter().flat_map(|brand| brand.lengths()).min();
        let brand = match Brand::from_number(&digits) {
            Some(brand) => brand,
            None if shortest.is_some_and(|&shortest| digits.len() < shortest) => {
                return Err(NumberError::TooShort);
            }
            None => return Err(NumberError::UnknownBrand),
        };
        if !brand.lengths().contains(&digits.len()) {
            let longest = brand.lengths().iter().max();
            return Err(if longest.is_some_and(|&longest| digits.len() > longest) {
                NumberError::TooLong
            } else {
                NumberError::TooShort
            });
        }
        if !passes_luhn(digits.as_bytes()) {
            return Err(NumberError::Mistyped);
        }
        Ok(Self { digits, brand })
    }

    pub fn brand(&self) -> Brand {
        self.brand
    }

    /// The last four digits: all that may be shown.
    pub fn last_four(&self) -> &str {
        self.digits.get(self.digits.len() - 4..).unwrap_or_default()
    }

    /// The whole number, for the one request that carries it to Zuora.
    pub fn expose(&self) -> &str {
        &self.digits
    }
}

impl fmt::Debug for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CardNumber({} ending in {})", self.brand.name(), self.last_four())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_test_numbers_and_their_brands() {
        for (number, brand) in [
            ("4111111111111111", Brand::Visa),
            ("4012888888881881", Brand::Visa),
            ("5555555555554444", Brand::MasterCard),
            ("5105105105105100", Brand::MasterCard),
            ("2223003122003222", Brand::MasterCard),
            ("378282246310005", Brand::AmericanExpress),
            ("371449635398431", Brand::AmericanExpress),
            ("6011111111111117", Brand::Discover),
            ("6011000990139424", Brand::Discover),
            ("30569309025904", Brand::Diners),
            ("38520000023237", Brand::Diners),
            ("3530111333300000", Brand::Jcb),
            ("3566002020360505", Brand::Jcb),
        ] {
            let parsed = CardNumber::parse(number).expect(number);
            assert_eq!(parsed.brand(), brand, "{number}");
            assert_eq!(parsed.last_four(), &number[number.len() - 4..]);
        }
    }

    #[test]
    fn separators_and_scripts_are_no_fault() {
        for typed in [
            "4111 1111 1111 1111",
            " 4111-1111-1111-1111\t",
            "4111\u{a0}1111\u{2013}1111\u{2009}1111",
            "4111/1111／1111\u{2044}1111",
            "4111.1111。1111·1111",
            "4111_1111\\1111\u{2212}1111",
            "\u{202d}4111\u{ad}1111\u{200b}1111\u{2063}1111\u{202c}",
            "４１１１－１１１１－１１１１－１１１１",
            "४१११ ११११ ११११ ११११",
            "𝟜𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙",
        ] {
            assert_eq!(CardNumber::parse(typed).expect(typed).expose(), "4111111111111111");
        }
    }

    #[test]
    fn every_fault_has_its_name() {
        for (typed, error) in [
            ("", NumberError::Empty),
            (" - ", NumberError::Empty),
            ("\u{200b}", NumberError::Empty),
            ("4111 1111 1111 111I", NumberError::NotDigits),
            ("4111:1111:1111:1111", NumberError::NotDigits),
            ("411111111111111¹", NumberError::NotDigits),
            ("4111 1111 1111 111", NumberError::TooShort),
            ("41", NumberError::TooShort),
            ("9999999999999999", NumberError::UnknownBrand),
            ("411111111111111111", NumberError::TooLong),
            ("41111111111111111111111111", NumberError::TooLong),
            ("4111111111111112", NumberError::Mistyped),
        ] {
            assert_eq!(CardNumber::parse(typed).err(), Some(error), "{typed}");
        }
    }

    #[test]
    fn any_single_mistyped_digit_is_noticed() {
        let good = "4111111111111111";
        for place in 6..good.len() {
            for digit in '0'..='9' {
                let mut typed = good.to_owned();
                typed.replace_range(place..=place, &digit.to_string());
                assert_eq!(CardNumber::parse(&typed).is_ok(), typed == good, "{typed}");
            }
        }
    }

    /// What is taken is a number of the brand's length with a right check digit, and is not shown.
    #[test]
    fn fuzz_card_number() {
        crate::fuzz::fuzz("card_number", |bytes| {
            let Ok(number) = CardNumber::parse(&String::from_utf8_lossy(bytes)) else { return };
            let digits = number.expose();
            assert!(
                digits.bytes().all(|byte| byte.is_ascii_digit()) && passes_luhn(digits.as_bytes())
            );
            assert!(number.brand().lengths().contains(&digits.len()));
            assert_eq!(CardNumber::parse(digits).map(|again| again.brand()), Ok(number.brand()));
            let shown = format!("{number:?}");
            assert!(
                digits
                    .as_bytes()
                    .windows(5)
                    .all(|run| { !shown.as_bytes().windows(5).any(|part| part == run) })
            );
        });
    }
}
