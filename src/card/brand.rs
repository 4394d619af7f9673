//! Card brands: which numbers are whose, how long they are, how long their security codes are.

/// A brand Zuora takes on the credit card operation (Zuora: `creditCardType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brand {
    /// Visa.
    Visa,
    /// Mastercard.
    MasterCard,
    /// American Express.
    AmericanExpress,
    /// Discover.
    Discover,
    /// Diners Club.
    Diners,
    /// JCB.
    Jcb,
}

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

    /// The brand whose range the first six digits fall into; `None` when there are fewer than six or nobody's range has them.
    pub fn of(digits: &str) -> Option<Self> {
        let first_six: u32 = digits.get(..6)?.parse().ok()?;
        Some(match first_six {
            400_000..=499_999 => Self::Visa,
            510_000..=559_999 | 222_100..=272_099 => Self::MasterCard,
            340_000..=349_999 | 370_000..=379_999 => Self::AmericanExpress,
            601_100..=601_199 | 622_126..=622_925 | 644_000..=659_999 => Self::Discover,
            300_000..=305_999 | 360_000..=369_999 | 380_000..=399_999 => Self::Diners,
            180_000..=180_099 | 213_100..=213_199 | 352_800..=358_999 => Self::Jcb,
            _ => return None,
        })
    }

    /// How many digits its numbers have. Zuora takes 16 at most, so longer ones of the same brand are left out.
    pub fn lengths(self) -> &'static [usize] {
        match self {
            Self::AmericanExpress => &[15],
            Self::Diners => &[14, 16],
            Self::Visa | Self::MasterCard | Self::Discover | Self::Jcb => &[16],
        }
    }

    /// How many digits its security codes have.
    pub fn security_code_length(self) -> usize {
        match self {
            Self::AmericanExpress => 4,
            _ => 3,
        }
    }

    /// Its name in Zuora's `creditCardType`.
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

    /// Its name as people know it.
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
            assert_eq!(Brand::of(digits), brand, "{digits}");
        }
    }
}
