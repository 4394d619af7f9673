//! A card's number, brand, expiry, holder, security code and billing address, parsed.
//!
//! It is pure and has no serde: nothing here can be written into JSON, so nothing here can reach
//! the shop's server by accident.

mod billing_address;
mod brand;
mod expiry;
mod holder;
mod number;
mod security_code;
mod spacing;

pub use crate::text::TextFault;
pub use billing_address::{Country, PostalCode};
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
    pub security_code: SecurityCode,
    /// `None` when the form does not require it and nothing was typed; so are the next two.
    pub holder: Option<Holder>,
    pub country: Option<Country>,
    pub postal_code: Option<PostalCode>,
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
    /// A code from the page's list.
    pub country: &'a str,
    pub postal_code: &'a str,
    /// Whether the form requires a field that it may leave to the customer: the name, the country,
    /// the postal code.
    pub is_required: fn(CardField) -> bool,
}

/// The fields, in the order of the form: the card's, then the billing address. Month and year are one
/// field: a date is wrong as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardField {
    Number,
    Expiry,
    /// Card security code.
    SecurityCode,
    /// Name on card.
    Holder,
    Country,
    PostalCode,
}

impl CardField {
    pub const ALL: [Self; 6] = [
        Self::Number,
        Self::Expiry,
        Self::SecurityCode,
        Self::Holder,
        Self::Country,
        Self::PostalCode,
    ];
    /// The order on a form that has the billing address above the card.
    pub const ADDRESS_FIRST: [Self; 6] = [
        Self::Country,
        Self::PostalCode,
        Self::Number,
        Self::Expiry,
        Self::SecurityCode,
        Self::Holder,
    ];

    /// The field that Zuora's operations, the older or the current one, call by this name.
    pub fn from_zuora_name(name: &str) -> Option<Self> {
        match name {
            "creditCardNumber" | "creditCardType" | "cardNumber" | "cardType" => Some(Self::Number),
            "expirationMonth" | "expirationYear" => Some(Self::Expiry),
            "cardHolderInfo" | "cardHolderName" => Some(Self::Holder),
            "securityCode" => Some(Self::SecurityCode),
            "country" => Some(Self::Country),
            "zipCode" | "postalCode" => Some(Self::PostalCode),
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
    /// No country was chosen.
    Country,
    PostalCode(TextFault),
    /// Zuora has refused the field.
    Refused(CardField),
}

impl CardFault {
    /// Every fault, in the order of their numbers.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn all() -> Vec<Self> {
        use {
            ExpiryError as E, HolderError as H, NumberError as N, SecurityCodeError as S,
            TextFault as T,
        };
        let numbers =
            [N::Empty, N::NotDigits, N::UnknownBrand, N::TooShort, N::TooLong, N::Mistyped]
                .map(Self::Number);
        let expiries = [E::Empty, E::Month, E::Year, E::Past, E::TooFar].map(Self::Expiry);
        let holders = [H::Empty, H::TooLong, H::Unsupported, H::HoldsCardNumber, H::IsSecurityCode]
            .map(Self::Holder);
        let codes = [S::Empty, S::ThreeOrFour, S::Length(3), S::Length(4)].map(Self::SecurityCode);
        let postal_codes =
            [T::Empty, T::TooLong, T::Unsupported, T::HoldsCardNumber].map(Self::PostalCode);
        let refused = CardField::ALL.map(Self::Refused);
        [&numbers[..], &expiries, &holders, &codes, &[Self::Country], &postal_codes, &refused]
            .concat()
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
            Self::Country => 20,
            Self::PostalCode(error) => 21 + error as usize,
            Self::Refused(field) => 25 + field as usize,
        }
    }

    /// Whether the fault is only that a field is empty that a form may leave to the customer.
    pub fn is_omission(self) -> bool {
        matches!(
            self,
            Self::Holder(HolderError::Empty) | Self::Country | Self::PostalCode(TextFault::Empty)
        )
    }
}

/// The faults of a card's fields, at most one for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CardErrors([Option<CardFault>; CardField::ALL.len()]);

impl CardErrors {
    pub fn get(&self, field: CardField) -> Option<CardFault> {
        self.0[field as usize]
    }

    pub fn set(&mut self, field: CardField, fault: Option<CardFault>) {
        self.0[field as usize] = fault;
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
        let mut errors = CardErrors::default();
        let mut note = |field, fault: CardFault| {
            if !fault.is_omission() || (typed.is_required)(field) {
                errors.set(field, Some(fault));
            }
        };
        let number = CardNumber::parse(typed.number)
            .map_err(|error| note(CardField::Number, CardFault::Number(error)));
        let expiry = Expiry::parse(typed.month, typed.year, today)
            .map_err(|error| note(CardField::Expiry, CardFault::Expiry(error)));
        let holder = Holder::parse(typed.holder)
            .map_err(|error| note(CardField::Holder, CardFault::Holder(error)));
        let brand = Brand::from_typed_prefix(typed.number);
        let security_code = SecurityCode::parse(typed.security_code, brand)
            .map_err(|error| note(CardField::SecurityCode, CardFault::SecurityCode(error)));
        let country = Country::parse(typed.country);
        if country.is_none() {
            note(CardField::Country, CardFault::Country);
        }
        let postal_code = PostalCode::parse(typed.postal_code)
            .map_err(|error| note(CardField::PostalCode, CardFault::PostalCode(error)));
        match (number, expiry, security_code) {
            (Ok(number), Ok(expiry), Ok(security_code)) if errors.is_empty() => Ok(Self {
                number,
                expiry,
                security_code,
                holder: holder.ok(),
                country,
                postal_code: postal_code.ok(),
            }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOVEMBER_2026: Month = Month { year: 2026, month: 11 };

    const GOOD: Typed<'_> = Typed {
        number: "4111 1111 1111 1111",
        month: "1",
        year: "30",
        holder: "Ada Lovelace",
        security_code: "123",
        country: "US",
        postal_code: "94105",
        is_required: |_| true,
    };
    const EMPTY: Typed<'_> = Typed {
        number: "",
        month: "",
        year: "",
        holder: "",
        security_code: "",
        country: "",
        postal_code: "",
        is_required: |_| true,
    };

    fn faults(typed: Typed<'_>) -> Vec<CardFault> {
        let errors = Card::parse(typed, NOVEMBER_2026).expect_err("a fault");
        errors.iter().map(|(_, fault)| fault).collect()
    }

    #[test]
    fn a_whole_card_or_every_fault_at_once() {
        let card = Card::parse(GOOD, NOVEMBER_2026).expect("all is well");
        assert_eq!(card.country.as_ref().map(Country::code), Some("US"));
        assert_eq!(card.postal_code.as_ref().map(PostalCode::text), Some("94105"));
        assert_eq!(
            faults(EMPTY),
            [
                CardFault::Number(NumberError::Empty),
                CardFault::Expiry(ExpiryError::Empty),
                CardFault::SecurityCode(SecurityCodeError::Empty),
                CardFault::Holder(HolderError::Empty),
                CardFault::Country,
                CardFault::PostalCode(TextFault::Empty),
            ]
        );
    }

    #[test]
    fn what_a_form_does_not_require_may_be_empty_and_not_wrong() {
        let is_required = |_| false;
        let card = Typed { holder: "", country: "", postal_code: " ", is_required, ..GOOD };
        let card = Card::parse(card, NOVEMBER_2026).expect("nothing is required");
        assert!(card.holder.is_none() && card.country.is_none() && card.postal_code.is_none());
        let one_of_them = Typed { country: "", is_required, ..GOOD };
        let card = Card::parse(one_of_them, NOVEMBER_2026).expect("one is enough");
        assert!(card.country.is_none() && card.postal_code.is_some());

        let wrong = Typed { holder: "123", postal_code: "🚀", is_required, ..GOOD };
        assert_eq!(
            faults(wrong),
            [
                CardFault::Holder(HolderError::IsSecurityCode),
                CardFault::PostalCode(TextFault::Unsupported),
            ]
        );
        assert_eq!(
            faults(Typed { is_required, ..EMPTY }).len(),
            3,
            "number, expiry date and security code are required on every form"
        );
        let name_only = |field| field == CardField::Holder;
        assert_eq!(
            faults(Typed { holder: "", country: "", is_required: name_only, ..GOOD }),
            [CardFault::Holder(HolderError::Empty)]
        );
    }

    #[test]
    fn both_orders_have_every_field_once() {
        for field in CardField::ALL {
            let times = |order: [CardField; 6]| order.iter().filter(|one| **one == field).count();
            assert_eq!((times(CardField::ALL), times(CardField::ADDRESS_FIRST)), (1, 1));
            assert_eq!(CardField::ALL[field as usize], field, "errors are stored by number");
        }
    }

    #[test]
    fn every_fault_has_the_number_of_its_place() {
        let numbers: Vec<_> = CardFault::all().into_iter().map(CardFault::number).collect();
        assert_eq!(numbers, (0..numbers.len()).collect::<Vec<_>>());
    }

    #[test]
    fn debug_shows_no_digit_that_was_typed() {
        let card = Card::parse(
            Typed { number: "4111111111111111", security_code: "987", ..GOOD },
            NOVEMBER_2026,
        );
        let shown = format!("{card:?}");
        assert!(!shown.contains("41111111") && !shown.contains("987"), "{shown}");
    }
}
