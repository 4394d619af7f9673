//! Checks the card in the form field by field, so that each error can be shown beside its field.

use super::page_error::PageError;
use crate::sandbox::{
    cards::{self, CardFieldNames, HolderFields, NewCard},
    error_reply::ErrorReply,
    fields::{FieldReader, UNKNOWN_RESOURCE},
    mask::mask_card_numbers,
    real_card_numbers::reject_real_card_numbers,
    test_cards::find_test_card,
};
use serde_json::{Map, Value, json};
use std::ops::RangeInclusive;
use time::Date;
use url::form_urlencoded;

/// Zuora: the names of the form's fields, the next four included. Inferred: they are sent with the
/// prefix `field_`, as when a page is prefilled.
pub const NUMBER: &str = "field_creditCardNumber";
pub const MONTH: &str = "field_creditCardExpirationMonth";
pub const YEAR: &str = "field_creditCardExpirationYear";
pub const CODE: &str = "field_cardSecurityCode";
pub const HOLDER: &str = "field_creditCardHolderName";

/// Zuora: the length of a name.
const MAX_NAME_CHARACTERS: usize = 50;

/// What was entered in the form. It is never shown or recorded unmasked.
#[derive(Default)]
pub struct EnteredCard {
    number: String,
    month: String,
    year: String,
    code: String,
    holder: String,
}

/// What is wrong with one field.
pub struct FieldError {
    pub name: &'static str,
    pub kind: FieldErrorKind,
    /// The text beside the field.
    pub message: String,
}

/// Zuora: the kinds of field errors.
#[derive(Clone, Copy)]
pub enum FieldErrorKind {
    NullValue,
    InvalidFormat,
    ExceededMaxLength,
}

impl FieldErrorKind {
    pub fn code(self) -> &'static str {
        match self {
            Self::NullValue => "NullValue",
            Self::InvalidFormat => "InvalidFormat",
            Self::ExceededMaxLength => "ExceededMaxLength",
        }
    }
}

/// The wrong fields, in the form's order.
pub type FieldErrors = Vec<FieldError>;

impl EnteredCard {
    pub fn from_form(encoded: &[u8]) -> Self {
        let mut entered = Self::default();
        for (name, value) in form_urlencoded::parse(encoded) {
            let field = match &*name {
                NUMBER => &mut entered.number,
                MONTH => &mut entered.month,
                YEAR => &mut entered.year,
                CODE => &mut entered.code,
                HOLDER => &mut entered.holder,
                _ => continue,
            };
            value.trim().clone_into(field);
        }
        entered
    }

    /// The value that a field may show again: no card number, no code, and no text that contains a
    /// card number.
    pub fn redisplayed(&self, name: &str) -> String {
        match name {
            MONTH => self.month().map(|month| month.to_string()).unwrap_or_default(),
            YEAR => self.year().map(|year| year.to_string()).unwrap_or_default(),
            HOLDER => mask_card_numbers(&self.holder),
            _ => String::new(),
        }
    }

    fn month(&self) -> Option<u8> {
        digits(&self.month, 1..=2)?.parse::<u8>().ok().filter(|month| (1..=12).contains(month))
    }

    /// Two digits are a year of this century, as in Zuora's other operations.
    fn year(&self) -> Option<i32> {
        let year = digits(&self.year, 2..=2).or_else(|| digits(&self.year, 4..=4))?;
        let number: i32 = year.parse().ok()?;
        Some(if year.len() == 2 { 2000 + number } else { number })
    }

    /// The card, when every field is valid today.
    ///
    /// # Errors
    /// The errors of all fields at once.
    pub fn check(&self, today: Date) -> Result<NewCard, FieldErrors> {
        let number = self.number.replace([' ', '-'], "");
        // Zuora's page lets the customer choose the brand. Here the number decides it, so that
        // "Credit Card Type is required." cannot happen.
        let brand = find_test_card(&number).map(|(brand, _)| brand);
        let (month, year) = (self.month(), self.year());
        let this_month = (today.year(), u8::from(today.month()));
        let has_passed = year.zip(month).is_some_and(|date| date < this_month);
        let code_length = match brand {
            Some("AmericanExpress") => 4..=4,
            Some(_) => 3..=3,
            None => 3..=4,
        };
        let too_long = self.holder.chars().count() > MAX_NAME_CHARACTERS;
        let checks = {
            use FieldErrorKind::{ExceededMaxLength, InvalidFormat, NullValue};
            [
                // Zuora: client-side code 001 for missing fields, and the texts about holder and
                // past date. Inferred: the other texts.
                (NUMBER, NullValue, self.number.is_empty(), "Card Number is required."),
                // Zuora: code 002. The rule is the sandbox's own.
                (
                    NUMBER,
                    InvalidFormat,
                    brand.is_none(),
                    "Test cards only: Card Number must be a published test number.",
                ),
                (MONTH, NullValue, self.month.is_empty(), "Expiration Month is required."),
                (MONTH, InvalidFormat, month.is_none(), "Expiration Month must be 1 to 12."),
                (YEAR, NullValue, self.year.is_empty(), "Expiration Year is required."),
                (
                    YEAR,
                    InvalidFormat,
                    year.is_none(),
                    "Expiration Year must have two or four digits.",
                ),
                (YEAR, InvalidFormat, has_passed, "Expiration date must be a future date."),
                (CODE, NullValue, self.code.is_empty(), "CVV is required."),
                // Zuora: code 004. Inferred: the length depends on the brand.
                (CODE, InvalidFormat, digits(&self.code, code_length).is_none(), "CVV is invalid."),
                (HOLDER, NullValue, self.holder.is_empty(), "Card Holder Name is required."),
                (
                    HOLDER,
                    ExceededMaxLength,
                    too_long,
                    "Card Holder Name may not have more than 50 characters.",
                ),
            ]
        };
        let mut errors = FieldErrors::new();
        for (name, kind, is_wrong, message) in checks {
            if is_wrong && errors.iter().all(|error| error.name != name) {
                errors.push(FieldError { name, kind, message: message.to_owned() });
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let body: Map<String, Value> = [
            ("cardType", json!(brand)),
            ("cardNumber", json!(number)),
            ("expirationMonth", json!(month)),
            ("expirationYear", json!(year)),
            ("securityCode", json!(self.code)),
            ("cardHolderInfo", json!({"cardHolderName": self.holder})),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
        // The rest is checked as in any other operation. Only the name can still be wrong.
        let about_holder = |reply: ErrorReply| {
            let (kind, message) = (FieldErrorKind::InvalidFormat, PageError::from(reply).message);
            vec![FieldError { name: HOLDER, kind, message }]
        };
        reject_real_card_numbers(&body).map_err(about_holder)?;
        let mut fields = FieldReader::new(&body, UNKNOWN_RESOURCE);
        let card = cards::read(&mut fields, CardFieldNames::Current, HolderFields::Required);
        fields.finish(card).map_err(about_holder)
    }
}

/// The text, when it has only digits and one of these lengths.
fn digits(text: &str, lengths: RangeInclusive<usize>) -> Option<&str> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    (plain && lengths.contains(&text.len())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the form shows again has no card number and no code, and only test cards are taken.
    #[test]
    fn fuzz_hosted_page_form() {
        let today = Date::from_calendar_date(2026, time::Month::November, 26).expect("a date");
        crate::fuzz::fuzz("hosted_page_form", |bytes| {
            let entered = EnteredCard::from_form(bytes);
            for name in [NUMBER, CODE] {
                assert_eq!(entered.redisplayed(name), "");
            }
            for name in [MONTH, YEAR, HOLDER] {
                let shown = entered.redisplayed(name);
                assert_eq!(mask_card_numbers(&shown), shown);
            }
            match entered.check(today) {
                Ok(_) => assert!(find_test_card(&entered.number.replace([' ', '-'], "")).is_some()),
                Err(errors) => assert!(!errors.is_empty()),
            }
        });
    }
}
