//! Rejects real card numbers: the sandbox accepts published test numbers only.

use crate::sandbox::{
    error_reply::ErrorReply,
    test_cards::{CHOOSE_ONE, find_test_card},
};
use serde_json::{Map, Value};

/// Rejects a body with a card number that is not a published test number, before the body is read
/// any further. A card number is whatever is in a card number's field, and whatever looks like one
/// in any other field.
///
/// # Errors
/// Zuora has no such rule, so the text is ours.
pub fn reject_real_card_numbers(body: &Map<String, Value>) -> Result<(), ErrorReply> {
    for (field, value) in body {
        let number = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Object(inner) => {
                reject_real_card_numbers(inner)?;
                continue;
            }
            _ => continue,
        };
        let is_number_field = matches!(field.as_str(), "creditCardNumber" | "cardNumber");
        if (is_number_field || passes_for_a_card_number(&number))
            && find_test_card(&number.replace([' ', '-'], "")).is_none()
        {
            return Err(ErrorReply::new(
                50_000_020,
                format!(
                    "'{field}' is not a published test number, and the sandbox takes no other. {CHOOSE_ONE}."
                ),
            ));
        }
    }
    Ok(())
}

/// Whether the text has as many digits as a card number, the right check digit (ISO/IEC 7812), and
/// few letters.
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
    // Ids and sentences have more letters.
    (13..=19).contains(&digits.len()) && letters < 4 && sum.is_multiple_of(10)
}
