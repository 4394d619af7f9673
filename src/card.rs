//! A card's number, brand, expiry, holder and security code, parsed.
//!
//! It is pure and has no serde: nothing here can be written into JSON, so nothing here can reach
//! the shop's server by accident.

mod brand;
mod expiry;
mod holder;
mod number;
mod security_code;
mod spacing;

pub use brand::Brand;
pub use expiry::{Expiry, ExpiryError, Month};
pub use holder::{Holder, HolderError};
pub use number::{CardNumber, NumberError};
pub use security_code::{SecurityCode, SecurityCodeError};
pub use spacing::{Edit, GroupedNumber, group_number};

/// A card whose every field is valid.
#[derive(Debug)]
pub struct Card {
    pub number: CardNumber,
    pub expiry: Expiry,
    pub holder: Holder,
    pub security_code: SecurityCode,
}

/// The values of the fields.
#[derive(Clone, Copy)]
pub struct Typed<'a> {
    /// With spaces, hyphens or other separators.
    pub number: &'a str,
    pub month: &'a str,
    pub year: &'a str,
    pub holder: &'a str,
    pub security_code: &'a str,
}

/// The fields, in the order in which they are printed on a card. Month and year are one field: a
/// date is wrong as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardField {
    Number,
    Expiry,
    /// Name on card.
    Holder,
    /// Card security code.
    SecurityCode,
}

impl CardField {
    pub const ALL: [Self; 4] = [Self::Number, Self::Expiry, Self::Holder, Self::SecurityCode];

    /// The field that Zuora's operations, the older or the current one, call by this name.
    pub fn from_zuora_name(name: &str) -> Option<Self> {
        match name {
            "creditCardNumber" | "creditCardType" | "cardNumber" | "cardType" => Some(Self::Number),
            "expirationMonth" | "expirationYear" => Some(Self::Expiry),
            "cardHolderInfo" | "cardHolderName" => Some(Self::Holder),
            "securityCode" => Some(Self::SecurityCode),
            _ => None,
        }
    }
}

/// The fault of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardFault {
    Number(NumberError),
    Expiry(ExpiryError),
    Holder(HolderError),
    SecurityCode(SecurityCodeError),
    /// Zuora has refused the field.
    Refused(CardField),
}

impl CardFault {
    /// Every fault, in the order of their numbers.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn all() -> Vec<Self> {
        use {ExpiryError as E, HolderError as H, NumberError as N, SecurityCodeError as S};
        let numbers =
            [N::Empty, N::NotDigits, N::UnknownBrand, N::TooShort, N::TooLong, N::Mistyped]
                .map(Self::Number);
        let expiries = [E::Empty, E::Month, E::Year, E::Past, E::TooFar].map(Self::Expiry);
        let holders = [H::Empty, H::TooLong, H::Unsupported, H::HoldsCardNumber, H::IsSecurityCode]
            .map(Self::Holder);
        let codes = [S::Empty, S::ThreeOrFour, S::Length(3), S::Length(4)].map(Self::SecurityCode);
        let refused = CardField::ALL.map(Self::Refused);
        [&numbers[..], &expiries, &holders, &codes, &refused].concat()
    }

    /// The fault's place in the list that the document holds.
    pub fn number(self) -> usize {
        match self {
            Self::Number(error) => error as usize,
            Self::Expiry(error) => 6 + error as usize,
            Self::Holder(error) => 11 + error as usize,
            Self::SecurityCode(SecurityCodeError::Empty) => 16,
            Self::SecurityCode(SecurityCodeError::ThreeOrFour) => 17,
            Self::SecurityCode(SecurityCodeError::Length(length)) => 18 + usize::from(length == 4),
            Self::Refused(field) => 20 + field as usize,
        }
    }
}

/// The faults of a card's fields, at most one for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CardErrors {
    number: Option<CardFault>,
    expiry: Option<CardFault>,
    holder: Option<CardFault>,
    security_code: Option<CardFault>,
}

impl CardErrors {
    pub fn get(&self, field: CardField) -> Option<CardFault> {
        match field {
            CardField::Number => self.number,
            CardField::Expiry => self.expiry,
            CardField::Holder => self.holder,
            CardField::SecurityCode => self.security_code,
        }
    }

    pub fn set(&mut self, field: CardField, fault: Option<CardFault>) {
        *match field {
            CardField::Number => &mut self.number,
            CardField::Expiry => &mut self.expiry,
            CardField::Holder => &mut self.holder,
            CardField::SecurityCode => &mut self.security_code,
        } = fault;
    }

    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// The fields with a fault, in order.
    pub fn iter(self) -> impl Iterator<Item = (CardField, CardFault)> {
        CardField::ALL.into_iter().filter_map(move |field| Some((field, self.get(field)?)))
    }
}

impl Card {
    /// Validates every field, as of the month `today`.
    ///
    /// # Errors
    /// One for each field that is wrong.
    pub fn parse(typed: Typed<'_>, today: Month) -> Result<Self, CardErrors> {
        let number = CardNumber::parse(typed.number);
        let expiry = Expiry::parse(typed.month, typed.year, today);
        let holder = Holder::parse(typed.holder);
        let security_code =
            SecurityCode::parse(typed.security_code, Brand::from_typed_prefix(typed.number));
        match (number, expiry, holder, security_code) {
            (Ok(number), Ok(expiry), Ok(holder), Ok(security_code)) => {
                Ok(Self { number, expiry, holder, security_code })
            }
            (number, expiry, holder, security_code) => Err(CardErrors {
                number: number.err().map(CardFault::Number),
                expiry: expiry.err().map(CardFault::Expiry),
                holder: holder.err().map(CardFault::Holder),
                security_code: security_code.err().map(CardFault::SecurityCode),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOVEMBER_2026: Month = Month { year: 2026, month: 11 };

    #[test]
    fn a_whole_card_or_every_fault_at_once() {
        let good = Typed {
            number: "4111 1111 1111 1111",
            month: "1",
            year: "30",
            holder: "Ada Lovelace",
            security_code: "123",
        };
        assert!(Card::parse(good, NOVEMBER_2026).is_ok());

        let empty = Typed { number: "", month: "", year: "", holder: "", security_code: "" };
        let errors = Card::parse(empty, NOVEMBER_2026).expect_err("nothing was typed");
        let faults: Vec<_> = errors.iter().map(|(_, fault)| fault).collect();
        assert_eq!(
            faults,
            [
                CardFault::Number(NumberError::Empty),
                CardFault::Expiry(ExpiryError::Empty),
                CardFault::Holder(HolderError::Empty),
                CardFault::SecurityCode(SecurityCodeError::Empty),
            ]
        );
    }

    #[test]
    fn every_fault_has_the_number_of_its_place() {
        let numbers: Vec<_> = CardFault::all().into_iter().map(CardFault::number).collect();
        assert_eq!(numbers, (0..numbers.len()).collect::<Vec<_>>());
    }

    #[test]
    fn debug_shows_no_digit_that_was_typed() {
        let card = Card::parse(
            Typed {
                number: "4111111111111111",
                month: "12",
                year: "2030",
                holder: "Ada Lovelace",
                security_code: "987",
            },
            NOVEMBER_2026,
        );
        let shown = format!("{card:?}");
        assert!(!shown.contains("41111111") && !shown.contains("987"), "{shown}");
    }
}
