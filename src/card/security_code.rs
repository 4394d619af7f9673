//! The card security code: three digits, four on American Express.

use super::Brand;
use crate::digits::read;
use std::fmt;
use zeroize::Zeroizing;

/// A security code. It is wiped from memory when dropped, and never shown.
pub struct SecurityCode(Zeroizing<String>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecurityCodeError {
    /// Nothing was typed.
    Empty,
    /// It does not have three or four digits, and the brand is not known.
    ThreeOrFour,
    /// It does not have the number of digits of this brand's codes.
    Length(usize),
}

impl SecurityCode {
    /// Parses a code of the brand's length, where the brand is known.
    ///
    /// # Errors
    /// When it is empty or not of that many digits.
    pub fn parse(typed: &str, brand: Option<Brand>) -> Result<Self, SecurityCodeError> {
        let code = read(typed).map(|digits| digits.all);
        match (code, brand.map(Brand::security_code_length)) {
            (Some(code), _) if code.is_empty() => Err(SecurityCodeError::Empty),
            (Some(code), Some(length)) if code.len() == length => Ok(Self(code)),
            (Some(code), None) if matches!(code.len(), 3 | 4) => Ok(Self(code)),
            (_, Some(length)) => Err(SecurityCodeError::Length(length)),
            (_, None) => Err(SecurityCodeError::ThreeOrFour),
        }
    }

    /// The code, for the one request that carries it to Zuora.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecurityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecurityCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_follows_the_brand() {
        use SecurityCodeError::{Empty, Length, ThreeOrFour};
        for (typed, brand, error) in [
            ("123", Some(Brand::Visa), None),
            (" 123 ", Some(Brand::Visa), None),
            ("１２３", Some(Brand::Visa), None),
            ("१२३", Some(Brand::Visa), None),
            ("𝟙𝟚𝟛𝟜", Some(Brand::AmericanExpress), None),
            ("\u{200e}1\u{200b}23\u{ad}", Some(Brand::Visa), None),
            ("1 2 3", Some(Brand::Visa), None),
            ("1-2-3", Some(Brand::Visa), None),
            ("1234 5", Some(Brand::AmericanExpress), Some(Length(4))),
            ("+123", Some(Brand::Visa), Some(Length(3))),
            ("1234", Some(Brand::Visa), Some(Length(3))),
            ("1234", Some(Brand::AmericanExpress), None),
            ("123", Some(Brand::AmericanExpress), Some(Length(4))),
            ("12a", Some(Brand::Visa), Some(Length(3))),
            ("123", None, None),
            ("1234", None, None),
            ("12", None, Some(ThreeOrFour)),
            ("12345", None, Some(ThreeOrFour)),
            ("", None, Some(Empty)),
            (" \u{200b}", Some(Brand::Visa), Some(Empty)),
            ("abc", None, Some(ThreeOrFour)),
        ] {
            assert_eq!(SecurityCode::parse(typed, brand).err(), error, "{typed:?}");
        }
    }
}
