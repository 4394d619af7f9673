//! Card brands: their number ranges, number lengths and security code lengths.

use crate::digits::digit;
use std::ops::RangeInclusive;
use zeroize::Zeroizing;

/// A brand that Zuora accepts for a credit card (Zuora: `creditCardType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brand {
    Visa,
    MasterCard,
    AmericanExpress,
    Discover,
    Diners,
    Jcb,
}

/// The ranges of the first six digits.
const RANGES: [(RangeInclusive<u32>, Brand); 14] = [
    (400_000..=499_999, Brand::Visa),
    (510_000..=559_999, Brand::MasterCard),
    (222_100..=272_099, Brand::MasterCard),
    (340_000..=349_999, Brand::AmericanExpress),
    (370_000..=379_999, Brand::AmericanExpress),
    (601_100..=601_199, Brand::Discover),
    (622_126..=622_925, Brand::Discover),
    (644_000..=659_999, Brand::Discover),
    (300_000..=305_999, Brand::Diners),
    (360_000..=369_999, Brand::Diners),
    (380_000..=399_999, Brand::Diners),
    (180_000..=180_099, Brand::Jcb),
    (213_100..=213_199, Brand::Jcb),
    (352_800..=358_999, Brand::Jcb),
];

impl Brand {
    /// Every brand, in the order they are shown.
    pub const ALL: [Self; 6] = [
        Self::Visa,
        Self::MasterCard,
        Self::AmericanExpress,
        Self::Discover,
        Self::Diners,
        Self::Jcb,
    ];

    /// The brand in whose range the first six digits are; `None` when there are fewer than six, or
    /// they are in no range.
    pub fn from_number(digits: &str) -> Option<Self> {
        digits.get(..6).and_then(Self::from_prefix)
    }

    /// The brand, once the prefix is unambiguous; `None` while several are possible, or when none
    /// is.
    pub fn from_prefix(digits: &str) -> Option<Self> {
        // `get` and not an index, here and wherever a text is cut: the panic's message quotes the
        // text, which takes much code.
        let begun = digits.get(..6).unwrap_or(digits);
        let missing = u32::try_from(6 - begun.len()).ok()?;
        let first = begun.parse::<u32>().ok()? * 10_u32.pow(missing);
        let last = first + (10_u32.pow(missing) - 1);
        let whole =
            RANGES.iter().find(|(range, _)| range.contains(&first) && range.contains(&last));
        whole.map(|(_, brand)| *brand)
    }

    /// The brand of what has been typed so far, with any separators.
    pub fn from_typed_prefix(typed: &str) -> Option<Self> {
        let first_six: Zeroizing<String> =
            Zeroizing::new(typed.chars().filter_map(digit).take(6).collect());
        Self::from_prefix(&first_six)
    }

    /// After how many digits the spaces are on its cards.
    pub fn gaps(self) -> &'static [usize] {
        match self {
            Self::AmericanExpress | Self::Diners => &[4, 10],
            _ => &[4, 8, 12],
        }
    }

    /// The lengths of its numbers. Zuora accepts 16 digits at most, so longer ones of the same
    /// brand are left out.
    pub fn lengths(self) -> &'static [usize] {
        match self {
            Self::AmericanExpress => &[15],
            Self::Diners => &[14, 16],
            Self::Visa | Self::MasterCard | Self::Discover | Self::Jcb => &[16],
        }
    }

    pub fn security_code_length(self) -> usize {
        match self {
            Self::AmericanExpress => 4,
            _ => 3,
        }
    }

    /// Its value of Zuora's `creditCardType`.
    pub fn credit_card_type(self) -> &'static str {
        match self {
            Self::Visa => "Visa",
            Self::MasterCard => "MasterCard",
            Self::AmericanExpress => "AmericanExpress",
            Self::Discover => "Discover",
            Self::Diners => "Diners",
            Self::Jcb => "JCB",
        }
    }

    /// Its name for customers.
    pub fn name(self) -> &'static str {
        match self {
            Self::MasterCard => "Mastercard",
            Self::AmericanExpress => "American Express",
            Self::Diners => "Diners Club",
            brand => brand.credit_card_type(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_of_every_range() {
        for (digits, brand) in [
            ("399999", Some(Brand::Diners)),
            ("400000", Some(Brand::Visa)),
            ("499999", Some(Brand::Visa)),
            ("500000", None),
            ("510000", Some(Brand::MasterCard)),
            ("559999", Some(Brand::MasterCard)),
            ("560000", None),
            ("222099", None),
            ("222100", Some(Brand::MasterCard)),
            ("272099", Some(Brand::MasterCard)),
            ("272100", None),
            ("339999", None),
            ("340000", Some(Brand::AmericanExpress)),
            ("350000", None),
            ("370000", Some(Brand::AmericanExpress)),
            ("601100", Some(Brand::Discover)),
            ("601200", None),
            ("622125", None),
            ("622126", Some(Brand::Discover)),
            ("643999", None),
            ("644000", Some(Brand::Discover)),
            ("659999", Some(Brand::Discover)),
            ("305999", Some(Brand::Diners)),
            ("306000", None),
            ("360000", Some(Brand::Diners)),
            ("352799", None),
            ("352800", Some(Brand::Jcb)),
            ("358999", Some(Brand::Jcb)),
            ("41111", None),
            ("", None),
        ] {
            assert_eq!(Brand::from_number(digits), brand, "{digits}");
        }
    }

    #[test]
    fn recognised_as_soon_as_it_can_be_no_other() {
        for (digits, brand) in [
            ("", None),
            ("4", Some(Brand::Visa)),
            ("5", None),
            ("50", None),
            ("51", Some(Brand::MasterCard)),
            ("2", None),
            ("22", None),
            ("222", None),
            ("2221", Some(Brand::MasterCard)),
            ("2229", Some(Brand::MasterCard)),
            ("23", Some(Brand::MasterCard)),
            ("27", None),
            ("271", Some(Brand::MasterCard)),
            ("3", None),
            ("34", Some(Brand::AmericanExpress)),
            ("35", None),
            ("353", Some(Brand::Jcb)),
            ("36", Some(Brand::Diners)),
            ("30", None),
            ("300", Some(Brand::Diners)),
            ("39", Some(Brand::Diners)),
            ("6", None),
            ("60", None),
            ("6011", Some(Brand::Discover)),
            ("6221", None),
            ("622126", Some(Brand::Discover)),
            ("64", None),
            ("644", Some(Brand::Discover)),
            ("65", Some(Brand::Discover)),
            ("4111111111111111", Some(Brand::Visa)),
            ("9", None),
        ] {
            assert_eq!(Brand::from_prefix(digits), brand, "{digits}");
        }
    }

    /// Against every six digits that a beginning can still become.
    #[test]
    fn a_beginning_is_a_brands_when_all_its_ends_are() {
        for length in 1..6_usize {
            let ends = 10_u32.pow(6 - u32::try_from(length).expect("small"));
            for begun in 10_u32.pow(u32::try_from(length - 1).expect("small"))
                ..10_u32.pow(u32::try_from(length).expect("small"))
            {
                let mut brands = (begun * ends..(begun + 1) * ends)
                    .map(|six| Brand::from_number(&six.to_string()));
                let first = brands.next().expect("at least one end");
                let expected = first.filter(|_| brands.all(|brand| brand == first));
                assert_eq!(Brand::from_prefix(&begun.to_string()), expected, "{begun}");
            }
        }
    }
}
