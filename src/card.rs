//! What is printed on a card, parsed: number, brand, expiry, name and security code.
//!
//! Pure, and without serde: nothing here can be written into JSON, so nothing here can reach the shop's server by accident.

mod brand;
mod expiry;
mod holder;
mod number;
mod security_code;

pub use brand::Brand;
pub use expiry::{Expiry, ExpiryError, Month};
pub use holder::{Holder, HolderError};
pub use number::{CardNumber, NumberError};
pub use security_code::{SecurityCode, SecurityCodeError};

/// A card whose every field has been checked.
#[derive(Debug)]
pub struct Card {
    /// The long number.
    pub number: CardNumber,
    /// The last month it is good for.
    pub expiry: Expiry,
    /// The name on it.
    pub holder: Holder,
    /// The three or four digits that are never stored.
    pub security_code: SecurityCode,
}

/// What somebody typed, as it stood in the fields.
#[derive(Clone, Copy)]
pub struct Typed<'a> {
    /// Card number, with whatever spaces or hyphens.
    pub number: &'a str,
    /// Month of expiry.
    pub month: &'a str,
    /// Year of expiry.
    pub year: &'a str,
    /// Name on card.
    pub holder: &'a str,
    /// Card security code.
    pub security_code: &'a str,
}

/// What is wrong with each field; all are told at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CardErrors {
    /// With the number.
    pub number: Option<NumberError>,
    /// With month or year.
    pub expiry: Option<ExpiryError>,
    /// With the name.
    pub holder: Option<HolderError>,
    /// With the security code.
    pub security_code: Option<SecurityCodeError>,
}

impl Card {
    /// Checks every field, as of the month `today`.
    ///
    /// # Errors
    /// One for each field that is wrong.
    pub fn parse(typed: Typed<'_>, today: Month) -> Result<Self, CardErrors> {
        let number = CardNumber::parse(typed.number);
        let brand = number.as_ref().ok().map(CardNumber::brand);
        let expiry = Expiry::parse(typed.month, typed.year, today);
        let holder = Holder::parse(typed.holder);
        let security_code = SecurityCode::parse(typed.security_code, brand);
        match (number, expiry, holder, security_code) {
            (Ok(number), Ok(expiry), Ok(holder), Ok(security_code)) => Ok(Self {
                number,
                expiry,
                holder,
                security_code,
            }),
            (number, expiry, holder, security_code) => Err(CardErrors {
                number: number.err(),
                expiry: expiry.err(),
                holder: holder.err(),
                security_code: security_code.err(),
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

        let empty = Typed {
            number: "",
            month: "",
            year: "",
            holder: "",
            security_code: "",
        };
        let errors = Card::parse(empty, NOVEMBER_2026).expect_err("nothing was typed");
        assert_eq!(
            errors,
            CardErrors {
                number: Some(NumberError::Empty),
                expiry: Some(ExpiryError::Empty),
                holder: Some(HolderError::Empty),
                security_code: Some(SecurityCodeError::Empty),
            }
        );
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
