//! The card in the form, checked field by field, so that each error can stand beside its field.

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

/// Zuora: the names of a form's fields. Inferred: that they are sent with `field_` before them, as when a page is filled in beforehand.
pub const NUMBER: &str = "field_creditCardNumber";
/// The same, for the month.
pub const MONTH: &str = "field_creditCardExpirationMonth";
/// The same, for the year.
pub const YEAR: &str = "field_creditCardExpirationYear";
/// The same, for the code on the back.
pub const CODE: &str = "field_cardSecurityCode";
/// The same, for the holder's name.
pub const HOLDER: &str = "field_creditCardHolderName";

/// Zuora: the most characters of a name.
const MAX_NAME_CHARACTERS: usize = 50;

/// What somebody has put into the form. It is never shown or written down as it is.
#[derive(Default)]
pub struct EnteredCard {
    number: String,
    month: String,
    year: String,
    code: String,
    holder: String,
}

/// What is wrong, by the name of the field, in the form's order.
pub type FieldErrors = Vec<(&'static str, String)>;

impl EnteredCard {
    /// The fields in a form.
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

    /// What a field may show again: no number and no code, and nothing that has one in it.
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

    /// Two digits are taken for a year of this century, as elsewhere.
    fn year(&self) -> Option<i32> {
        let year = digits(&self.year, 2..=2).or_else(|| digits(&self.year, 4..=4))?;
        let number: i32 = year.parse().ok()?;
        Some(if year.len() == 2 { 2000 + number } else { number })
    }

    /// The card, today.
    ///
    /// # Errors
    /// Everything that is wrong, at once.
    pub fn check(&self, today: Date) -> Result<NewCard, FieldErrors> {
        let number = self.number.replace([' ', '-'], "");
        // Zuora's page lets the customer choose the brand. Here the number says it, so that "Credit Card Type is required." cannot happen.
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
        let checks = [
            // Zuora: client-side code 001 for what is missing, and the words about holder and past date. The others are made after them.
            (NUMBER, self.number.is_empty(), "Card Number is required."),
            // Zuora: 002. The rule is ours.
            (
                NUMBER,
                brand.is_none(),
                "Test cards only: Card Number must be a published test number.",
            ),
            (MONTH, self.month.is_empty(), "Expiration Month is required."),
            (MONTH, month.is_none(), "Expiration Month must be 1 to 12."),
            (YEAR, self.year.is_empty(), "Expiration Year is required."),
            (YEAR, year.is_none(), "Expiration Year must have two or four digits."),
            (YEAR, has_passed, "Expiration date must be a future date."),
            (CODE, self.code.is_empty(), "CVV is required."),
            // Zuora: 004. Inferred: that the length goes by the brand.
            (CODE, digits(&self.code, code_length).is_none(), "CVV is invalid."),
            (HOLDER, self.holder.is_empty(), "Card Holder Name is required."),
            (HOLDER, too_long, "Card Holder Name may not have more than 50 characters."),
        ];
        let mut errors = FieldErrors::new();
        for (field, is_wrong, message) in checks {
            if is_wrong && errors.iter().all(|(name, _)| *name != field) {
                errors.push((field, message.to_owned()));
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
        // From here on it is a card as any operation reads it. What may still be wrong with it is the name.
        let about_holder = |reply: ErrorReply| vec![(HOLDER, PageError::from(reply).message)];
        reject_real_card_numbers(&body).map_err(about_holder)?;
        let mut fields = FieldReader::new(&body, UNKNOWN_RESOURCE);
        let card = cards::read(&mut fields, CardFieldNames::Current, HolderFields::Required);
        fields.finish(card).map_err(about_holder)
    }
}

/// The text, when it is as many digits.
fn digits(text: &str, lengths: RangeInclusive<usize>) -> Option<&str> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    (plain && lengths.contains(&text.len())).then_some(text)
}
