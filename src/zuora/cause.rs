//! The catalogue of Zuora's reasons: what each code means. Form and documents explain a refusal by
//! it.

use super::{Reason, Refusal};

/// What a reason means. Zuora: a code is six digits for resource and field, and two for a category;
/// few whole codes are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The token had been used, or had expired.
    SpentToken,
    /// The signature is for another address or bound value.
    WrongSignature,
    /// Browsers may not call this operation.
    NotCorsEnabled,
    /// A right or a login is missing.
    NotAllowed,
    /// A value is missing, malformed or against a rule.
    Rejected,
    /// What the call names is not there.
    NotFound,
    /// The request cannot be read, or not in this form.
    NotUnderstood,
    Busy,
    /// The gateway or the bank declined the card.
    Declined,
    /// A fault of Zuora's own. It is not known how far Zuora got.
    InternalFault,
    /// The reason is not in this catalogue.
    Unlisted,
    /// Zuora gave no reason.
    NoReason,
}

impl Cause {
    pub const ALL: [Self; 12] = [
        Self::SpentToken,
        Self::WrongSignature,
        Self::NotCorsEnabled,
        Self::NotAllowed,
        Self::Rejected,
        Self::NotFound,
        Self::NotUnderstood,
        Self::Busy,
        Self::Declined,
        Self::InternalFault,
        Self::Unlisted,
        Self::NoReason,
    ];

    pub fn from_reason(reason: &Reason) -> Self {
        // Zuora's users report the words, not the code.
        if contains(&reason.message, "Invalid signature") {
            return Self::WrongSignature;
        }
        let code = &*reason.code;
        let is_number = code.bytes().all(|byte| byte.is_ascii_digit());
        let category = code.get(code.len().saturating_sub(2)..).filter(|_| is_number);
        match category.and_then(|category| category.parse::<u32>().ok()) {
            _ if code == "90000011" => Self::SpentToken,
            _ if code == "90000010" => Self::NotCorsEnabled,
            None if code.starts_with("HTTP") => Self::NotAllowed,
            Some(10 | 11) => Self::NotAllowed,
            Some(20..=23 | 27 | 30) => Self::Rejected,
            Some(40) => Self::NotFound,
            Some(45 | 90) => Self::NotUnderstood,
            Some(50 | 70) => Self::Busy,
            Some(60 | 61) => Self::InternalFault,
            Some(99) => Self::Declined,
            _ => Self::Unlisted,
        }
    }

    /// Whether nothing can have been saved. A token may have been spent by the same call: when a
    /// kept-alive connection breaks, browsers send a call a second time by themselves.
    pub fn excludes_saving(self) -> bool {
        !matches!(self, Self::InternalFault | Self::SpentToken)
    }

    /// How the cause is recognised, and the source of that.
    pub fn recognised_by(self) -> (&'static str, &'static str) {
        match self {
            Self::SpentToken => {
                ("code 90000011", "documented; that something may have been saved is inferred")
            }
            Self::WrongSignature => {
                ("the words “Invalid signature”, whatever the code", "observed")
            }
            Self::NotCorsEnabled => ("code 90000010", "documented"),
            Self::NotAllowed => (
                "category 10 or 11; HTTP 401 or 403 with a message alone",
                "documented; the latter observed",
            ),
            Self::Rejected => ("category 20, 21, 22, 23, 27 or 30", "documented"),
            Self::NotFound => ("category 40", "documented"),
            Self::NotUnderstood => ("category 45 or 90", "documented"),
            Self::Busy => ("category 50 or 70", "documented"),
            Self::Declined => ("category 99", "documented"),
            Self::InternalFault => {
                ("category 60 or 61", "documented; that something may have been saved is inferred")
            }
            Self::Unlisted => ("any other code, or words alone", "inferred"),
            Self::NoReason => ("`success: false` and no reason", "observed"),
        }
    }
}

/// Whether a message contains these words. `str::contains` is a search for long texts, whose code
/// would be downloaded with every page.
fn contains(message: &str, words: &str) -> bool {
    message.as_bytes().windows(words.len()).any(|window| window == words.as_bytes())
}

impl Refusal {
    /// The cause. Of several reasons, one that leaves the outcome open decides.
    pub fn cause(&self) -> Cause {
        let mut causes = self.reasons.iter().map(Cause::from_reason);
        let first = causes.next().unwrap_or(Cause::NoReason);
        causes.find(|cause| !cause.excludes_saving()).unwrap_or(first)
    }

    /// Whether the sandbox says that it accepts published test cards only. Zuora has no such rule,
    /// and no code for it.
    #[cfg(feature = "demo")]
    pub fn asks_for_test_card(&self) -> bool {
        self.reasons.iter().any(|reason| contains(&reason.message, "Test cards only"))
    }
}

impl Reason {
    /// The field in the reason's message. Zuora puts its name in quotes: `'uri' may not be empty`.
    /// Inferred for the fields of a card, whose messages Zuora does not publish.
    pub fn field(&self) -> Option<&str> {
        let path = self.message.split('\'').nth(1)?;
        path.rsplit('.').next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(code: &str, message: &str) -> Reason {
        Reason { code: code.into(), message: message.into() }
    }

    #[test]
    fn codes_come_down_to_causes() {
        for (code, cause) in [
            ("90000011", Cause::SpentToken),
            ("90000010", Cause::NotCorsEnabled),
            ("50000011", Cause::NotAllowed),
            ("59010220", Cause::Rejected),
            ("53100030", Cause::Rejected),
            ("50000040", Cause::NotFound),
            ("50000090", Cause::NotUnderstood),
            ("50000070", Cause::Busy),
            ("70", Cause::Busy),
            ("50000099", Cause::Declined),
            ("50000060", Cause::InternalFault),
            ("1", Cause::Unlisted),
            ("53000020", Cause::Rejected),
            ("530000200020", Cause::Rejected),
            ("9", Cause::Unlisted),
            ("", Cause::Unlisted),
            ("INVALID_VALUE", Cause::Unlisted),
            ("ERROR60", Cause::Unlisted),
            ("-20", Cause::Unlisted),
            ("é20", Cause::Unlisted),
            ("HTTP 401", Cause::NotAllowed),
            ("HTTP 403", Cause::NotAllowed),
        ] {
            assert_eq!(Cause::from_reason(&reason(code, "words")), cause, "{code}");
        }
        let words = reason("90000011", "Invalid signature");
        assert_eq!(Cause::from_reason(&words), Cause::WrongSignature);
    }

    #[test]
    fn a_reason_names_its_field_in_quotes() {
        for (message, field) in [
            ("'securityCode' may not be empty", Some("securityCode")),
            ("'cardHolderInfo.cardHolderName' may not be null", Some("cardHolderName")),
            ("Invalid token.", None),
            ("", None),
        ] {
            assert_eq!(reason("1", message).field(), field, "{message}");
        }
    }

    #[test]
    fn a_refusal_without_a_reason_has_a_cause_of_its_own() {
        let refusal = |reasons| Refusal { process_id: None, reasons };
        assert_eq!(refusal(Vec::new()).cause(), Cause::NoReason);
        assert_eq!(refusal(vec![reason("", "No.")]).cause(), Cause::Unlisted);
        assert!(Cause::NoReason.excludes_saving());
    }
}
