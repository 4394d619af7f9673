//! The fields of a new account, validated. It is pure, as `card/` is.

use crate::{
    digits::holds_card_number,
    text::{cleaned, is_supported},
};
use std::fmt;

/// The fields, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountField {
    Name,
    FirstName,
    LastName,
    Currency,
    Address,
    City,
    State,
    PostalCode,
    Country,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountFault {
    /// Nothing was typed, or nothing visible.
    Empty,
    /// It is longer than Zuora allows.
    TooLong,
    /// It has characters that Zuora does not store, such as emoji.
    Unsupported,
    /// It has as many digits as a card number, which would be sent to the shop's server with the
    /// account's name.
    HoldsCardNumber,
    /// Zuora has refused it.
    Refused,
}

impl AccountFault {
    const ANY_FIELD: usize = 3;
    pub const COUNT: usize = Self::ANY_FIELD + 2 * AccountField::ALL.len();

    /// Every fault of every field, in the order of their numbers. A fault with the same sentence
    /// for all fields is listed once.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn all() -> impl Iterator<Item = (AccountField, Self)> {
        let any = [Self::TooLong, Self::Unsupported, Self::HoldsCardNumber]
            .map(|fault| (AccountField::Name, fault));
        let empty = AccountField::ALL.map(|field| (field, Self::Empty));
        let refused = AccountField::ALL.map(|field| (field, Self::Refused));
        any.into_iter().chain(empty).chain(refused)
    }

    /// The fault's place in the list that the document holds.
    pub fn number(self, field: AccountField) -> usize {
        match self {
            Self::TooLong => 0,
            Self::Unsupported => 1,
            Self::HoldsCardNumber => 2,
            Self::Empty => Self::ANY_FIELD + field as usize,
            Self::Refused => Self::ANY_FIELD + AccountField::ALL.len() + field as usize,
        }
    }
}

impl AccountField {
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::FirstName,
        Self::LastName,
        Self::Currency,
        Self::Address,
        Self::City,
        Self::State,
        Self::PostalCode,
        Self::Country,
    ];

    /// The id of its element. The element of its error has the same id with `-error` behind it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "account-name",
            Self::FirstName => "account-first-name",
            Self::LastName => "account-last-name",
            Self::Currency => "account-currency",
            Self::Address => "account-address",
            Self::City => "account-city",
            Self::State => "account-state",
            Self::PostalCode => "account-postal-code",
            Self::Country => "account-country",
        }
    }

    /// Zuora's names of it: in the account or the contact first, in the card holder's information
    /// last.
    pub fn zuora_names(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["name"],
            Self::FirstName => &["firstName"],
            Self::LastName => &["lastName"],
            Self::Currency => &["currency"],
            Self::Address => &["address1", "addressLine1"],
            Self::City => &["city"],
            Self::State => &["state"],
            Self::PostalCode => &["zipCode"],
            Self::Country => &["country"],
        }
    }

    /// The most characters (Zuora; the smaller number where contact and card holder differ).
    pub fn max_length(self) -> u16 {
        match self {
            Self::Name | Self::Address => 255,
            Self::FirstName | Self::LastName => 100,
            Self::Currency => 3,
            Self::City => 40,
            Self::State => 50,
            Self::PostalCode => 20,
            Self::Country => 64,
        }
    }

    /// Validates what was typed into the field.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(self, typed: &str) -> Result<(), AccountFault> {
        let text = cleaned(typed);
        if text.is_empty() && self != Self::State {
            Err(AccountFault::Empty)
        } else if holds_card_number(&text) {
            Err(AccountFault::HoldsCardNumber)
        } else if !is_supported(&text) {
            Err(AccountFault::Unsupported)
        } else if text.chars().count() > usize::from(self.max_length()) {
            Err(AccountFault::TooLong)
        } else {
            Ok(())
        }
    }
}

/// A form whose every field is valid.
pub struct NewAccount {
    name: String,
    first_name: String,
    last_name: String,
    currency: String,
    address: String,
    city: String,
    state: String,
    postal_code: String,
    country: String,
}

impl NewAccount {
    /// Validates every field; `typed` returns what was typed into one.
    ///
    /// # Errors
    /// Every fault.
    pub fn parse(
        typed: impl Fn(AccountField) -> String,
    ) -> Result<Self, Vec<(AccountField, AccountFault)>> {
        let fault =
            |field: AccountField| field.check(&typed(field)).err().map(|fault| (field, fault));
        let faults: Vec<_> = AccountField::ALL.into_iter().filter_map(fault).collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        let text = |field| cleaned(&typed(field));
        Ok(Self {
            name: text(AccountField::Name),
            first_name: text(AccountField::FirstName),
            last_name: text(AccountField::LastName),
            currency: text(AccountField::Currency),
            address: text(AccountField::Address),
            city: text(AccountField::City),
            state: text(AccountField::State),
            postal_code: text(AccountField::PostalCode),
            country: text(AccountField::Country),
        })
    }

    pub fn get(&self, field: AccountField) -> &str {
        match field {
            AccountField::Name => &self.name,
            AccountField::FirstName => &self.first_name,
            AccountField::LastName => &self.last_name,
            AccountField::Currency => &self.currency,
            AccountField::Address => &self.address,
            AccountField::City => &self.city,
            AccountField::State => &self.state,
            AccountField::PostalCode => &self.postal_code,
            AccountField::Country => &self.country,
        }
    }
}

/// Shows nothing that was typed.
impl fmt::Debug for NewAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewAccount(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(field: AccountField) -> String {
        match field {
            AccountField::Currency => " EUR ".into(),
            AccountField::State => String::new(),
            AccountField::Name => "Müller & Søn 株式会社".into(),
            _ => "some".into(),
        }
    }

    #[test]
    fn every_field_but_the_state_is_required() {
        let account = NewAccount::parse(typed).expect("all is well");
        assert_eq!(
            (account.get(AccountField::Currency), account.get(AccountField::State)),
            ("EUR", "")
        );
        let faults = NewAccount::parse(|_| "  ".into()).expect_err("all is empty");
        assert_eq!(faults.len(), AccountField::ALL.len() - 1);
        assert!(
            faults
                .iter()
                .all(|(field, fault)| (*field != AccountField::State)
                    && *fault == AccountFault::Empty)
        );
        assert_eq!(format!("{account:?}"), "NewAccount(…)");
    }

    #[test]
    fn t2_a_card_number_in_a_wrong_field_is_stopped_before_it_leaves() {
        for field in AccountField::ALL {
            for number in [
                "4111111111111111",
                "4111 1111 1111 1111",
                "card 378282246310005",
                "４１１１１１１１１１１１１１１１",
                "4111·1111·1111·1111",
                "٤١١١ ١١١١ ١١١١ ١١١١",
                "४१११११११११११११११",
                "𝟜𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙",
                "4111\u{200b}1111\u{ad}1111\u{202e}1111",
            ] {
                let faults =
                    NewAccount::parse(
                        |other| {
                            if other == field { number.into() } else { typed(other) }
                        },
                    );
                assert_eq!(faults.expect_err(number), [(field, AccountFault::HoldsCardNumber)]);
            }
        }
    }

    #[test]
    fn what_zuora_does_not_store_is_refused_beforehand() {
        for (text, fault) in [
            ("a".repeat(256), AccountFault::TooLong),
            ("\u{200b}".into(), AccountFault::Empty),
            ("\u{301}".into(), AccountFault::Empty),
            ("𝐀cme".into(), AccountFault::Unsupported),
            ("Rocket 🚀".into(), AccountFault::Unsupported),
            ("a\u{0}".into(), AccountFault::Unsupported),
        ] {
            assert_eq!(AccountField::Name.check(&text), Err(fault), "{text}");
        }
        assert_eq!(AccountField::Name.check(&"é".repeat(255)), Ok(()));
        for field in AccountField::ALL {
            let max = usize::from(field.max_length());
            assert_eq!(field.check(&"龍".repeat(max)), Ok(()), "{field:?}");
            assert_eq!(field.check(&"龍".repeat(max + 1)), Err(AccountFault::TooLong), "{field:?}");
        }
    }

    #[test]
    fn every_fault_has_the_number_of_its_place() {
        let numbers: Vec<_> =
            AccountFault::all().map(|(field, fault)| fault.number(field)).collect();
        assert_eq!(numbers, (0..AccountFault::COUNT).collect::<Vec<_>>());
    }

    #[test]
    fn invisible_characters_are_removed() {
        let account = NewAccount::parse(|field| format!("\u{feff}{}\u{200b} ", typed(field)))
            .expect("all is well");
        assert_eq!(
            (account.get(AccountField::Currency), account.get(AccountField::State)),
            ("EUR", "")
        );
    }
}
