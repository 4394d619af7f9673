//! The card security code: three digits, four on American Express.

use super::{Brand, digits::with_plain_digits};
use std::fmt;
use zeroize::Zeroizing;

/// A security code; wiped from memory when dropped, never shown.
pub struct SecurityCode(Zeroizing<String>);

/// What is wrong with a security code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecurityCodeError {
    /// Nothing was typed.
    Empty,
    /// Not three or four digits, and the brand is not known.
    ThreeOrFour,
    /// Not as many digits as this brand's codes have.
    Length(usize),
}

impl SecurityCode {
    /// The code in what was typed, of the brand's length where the brand is known.
    ///
    /// # Errors
    /// When it is empty or not of that many digits.
    pub fn parse(typed: &str, brand: Option<Brand>) -> Result<Self, SecurityCodeError> {
        let code = with_plain_digits(typed);
        if code.is_empty() {
            return Err(SecurityCodeError::Empty);
        }
        let all_digits = code.bytes().all(|byte| byte.is_ascii_digit());
        match brand.map(Brand::security_code_length) {
            Some(length) if !all_digits || code.len() != length => Err(SecurityCodeError::Length(length)),
            None if !all_digits || !matches!(code.len(), 3 | 4) => Err(SecurityCodeError::ThreeOrFour),
            _ => Ok(Self(code)),
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
            ("1234", Some(Brand::Visa), Some(Length(3))),
            ("1234", Some(Brand::AmericanExpress), None),
            ("123", Some(Brand::AmericanExpress), Some(Length(4))),
            ("12a", Some(Brand::Visa), Some(Length(3))),
            ("123", None, None),
            ("1234", None, None),
            ("12", None, Some(ThreeOrFour)),
            ("12345", None, Some(ThreeOrFour)),
            ("", None, Some(Empty)),
        ] {
            assert_eq!(SecurityCode::parse(typed, brand).err(), error, "{typed:?}");
        }
    }
}
