//! The name on the card: any letters of any script, but no card number and no security code.

use crate::{
    digits::read,
    text::{self, TextFault, cleaned},
};
use std::fmt;
use zeroize::Zeroizing;

pub struct Holder(Zeroizing<String>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolderError {
    /// Nothing was typed, or nothing visible.
    Empty,
    /// It is longer than Zuora allows.
    TooLong,
    /// It has characters that Zuora does not store, such as emoji.
    Unsupported,
    /// It has as many digits as a card number: the number was typed into the wrong field.
    HoldsCardNumber,
    /// It is a security code: the code was typed into the wrong field.
    IsSecurityCode,
}

impl From<TextFault> for HolderError {
    fn from(fault: TextFault) -> Self {
        match fault {
            TextFault::Empty => Self::Empty,
            TextFault::TooLong => Self::TooLong,
            TextFault::Unsupported => Self::Unsupported,
            TextFault::HoldsCardNumber => Self::HoldsCardNumber,
        }
    }
}

/// Zuora: `cardHolderName` has at most 50 characters.
const MAX_CHARACTERS: usize = 50;

impl Holder {
    /// Parses a name, and removes invisible characters.
    ///
    /// # Errors
    /// When it is empty, too long, not made of characters that Zuora keeps, or card data in the
    /// wrong field.
    pub fn parse(typed: &str) -> Result<Self, HolderError> {
        let name = Zeroizing::new(cleaned(typed));
        let is_code = |digits: usize| matches!(digits, 3 | 4);
        match text::fault(&name, MAX_CHARACTERS) {
            Some(fault) => Err(fault.into()),
            None if read(&name).is_some_and(|digits| is_code(digits.all.len())) => {
                Err(HolderError::IsSecurityCode)
            }
            None => Ok(Self(name)),
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
        for name in [
            "Ada Lovelace",
            "李小龍",
            "Γιώργος",
            "O’Neil-Ødegård",
            "X Æ A-12",
            " Bo ",
            "نوش\u{200c}آفرین",
        ] {
            assert_eq!(Holder::parse(name).expect(name).expose(), name.trim());
        }
        assert_eq!(Holder::parse("\u{202e}Ada\u{200b}\u{feff}").expect("a name").expose(), "Ada");
    }

    #[test]
    fn a_name_may_have_as_many_characters_as_zuora_keeps_and_no_more() {
        for (name, error) in [
            ("é".repeat(50), None),
            ("龍".repeat(50), None),
            (format!(" {}\u{200b} ", "x".repeat(50)), None),
            ("é".repeat(51), Some(HolderError::TooLong)),
            ("x".repeat(51), Some(HolderError::TooLong)),
        ] {
            assert_eq!(Holder::parse(&name).err(), error, "{name}");
        }
    }

    #[test]
    fn what_zuora_does_not_keep_is_noticed_before_the_card_leaves() {
        for (typed, error) in [
            ("Ada 🚀", HolderError::Unsupported),
            ("𠮷野", HolderError::Unsupported),
            ("Ada\u{0}", HolderError::Unsupported),
            ("Ada\tLovelace", HolderError::Unsupported),
            ("\u{7f}", HolderError::Unsupported),
            ("\u{200b}\u{200d}", HolderError::Empty),
            ("\u{301}", HolderError::Empty),
            ("\u{3164}", HolderError::Empty),
        ] {
            assert_eq!(Holder::parse(typed).err(), Some(error), "{typed:?}");
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
            ("१२३४", HolderError::IsSecurityCode),
            ("1 2-3", HolderError::IsSecurityCode),
            ("4111·1111·1111·1111", HolderError::HoldsCardNumber),
            ("४१११ ११११ ११११ ११११", HolderError::HoldsCardNumber),
            ("𝟜𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙", HolderError::HoldsCardNumber),
            ("4\u{200b}1\u{200b}1111111111", HolderError::HoldsCardNumber),
        ] {
            assert_eq!(Holder::parse(typed).err(), Some(error), "{typed}");
        }
    }

    /// The other fields of the form: what is taken has nothing invisible, and no card number.
    #[test]
    fn fuzz_typed_text() {
        use crate::card::{PostalCode, SecurityCode};
        crate::fuzz::fuzz("typed_text", |bytes| {
            let typed = String::from_utf8_lossy(bytes);
            if let Ok(holder) = Holder::parse(&typed) {
                let name = holder.expose();
                assert!((1..=MAX_CHARACTERS).contains(&name.chars().count()), "{typed}");
                assert!(!crate::digits::holds_card_number(name) && name.trim() == name, "{typed}");
                assert!(!name.chars().any(char::is_control), "{typed}");
                assert_eq!(Holder::parse(name).map(|again| again.expose() == name), Ok(true));
            }
            if let Ok(code) = PostalCode::parse(&typed) {
                let text = code.text();
                assert!((1..=20).contains(&text.chars().count()), "{typed}");
                assert!(!crate::digits::holds_card_number(text), "{typed}");
            }
            if let Ok(code) = SecurityCode::parse(&typed, None) {
                let code = code.expose();
                assert!(
                    matches!(code.len(), 3 | 4) && code.bytes().all(|byte| byte.is_ascii_digit())
                );
            }
        });
    }
}
