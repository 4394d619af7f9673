//! Finds and masks what may be a card number, wherever it is in a text.

use uuid::{Uuid, Version, fmt::Hyphenated};

/// Masks all but the last four digits of every run of digits that is as long as a card number.
/// Digits without separators are masked anywhere. Digits with separators are masked unless letters
/// touch them, because ids mix digits and letters.
pub fn mask_card_numbers(text: &str) -> String {
    if is_id(text) {
        return text.to_owned();
    }
    let separates = |character: char| {
        matches!(character, ' ' | '-' | '.' | '/' | '\u{a0}' | '\u{2010}'..='\u{2015}')
    };
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        let (before, run) = rest.split_at(start);
        let end = run
            .find(|character: char| !character.is_ascii_digit() && !separates(character))
            .unwrap_or(run.len());
        let (run, after) = run.split_at(end);
        let alone =
            !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        masked.push_str(before);
        if alone {
            masked.push_str(&mask_digits(run));
        } else {
            masked.extend(run.split_inclusive(separates).map(mask_digits));
        }
        rest = after;
    }
    masked + rest
}

/// Zuora's ids and the track ids of our calls: some contain as many digits in a row.
fn is_id(text: &str) -> bool {
    let is_zuoras =
        text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let is_uuid = || {
        text.len() == Hyphenated::LENGTH
            && Uuid::try_parse(text).is_ok_and(|id| id.get_version() == Some(Version::Random))
    };
    is_zuoras || is_uuid()
}

/// Masks all but the last four digits when there are as many as in a card number.
fn mask_digits(run: &str) -> String {
    let digits = run.chars().filter(char::is_ascii_digit).count();
    if digits < 12 {
        return run.to_owned();
    }
    let mut seen = 0;
    run.chars()
        .map(|character| {
            seen += usize::from(character.is_ascii_digit());
            if character.is_ascii_digit() && seen + 4 <= digits { '*' } else { character }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_number_is_masked_wherever_it_stands() {
        for (text, masked) in [
            ("4111111111111111", "************1111"),
            ("4111.1111-1111 1111", "****.****-**** 1111"),
            ("my card is 4111 1111 1111 1111, thanks", "my card is **** **** **** 1111, thanks"),
            ("x4111111111111111y", "x************1111y"),
            ("5a4db0c5-0000-4000-8000-c0ffee000001", "5a4db0c5-0000-4000-8000-c0ffee000001"),
            ("5a4db0c5-0000-4000-8000-123456789012", "5a4db0c5-0000-4000-8000-123456789012"),
            ("x 5a4db0c5-0000-4000-8000-123456789012", "x 5a4db0c5-0000-4000-8000-********9012"),
            ("41111111-1111-1111-0000-000000000000", "********-****-****-****-********0000"),
            ("402892c74c9193cd014c96bbe7c101f8", "402892c74c9193cd014c96bbe7c101f8"),
            ("2026-11-21", "2026-11-21"),
            ("", ""),
        ] {
            assert_eq!(mask_card_numbers(text), masked);
        }
    }
}
