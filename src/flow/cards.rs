//! The cards of an account: what a card looks like to its holder, and which one is new.

use crate::{
    card::{Brand, CardNumber, Expiry, Month},
    zuora::PaymentMethod,
};

/// What may be shown of a saved card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedCard {
    /// The brand's name for customers.
    pub brand: String,
    pub last_four: String,
    /// Month and year, as people write them: `10/2033`.
    pub expires: String,
    pub payment_method_id: String,
    /// Whether it is to be the account's default.
    pub default: bool,
    /// The number of the account that was created with it.
    pub account_number: Option<String>,
}

/// A card that was found in the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCard {
    pub card: SavedCard,
    /// The card as Zuora has it.
    pub method: PaymentMethod,
}

impl From<PaymentMethod> for FoundCard {
    fn from(method: PaymentMethod) -> Self {
        let card = SavedCard {
            brand: brand_name(&method.credit_card_type).to_owned(),
            last_four: last_four(&method).to_owned(),
            expires: expiry_text(method.expiration_month, method.expiration_year),
            payment_method_id: method.id.clone(),
            default: method.is_default,
            account_number: None,
        };
        Self { card, method }
    }
}

/// What a card that was typed has in common with the one that Zuora lists: nothing that identifies
/// it, and enough to recognise it among an account's cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardLook {
    pub brand: Brand,
    pub last_four: String,
    pub expiry: Month,
}

impl CardLook {
    pub fn new(number: &CardNumber, expiry: Expiry) -> Self {
        let last_four = number.last_four().to_owned();
        Self { brand: number.brand(), last_four, expiry: expiry.last_month() }
    }

    /// The card as Zuora is going to list it.
    pub fn to_payment_method(&self, id: &str, is_default: bool) -> PaymentMethod {
        PaymentMethod {
            id: id.to_owned(),
            credit_card_type: self.brand.credit_card_type().to_owned(),
            card_number: ["************", &self.last_four].concat(),
            expiration_month: self.expiry.month.into(),
            expiration_year: self.expiry.year.into(),
            is_default,
            status: "Active".to_owned(),
        }
    }

    pub fn matches(&self, method: &PaymentMethod) -> bool {
        method.credit_card_type == self.brand.credit_card_type()
            && last_four(method) == self.last_four
            && method.expiration_month == u32::from(self.expiry.month)
            && method.expiration_year == u32::from(self.expiry.year)
    }
}

/// There is a card that may be the new one, or may have been there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ambiguous;

/// The card that was not in the account before. `before` has the ids of those that were, where that
/// is known; `look` is that of the card that was typed, where it is.
///
/// # Errors
/// When it is not known what was there before, and there is such a card.
pub fn find_new<'a>(
    cards: &'a [PaymentMethod],
    before: Option<&[String]>,
    look: Option<&CardLook>,
) -> Result<Option<&'a PaymentMethod>, Ambiguous> {
    let found = cards.iter().find(|card| {
        before.is_none_or(|before| !before.contains(&card.id))
            && look.is_none_or(|look| look.matches(card))
    });
    if found.is_some() && before.is_none() { Err(Ambiguous) } else { Ok(found) }
}

/// Month and year, as people write them.
pub fn expiry_text(month: u32, year: u32) -> String {
    [month.to_string(), year.to_string()].join("/")
}

/// A card's name for customers: "Visa" and "1111", with words between.
pub fn card_name(method: &PaymentMethod, ending_in: &str) -> String {
    [brand_name(&method.credit_card_type), ending_in, last_four(method)].concat()
}

/// The brand's name for customers. A brand that this site does not know has Zuora's.
fn brand_name(credit_card_type: &str) -> &str {
    let brand = Brand::ALL.into_iter().find(|brand| brand.credit_card_type() == credit_card_type);
    brand.map_or(credit_card_type, |brand| brand.name())
}

fn last_four(method: &PaymentMethod) -> &str {
    let start = method.card_number.len().saturating_sub(4);
    method.card_number.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn method(id: &str, brand: &str, masked: &str, year: u32) -> PaymentMethod {
        PaymentMethod {
            id: id.into(),
            credit_card_type: brand.into(),
            card_number: masked.into(),
            expiration_month: 10,
            expiration_year: year,
            is_default: false,
            status: "Active".into(),
        }
    }

    #[test]
    fn a_new_card_is_one_that_was_not_there_and_looks_like_the_one_typed() {
        let cards = [
            method("a", "Visa", "************1111", 2034),
            method("b", "Visa", "************1111", 2034),
            method("c", "AmericanExpress", "***********0005", 2034),
        ];
        let expiry = Month { year: 2034, month: 10 };
        let look = CardLook { brand: Brand::Visa, last_four: "1111".into(), expiry };
        let find = |before: &[&str], look: Option<CardLook>| {
            let before: Vec<_> = before.iter().map(|id| (*id).to_owned()).collect();
            let found = find_new(&cards, Some(&before), look.as_ref()).expect("it is known");
            found.map(|card| card.id.clone())
        };
        assert_eq!(find(&["a"], Some(look.clone())).as_deref(), Some("b"));
        assert_eq!(find(&["a", "b"], Some(look.clone())), None, "what is left looks different");
        assert_eq!(find(&["a", "b"], None).as_deref(), Some("c"));
        for other in [
            CardLook { brand: Brand::MasterCard, ..look.clone() },
            CardLook { last_four: "1112".into(), ..look.clone() },
            CardLook { expiry: Month { month: 11, ..expiry }, ..look.clone() },
            CardLook { expiry: Month { year: 2035, ..expiry }, ..look.clone() },
        ] {
            assert_eq!(find(&[], Some(other.clone())), None, "{other:?}");
            assert_eq!(find_new(&cards, None, Some(&other)), Ok(None), "{other:?}");
        }
        for look in [Some(&look), None] {
            assert_eq!(find_new(&cards, None, look), Err(Ambiguous), "it may be an older one");
        }
    }

    #[test]
    fn a_card_has_the_name_that_its_holder_knows() {
        for (brand, masked, name) in [
            ("AmericanExpress", "***********0005", "American Express ending in 0005"),
            ("UnionPay", "************1234", "UnionPay ending in 1234"),
            ("Visa", "11", "Visa ending in 11"),
            ("Visa", "é11", "Visa ending in é11"),
        ] {
            assert_eq!(card_name(&method("a", brand, masked, 2034), " ending in "), name);
        }
    }
}
