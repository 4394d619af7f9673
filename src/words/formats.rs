//! Dates and amounts, as a language writes them.

/// How a language writes dates and amounts.
#[derive(Debug)]
pub struct Formats {
    /// From January on.
    pub months: [&'static str; 12],
    /// What follows the day.
    pub day: &'static str,
    /// Stands between groups of three digits.
    pub thousands: char,
    /// Stands before the fraction.
    pub decimal: char,
}

/// Currencies without a smaller unit (ISO 4217).
const WITHOUT_FRACTION: [&str; 5] = ["CLP", "ISK", "JPY", "KRW", "VND"];

impl Formats {
    /// `2026-03-01` as people write it. Text that is no such date stays as it is.
    pub fn date(&self, date: &str) -> String {
        let mut parts = date.splitn(3, '-');
        let mut next = || parts.next();
        let (year, month, day) = (next(), next(), next());
        let month = month.and_then(|month| month.parse::<usize>().ok()?.checked_sub(1));
        let month = month.and_then(|month| self.months.get(month));
        let day = day.and_then(|day| day.parse::<u8>().ok());
        match (year, month, day) {
            (Some(year), Some(month), Some(day)) => format!("{day}{} {month} {year}", self.day),
            _ => date.to_owned(),
        }
    }

    /// `1299.50` and `EUR` as people write it. Without the currency, it is left out.
    pub fn amount(&self, amount: &str, currency: Option<&str>) -> String {
        let (sign, digits) = amount.strip_prefix('-').map_or(("", amount), |digits| ("−", digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let mut text = sign.to_owned();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                text.push(self.thousands);
            }
            text.push(digit);
        }
        let is_left_out = currency.is_some_and(|currency| WITHOUT_FRACTION.contains(&currency));
        if !fraction.is_empty() && !is_left_out {
            text.push(self.decimal);
            text.push_str(fraction);
        }
        if let Some(currency) = currency {
            text.push('\u{a0}');
            text.push_str(currency);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use crate::words::{DocumentsWords, Language};

    #[test]
    fn dates_and_amounts_are_those_of_the_language() {
        let english = &DocumentsWords::in_language(Language::English).page.formats;
        let german = &DocumentsWords::in_language(Language::German).page.formats;
        assert_eq!(english.date("2026-03-01"), "1 March 2026");
        assert_eq!(german.date("2026-12-24"), "24. Dezember 2026");
        for odd in ["", "2026-13-01", "2026-00-01", "yesterday", "2026-03"] {
            assert_eq!(english.date(odd), odd);
        }
        assert_eq!(english.amount("1299.50", Some("USD")), "1,299.50\u{a0}USD");
        assert_eq!(german.amount("1234567.00", Some("EUR")), "1.234.567,00\u{a0}EUR");
        assert_eq!(german.amount("-49.00", None), "−49,00");
        assert_eq!(english.amount("1200.00", Some("JPY")), "1,200\u{a0}JPY");
    }
}
