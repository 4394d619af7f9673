//! What a new customer types about themselves, checked: pure, as `card/` is.

use crate::{
    digits::holds_card_number,
    text::{cleaned, is_supported},
};
use std::fmt;

/// A field of the form, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs)] // the names say it
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

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountFault {
    /// Nothing was typed, or nothing that can be seen.
    Empty,
    /// More characters than Zuora keeps.
    TooLong,
    /// It has characters that Zuora does not keep, such as emoji.
    Letters,
    /// It holds as many digits as a card number, which would go to the shop's server with the account's name.
    CardNumber,
    /// Zuora has refused it.
    Refused,
}

impl AccountFault {
    const ANY_FIELD: usize = 3;
    /// How many there are.
    pub const COUNT: usize = Self::ANY_FIELD + 2 * AccountField::ALL.len();

    /// Every fault of every field, in the order of their numbers; of what is the same for all fields, once.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn all() -> impl Iterator<Item = (AccountField, Self)> {
        let any = [Self::TooLong, Self::Letters, Self::CardNumber]
            .map(|fault| (AccountField::Name, fault));
        let empty = AccountField::ALL.map(|field| (field, Self::Empty));
        let refused = AccountField::ALL.map(|field| (field, Self::Refused));
        any.into_iter().chain(empty).chain(refused)
    }

    /// The place of this fault of a field among all of them.
    pub fn number(self, field: AccountField) -> usize {
        match self {
            Self::TooLong => 0,
            Self::Letters => 1,
            Self::CardNumber => 2,
            Self::Empty => Self::ANY_FIELD + field as usize,
            Self::Refused => Self::ANY_FIELD + AccountField::ALL.len() + field as usize,
        }
    }
}

impl AccountField {
    /// Every field.
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

    /// The id of its element; the place of its error has the same with `-error` behind it.
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

    /// Its names in Zuora's account, in the contact, and in the card holder's information.
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

    /// The most characters of it (Zuora, the smaller where contact and card holder differ).
    pub fn most(self) -> u16 {
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

    /// What is wrong with what was typed into it.
    ///
    /// # Errors
    /// The first thing that is.
    pub fn check(self, typed: &str) -> Result<(), AccountFault> {
        let text = cleaned(typed);
        if text.is_empty() && self != Self::State {
            Err(AccountFault::Empty)
        } else if holds_card_number(&text) {
            Err(AccountFault::CardNumber)
        } else if !is_supported(&text) {
            Err(AccountFault::Letters)
        } else if text.chars().count() > usize::from(self.most()) {
            Err(AccountFault::TooLong)
        } else {
            Ok(())
        }
    }
}

/// Everything that was typed, checked.
pub struct NewAccount([String; AccountField::ALL.len()]);

impl NewAccount {
    /// What `typed` has for every field.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn parse(
        typed: impl Fn(AccountField) -> String,
    ) -> Result<Self, Vec<(AccountField, AccountFault)>> {
        let texts = AccountField::ALL.map(|field| cleaned(&typed(field)));
        let checked = AccountField::ALL.into_iter().zip(&texts);
        let faults: Vec<_> =
            checked.filter_map(|(field, text)| Some((field, field.check(text).err()?))).collect();
        if faults.is_empty() { Ok(Self(texts)) } else { Err(faults) }
    }

    /// What was typed into one field.
    pub fn get(&self, field: AccountField) -> &str {
        &self.0[field as usize]
    }
}

/// Says nothing of the customer.
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
    fn everything_but_the_state_is_asked_for() {
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
                assert_eq!(faults.expect_err(number), [(field, AccountFault::CardNumber)]);
            }
        }
    }

    #[test]
    fn what_zuora_does_not_keep_is_told_beforehand() {
        for (text, fault) in [
            ("a".repeat(256), AccountFault::TooLong),
            ("\u{200b}".into(), AccountFault::Empty),
            ("\u{301}".into(), AccountFault::Empty),
            ("𝐀cme".into(), AccountFault::Letters),
            ("Rocket 🚀".into(), AccountFault::Letters),
            ("a\u{0}".into(), AccountFault::Letters),
        ] {
            assert_eq!(AccountField::Name.check(&text), Err(fault), "{text}");
        }
        assert_eq!(AccountField::Name.check(&"é".repeat(255)), Ok(()));
        for field in AccountField::ALL {
            let most = usize::from(field.most());
            assert_eq!(field.check(&"龍".repeat(most)), Ok(()), "{field:?}");
            assert_eq!(
                field.check(&"龍".repeat(most + 1)),
                Err(AccountFault::TooLong),
                "{field:?}"
            );
        }
    }

    #[test]
    fn every_fault_has_the_number_of_its_place() {
        let numbers: Vec<_> =
            AccountFault::all().map(|(field, fault)| fault.number(field)).collect();
        assert_eq!(numbers, (0..AccountFault::COUNT).collect::<Vec<_>>());
    }

    #[test]
    fn unseen_marks_are_left_behind() {
        let account = NewAccount::parse(|field| format!("\u{feff}{}\u{200b} ", typed(field)))
            .expect("all is well");
        assert_eq!(
            (account.get(AccountField::Currency), account.get(AccountField::State)),
            ("EUR", "")
        );
    }
}
