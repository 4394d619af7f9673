//! The card numbers that payment companies publish for tests. The sandbox accepts no others, so
//! that no real card gets into it.

mod behaviour;
mod published;

pub use behaviour::CardBehaviour;

use published::PROVIDERS;

/// The start of the error message for any other number. The site recognises it, and points to the
/// test cards.
pub const CHOOSE_ONE: &str = "Test cards only: choose one";

/// Brand and behaviour of a published test number. Where the lists differ, the sandbox's own comes
/// first, then any that approves the number.
pub fn find_test_card(number: &str) -> Option<(&'static str, CardBehaviour)> {
    let plain = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
    let number: u64 = number.parse().ok().filter(|_| plain)?;
    let listed = || PROVIDERS.iter().filter_map(|provider| provider.find(number));
    let own = PROVIDERS.first().and_then(|sandbox| sandbox.find(number));
    let saved = || listed().find(|(_, behaviour)| *behaviour == CardBehaviour::Approved);
    own.or_else(saved).or_else(|| listed().next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn every_published_number_is_taken_and_no_other() {
        for provider in PROVIDERS {
            assert!(provider.page.starts_with("https://"), "{provider:?}");
            for (number, brand, _) in provider.cards {
                let found = find_test_card(&number.to_string());
                assert_eq!(
                    found.map(|(brand, _)| brand),
                    Some(*brand),
                    "{}: {number}",
                    provider.name
                );
            }
        }
        for (number, behaviour) in [
            ("4242424242424242", Some(CardBehaviour::Approved)),
            ("4111111111111111", Some(CardBehaviour::Approved)),
            ("4000000000000077", Some(CardBehaviour::Slow)),
            ("4000000000000119", Some(CardBehaviour::Broken)),
            // One provider declines it, others approve it.
            ("5105105105105100", Some(CardBehaviour::Approved)),
            ("4111111111111112", None),
            ("4539578763621486", None),
            ("04242424242424242", None),
            ("+4242424242424242", None),
            ("", None),
        ] {
            assert_eq!(
                find_test_card(number).map(|(_, behaviour)| behaviour),
                behaviour,
                "{number}"
            );
        }
        assert!(matches!(
            find_test_card("4000111111111115"),
            Some((_, CardBehaviour::Declined(_)))
        ));
    }

    #[test]
    fn every_list_has_right_check_digits_no_number_twice_and_one_brand_for_each() {
        let mut brands = HashMap::new();
        for provider in PROVIDERS {
            let mut numbers: Vec<_> = provider.cards.iter().map(|(number, ..)| *number).collect();
            numbers.sort_unstable();
            assert!(numbers.windows(2).all(|pair| pair[0] != pair[1]), "{}", provider.name);
            for (number, brand, _) in provider.cards {
                assert_eq!(*brands.entry(*number).or_insert(*brand), *brand, "{number}");
                let digits = number.to_string();
                let values = digits.bytes().rev().map(|byte| u32::from(byte - b'0')).enumerate();
                let sum: u32 = values
                    .map(
                        |(place, value)| {
                            if place % 2 == 0 { value } else { value * 2 / 10 + value * 2 % 10 }
                        },
                    )
                    .sum();
                assert!(sum.is_multiple_of(10), "{}: {number}", provider.name);
            }
        }
    }
}
