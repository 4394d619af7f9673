//! A card in a request, whichever of Zuora's names its fields have there.

use super::{
    fields::Fields,
    records::PaymentMethod,
    reply::{Refusal, id},
    tenant::Tenant,
    test_cards::{CHOOSE_ONE, CardBehaviour, published},
};
use serde_json::{Map, Value};
use std::time::Duration;
use tokio::time::sleep;

/// Zuora's brands.
const CARD_TYPES: [&str; 6] =
    ["Visa", "MasterCard", "AmericanExpress", "Discover", "JCB", "Diners"];
/// How long a slow card takes.
const SLOW: Duration = Duration::from_secs(5);

/// A card that has been read, and nothing of it that may not be kept.
pub struct NewCard {
    card_type: &'static str,
    masked_number: String,
    expiration_month: u16,
    expiration_year: u16,
    holder: Vec<(&'static str, String)>,
    behaviour: CardBehaviour,
}

/// The names of brand and number: the older operation has its own.
#[derive(Clone, Copy)]
pub enum Naming {
    /// `creditCardType`, `creditCardNumber`
    Older,
    /// `cardType`, `cardNumber`
    Current,
}

/// Which of the holder's fields an operation asks for.
#[derive(Clone, Copy)]
pub enum Holder {
    /// None.
    Optional,
    /// The name.
    Required,
    /// The name and the address.
    WithAddress,
}

impl Naming {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Older => ("creditCardType", "creditCardNumber"),
            Self::Current => ("cardType", "cardNumber"),
        }
    }
}

/// Refuses a body with a card number that is not a published test number, before anything else looks at it: whatever stands where a card's number
/// belongs, and whatever would pass for one anywhere else.
///
/// # Errors
/// In words of ours: Zuora has no such rule.
pub fn only_test_numbers(body: &Map<String, Value>) -> Result<(), Refusal> {
    for (field, value) in body {
        let number = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Object(inner) => {
                only_test_numbers(inner)?;
                continue;
            }
            _ => continue,
        };
        let is_number_field = matches!(field.as_str(), "creditCardNumber" | "cardNumber");
        if (is_number_field || passes_for_a_card_number(&number))
            && published(&number.replace([' ', '-'], "")).is_none()
        {
            return Err(Refusal::because(
                50_000_020,
                format!(
                    "'{field}' is not a published test number, and the sandbox takes no other. {CHOOSE_ONE}."
                ),
            ));
        }
    }
    Ok(())
}

/// As many digits as a card number has, with the right check digit (ISO/IEC 7812), and little else.
fn passes_for_a_card_number(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|character| character.to_digit(10)).collect();
    let letters = text.chars().filter(|character| character.is_alphabetic()).count();
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { *digit } else { doubled(*digit) })
        .sum();
    // An id has letters among its digits, a sentence around them.
    (13..=19).contains(&digits.len()) && letters < 4 && sum.is_multiple_of(10)
}

/// The card in these fields.
pub fn read(fields: &mut Fields<'_>, naming: Naming, holder: Holder) -> Option<NewCard> {
    let (type_name, number_name) = naming.names();
    let card_type = fields.one_of(type_name, &CARD_TYPES);
    let card_type = fields.required(type_name, card_type);
    let number = fields.text(number_name, 16);
    let number = fields.required(number_name, number);
    let month = fields.whole("expirationMonth", 1..=12);
    let month = fields.required("expirationMonth", month);
    let year = fields.whole("expirationYear", 0..=9999);
    let year = fields.required("expirationYear", year);
    if year.is_some_and(|year| (100..1000).contains(&year)) {
        fields.wrong("'expirationYear' value should be a year of four digits");
    }
    // Zuora keeps no security code either.
    fields.text("securityCode", 4);
    let required = match holder {
        Holder::WithAddress => {
            ["cardHolderName", "addressLine1", "city", "state", "country", "zipCode"].as_slice()
        }
        Holder::Optional | Holder::Required => &["cardHolderName"],
    };
    let given = fields.object("cardHolderInfo", |info| read_holder(info, required));
    let holder = match holder {
        // Zuora: without it, the bill-to contact is the holder.
        Holder::Optional => Some(given.unwrap_or_default()),
        Holder::Required | Holder::WithAddress => fields.required("cardHolderInfo", given),
    };
    let known = number.and_then(published);
    if let (Some(given), Some((brand, _))) = (card_type, known)
        && given != brand
    {
        // Inferred: Zuora does not say whether it compares them.
        fields.wrong(format!("'{type_name}' does not match '{number_name}'"));
        return None;
    }
    let (card_type, behaviour) = known?;
    Some(NewCard {
        card_type,
        masked_number: mask(number?),
        expiration_month: month?,
        // Observed: two digits are taken for a year of this century.
        expiration_year: year.map(|year| if year < 100 { 2000 + year } else { year })?,
        holder: holder?,
        behaviour,
    })
}

/// Zuora: the holder's fields and their limits.
pub const HOLDER: [(&str, usize); 9] = [
    ("cardHolderName", 50),
    ("addressLine1", 255),
    ("addressLine2", 255),
    ("city", 40),
    ("state", 50),
    ("zipCode", 20),
    ("country", 64),
    ("email", 80),
    ("phone", 40),
];

fn read_holder(info: &mut Fields<'_>, required: &[&str]) -> Option<Vec<(&'static str, String)>> {
    let mut holder = Vec::new();
    let mut missing = false;
    for (field, most) in HOLDER {
        let needed = required.contains(&field);
        let text = if needed { info.required_text(field, most) } else { info.text(field, most) };
        missing |= needed && text.is_none();
        holder.extend(text.map(|text| (field, text.to_owned())));
    }
    (!missing).then_some(holder)
}

/// Zuora: twelve asterisks and the last four digits. Inferred for numbers of other lengths: an asterisk for each digit.
fn mask(number: &str) -> String {
    let hidden = number.len().saturating_sub(4);
    "*".repeat(hidden) + &number[hidden..]
}

impl NewCard {
    /// What the gateway has to say, in its own time.
    ///
    /// # Errors
    /// When it declines, or breaks.
    pub async fn verified(self) -> Result<Self, Refusal> {
        match self.behaviour {
            CardBehaviour::Approved => Ok(self),
            CardBehaviour::Slow => {
                sleep(SLOW).await;
                Ok(self)
            }
            CardBehaviour::Declined(words) => Err(Refusal::because(50_000_099, words)),
            CardBehaviour::Broken => Err(Refusal::because(
                50_000_060,
                "An internal error occurred while the card was verified.",
            )),
        }
    }

    /// Saves it, for an account or as an orphan, and returns its id.
    pub fn save(self, tenant: &mut Tenant, account_id: Option<String>) -> String {
        let (id, now) = (id(), tenant.timestamp());
        tenant.payment_methods.push(PaymentMethod {
            id: id.clone(),
            account_id,
            card_type: self.card_type,
            masked_number: self.masked_number,
            expiration_month: self.expiration_month,
            expiration_year: self.expiration_year,
            holder: self.holder,
            status: "Active",
            since: tenant.now(),
            created: now.clone(),
            updated: now,
        });
        id
    }
}
