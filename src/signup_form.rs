//! The fields of a new account, validated. It is pure, as `card/` is. Country and postal code are
//! not among them: they are the card's too, and `card/` has them.

use crate::text::{self, TextFault, cleaned};
use std::fmt;

/// The fields, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountField {
    Name,
    FirstName,
    LastName,
    Email,
    Currency,
    Address,
    City,
    State,
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
    /// It is not an email address.
    NotEmail,
    /// Zuora has refused it.
    Refused,
}

impl AccountFault {
    const ANY_FIELD: usize = 4;
    pub const COUNT: usize = Self::ANY_FIELD + 2 * AccountField::ALL.len();

    /// Every fault of every field, in the order of their numbers. A fault with the same sentence
    /// for all fields is listed once.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn all() -> impl Iterator<Item = (AccountField, Self)> {
        let any = [Self::TooLong, Self::Unsupported, Self::HoldsCardNumber, Self::NotEmail]
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
            Self::NotEmail => 3,
            Self::Empty => Self::ANY_FIELD + field as usize,
            Self::Refused => Self::ANY_FIELD + AccountField::ALL.len() + field as usize,
        }
    }
}

impl AccountField {
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::FirstName,
        Self::LastName,
        Self::Email,
        Self::Currency,
        Self::Address,
        Self::City,
        Self::State,
    ];

    /// The id of its element. The element of its error has the same id with `-error` behind it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "account-name",
            Self::FirstName => "account-first-name",
            Self::LastName => "account-last-name",
            Self::Email => "account-email",
            Self::Currency => "account-currency",
            Self::Address => "account-address",
            Self::City => "account-city",
            Self::State => "account-state",
        }
    }

    /// Zuora's names of it: in the account or the contact first, in the card holder's information
    /// last.
    pub fn zuora_names(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["name"],
            Self::FirstName => &["firstName"],
            Self::LastName => &["lastName"],
            Self::Email => &["workEmail", "email"],
            Self::Currency => &["currency"],
            Self::Address => &["address1", "addressLine1"],
            Self::City => &["city"],
            Self::State => &["state"],
        }
    }

    /// The most characters (Zuora; the smaller number where contact and card holder differ).
    pub fn max_length(self) -> u16 {
        match self {
            Self::Name | Self::Address => 255,
            Self::FirstName | Self::LastName => 100,
            Self::Email => 80,
            Self::Currency => 3,
            Self::City => 40,
            Self::State => 50,
        }
    }

    /// Whether it may not stay empty. `country` is the code of the chosen country.
    fn is_required(self, country: &str) -> bool {
        match self {
            Self::State => has_states(country),
            _ => true,
        }
    }

    /// Validates what was typed into the field. `country` is the code of the chosen country.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(self, typed: &str, country: &str) -> Result<(), AccountFault> {
        let text = cleaned(typed);
        match text::fault(&text, self.max_length().into()) {
            Some(TextFault::Empty) if !self.is_required(country) => Ok(()),
            Some(TextFault::Empty) => Err(AccountFault::Empty),
            Some(TextFault::TooLong) => Err(AccountFault::TooLong),
            Some(TextFault::Unsupported) => Err(AccountFault::Unsupported),
            Some(TextFault::HoldsCardNumber) => Err(AccountFault::HoldsCardNumber),
            None if self == Self::Email && !is_email(&text) => Err(AccountFault::NotEmail),
            None => Ok(()),
        }
    }
}

/// Whether an address in this country needs a state. Zuora: it checks the states of a country for
/// which it has a list, which at the start are these two.
fn has_states(country: &str) -> bool {
    matches!(country, "US" | "CA")
}

/// Whether a text has the form of an email address: a name, and a host with a dot in it. Whether the
/// address exists, only a message to it can show.
fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// A form whose every field is valid: the texts, in the order of the fields.
pub struct NewAccount([String; AccountField::ALL.len()]);

impl NewAccount {
    /// Validates every field; `typed` returns what was typed into one, and `country` is the code of
    /// the chosen country.
    ///
    /// # Errors
    /// Every fault.
    pub fn parse(
        typed: impl Fn(AccountField) -> String,
        country: &str,
    ) -> Result<Self, Vec<(AccountField, AccountFault)>> {
        let mut faults = Vec::new();
        let texts = AccountField::ALL.map(|field| {
            let text = cleaned(&typed(field));
            faults.extend(field.check(&text, country).err().map(|fault| (field, fault)));
            text
        });
        if faults.is_empty() { Ok(Self(texts)) } else { Err(faults) }
    }

    pub fn get(&self, field: AccountField) -> &str {
        &self.0[field as usize]
    }
}

/// Shows nothing that was typed.
impl fmt::Debug for NewAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewAccount(…)")
    }
}

#[cfg(test)]
mod tests;
