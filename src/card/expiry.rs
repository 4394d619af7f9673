//! The expiry date: the last month in which a card is valid.

use crate::digits::read;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// Four digits.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
}

/// An expiry date that is not in the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expiry(Month);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpiryError {
    /// Neither month nor year was typed.
    Empty,
    /// The month is missing, or not 1 to 12.
    Month,
    /// The year is missing, or not of two or four digits.
    Year,
    /// The date is in the past.
    Past,
    /// The date is later than that of any card.
    TooFar,
}

/// Cards are issued for a few years; a later date is a typing error.
const MAX_YEARS: u16 = 50;

impl Expiry {
    /// Parses a month of one or two digits and a year of two or four.
    ///
    /// # Errors
    /// The first fault, as of the month `today`: a card is valid until its month ends.
    pub fn parse(month: &str, year: &str, today: Month) -> Result<Self, ExpiryError> {
        let is_blank = |typed| read(typed).is_some_and(|digits| digits.groups == 0);
        if [month, year].into_iter().all(is_blank) {
            return Err(ExpiryError::Empty);
        }
        let month = number(month, &[1, 2]).filter(|month| (1..=12).contains(month));
        let month = month.and_then(|month| month.try_into().ok()).ok_or(ExpiryError::Month)?;
        let century = today.year / 100 * 100;
        let year = match number(year, &[2]) {
            Some(year) => century + year,
            None => number(year, &[4]).ok_or(ExpiryError::Year)?,
        };
        let last = Month { year, month };
        if last < today {
            return Err(ExpiryError::Past);
        }
        if year > today.year + MAX_YEARS {
            return Err(ExpiryError::TooFar);
        }
        Ok(Self(last))
    }

    /// Splits a whole date that was typed or pasted into one field, as it is printed or as a
    /// calendar has it: `10/28`, `10 - 2028`, `2028-10`. `None` for anything else.
    pub fn split(typed: &str) -> Option<(String, String)> {
        let digits = read(typed).filter(|digits| digits.groups == 2)?;
        let (first, second) = digits.all.split_at_checked(digits.first_group)?;
        match (first.len(), second.len()) {
            (1 | 2, 2 | 4) => Some((first.into(), second.into())),
            (4, 1 | 2) => Some((second.into(), first.into())),
            _ => None,
        }
    }

    /// The last month in which the card is valid.
    pub fn last_month(self) -> Month {
        self.0
    }

    /// Two digits (Zuora's oldest specification wants text; it accepts both forms).
    pub fn month(self) -> String {
        format!("{:02}", self.0.month)
    }

    /// Four digits.
    pub fn year(self) -> String {
        self.0.year.to_string()
    }
}

/// The number in a field, if it has one of these lengths. Its digits must be in one group: two
/// groups are a date or a typing error, and neither is a month.
fn number(typed: &str, lengths: &[usize]) -> Option<u16> {
    let digits =
        read(typed).filter(|digits| digits.groups == 1 && lengths.contains(&digits.all.len()))?;
    digits.all.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOVEMBER_2026: Month = Month { year: 2026, month: 11 };

    #[test]
    fn short_and_long_forms_mean_the_same() {
        for (month, year) in [
            ("1", "30"),
            ("01", "30"),
            (" 1 ", "2030"),
            ("01", "2030 "),
            ("１", "２０３０"),
            ("٠١", "٣٠"),
            ("०१", "२०३०"),
            ("𝟙", "𝟛𝟘"),
            ("0\u{200b}1", "\u{200e}2030\u{ad}"),
            ("01/", "/30"),
            ("01 –", " 30."),
        ] {
            let expiry = Expiry::parse(month, year, NOVEMBER_2026).expect("a future date");
            assert_eq!((expiry.month(), expiry.year()), ("01".into(), "2030".into()));
        }
    }

    #[test]
    fn good_until_its_month_ends() {
        for (month, year, outcome) in [
            ("10", "2026", Some(ExpiryError::Past)),
            ("11", "2026", None),
            ("12", "26", None),
            ("12", "25", Some(ExpiryError::Past)),
            ("1", "1999", Some(ExpiryError::Past)),
            ("11", "2076", None),
            ("1", "2077", Some(ExpiryError::TooFar)),
        ] {
            let parsed = Expiry::parse(month, year, NOVEMBER_2026);
            assert_eq!(parsed.err(), outcome, "{month}/{year}");
        }
    }

    #[test]
    fn a_whole_date_in_one_field_is_taken_apart() {
        for (typed, month, year) in [
            ("10/28", "10", "28"),
            ("1/2028", "1", "2028"),
            (" 10 / 28 ", "10", "28"),
            ("10-2028", "10", "2028"),
            ("10.28", "10", "28"),
            ("10 28", "10", "28"),
            ("2028-10", "10", "2028"),
            ("１０／２０２８", "10", "2028"),
            ("12／30", "12", "30"),
            ("12–30", "12", "30"),
            ("12 ⁄ 30", "12", "30"),
            ("12\u{2212}30", "12", "30"),
            ("12\u{2215}30", "12", "30"),
            ("12\\30", "12", "30"),
            ("12_2030", "12", "2030"),
            ("12。30", "12", "30"),
            ("12・30", "12", "30"),
            ("12\u{3000}30", "12", "30"),
            ("\u{200e}1\u{200b}2\u{200e}/\u{200e}2030\u{feff}", "12", "2030"),
            ("١٢/٣٠", "12", "30"),
            ("۲۰۳۰-۱۲", "12", "2030"),
            ("१२।३०", "12", "30"),
            ("𝟏𝟐/𝟑𝟎", "12", "30"),
            ("10//28", "10", "28"),
        ] {
            assert_eq!(Expiry::split(typed), Some((month.into(), year.into())), "{typed}");
        }
        for typed in [
            "",
            "10",
            "10/",
            "1028",
            "2028",
            "10/2028/1",
            "10/203",
            "10x28",
            "28 October",
            "10:28",
            "1\u{200b}028",
            "1/2",
            "½/30",
        ] {
            assert_eq!(Expiry::split(typed), None, "{typed}");
        }
    }

    #[test]
    fn every_fault_has_its_name() {
        for (month, year, error) in [
            ("", "", ExpiryError::Empty),
            (" ", "\u{200b}", ExpiryError::Empty),
            ("", "2030", ExpiryError::Month),
            ("13", "2030", ExpiryError::Month),
            ("0", "2030", ExpiryError::Month),
            ("+1", "2030", ExpiryError::Month),
            ("001", "2030", ExpiryError::Month),
            ("1/2", "2030", ExpiryError::Month),
            ("1 2", "2030", ExpiryError::Month),
            ("x", "", ExpiryError::Month),
            ("\u{200b}", "2030", ExpiryError::Month),
            ("1", "20 30", ExpiryError::Year),
            ("1", "", ExpiryError::Year),
            ("1", "203", ExpiryError::Year),
            ("1", "é", ExpiryError::Year),
        ] {
            let parsed = Expiry::parse(month, year, NOVEMBER_2026);
            assert_eq!(parsed.err(), Some(error), "{month}/{year}");
        }
    }

    /// A line with the month and one with the year, or one with both.
    #[test]
    fn fuzz_expiry() {
        crate::fuzz::fuzz("expiry", |bytes| {
            let text = String::from_utf8_lossy(bytes);
            let (month, year) = match text.split_once('\n') {
                Some((month, year)) => (month.to_owned(), year.to_owned()),
                None => Expiry::split(&text).unwrap_or_default(),
            };
            let Ok(expiry) = Expiry::parse(&month, &year, NOVEMBER_2026) else { return };
            let last = expiry.last_month();
            assert!((1..=12).contains(&last.month) && last >= NOVEMBER_2026, "{last:?}");
            assert!(last.year <= NOVEMBER_2026.year + MAX_YEARS, "{last:?}");
            let again = Expiry::parse(&expiry.month(), &expiry.year(), NOVEMBER_2026);
            assert_eq!(again, Ok(expiry), "as it is sent to Zuora");
        });
    }
}
