//! The name on the card: any letters of any script, but no card number and no security code.

use super::digits::digit;
use std::fmt;
use zeroize::Zeroizing;

/// The name on a card.
pub struct Holder(Zeroizing<String>);

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolderError {
    /// Nothing was typed.
    Empty,
    /// More characters than Zuora keeps.
    TooLong,
    /// It holds as many digits as a card number: the number was typed into the wrong field.
    HoldsCardNumber,
    /// It is a security code: the code was typed into the wrong field.
    IsSecurityCode,
}

/// Zuora: `cardHolderName` has at most 50 characters.
const MOST_CHARACTERS: usize = 50;
/// The shortest card number in use.
const CARD_NUMBER_DIGITS: usize = 12;

impl Holder {
    /// The name in what was typed.
    ///
    /// # Errors
    /// When it is empty, too long, or card data in the wrong field.
    pub fn parse(typed: &str) -> Result<Self, HolderError> {
        let name = typed.trim();
        let digits = name.chars().filter(|character| digit(*character).is_some()).count();
        if name.is_empty() {
            Err(HolderError::Empty)
        } else if digits >= CARD_NUMBER_DIGITS {
            Err(HolderError::HoldsCardNumber)
        } else if matches!(digits, 3 | 4) && name.chars().count() == digits {
            Err(HolderError::IsSecurityCode)
        } else if name.chars().count() > MOST_CHARACTERS {
            Err(HolderError::TooLong)
        } else {
            Ok(Self(Zeroizing::new(name.to_owned())))
        }
    }

    /// The name, for the one request that carries it to Zuora.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Holder(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_script() {
        for name in ["Ada Lovelace", "李小龍", "Γιώργος", "O’Neil-Ødegård", "X Æ A-12", " Bo "] {
            assert_eq!(Holder::parse(name).expect(name).expose(), name.trim());
        }
    }

    #[test]
    fn card_data_in_the_wrong_field_is_noticed() {
        for (typed, error) in [
            ("  ", HolderError::Empty),
            ("4111 1111 1111 1111", HolderError::HoldsCardNumber),
            ("Ada 4111-1111-1111-1111", HolderError::HoldsCardNumber),
            ("123", HolderError::IsSecurityCode),
            ("1234", HolderError::IsSecurityCode),
            ("４１１１１１１１１１１１１１１１", HolderError::HoldsCardNumber),
            ("１２３", HolderError::IsSecurityCode),
            (&"x".repeat(51), HolderError::TooLong),
        ] {
            assert_eq!(Holder::parse(typed).err(), Some(error), "{typed}");
        }
    }
}
