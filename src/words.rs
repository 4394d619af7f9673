//! Every sentence a person reads, apart from labels: what is wrong with a field, how a run ended, and what to do now.

use crate::{
    api::{ApiError, ApiErrorKind},
    card::{ExpiryError, HolderError, NumberError, SecurityCodeError},
    flow::Failure,
    zuora::Refusal,
};

/// What to do about a card number.
pub fn number_error(error: NumberError) -> &'static str {
    match error {
        NumberError::Empty => "Enter a card number",
        NumberError::NotDigits => "Card number must be digits only",
        NumberError::UnknownBrand => "Card number must be from a Visa, Mastercard, American Express, Discover, Diners Club or JCB card",
        NumberError::TooShort => "Card number is too short",
        NumberError::TooLong => "Card number is too long",
        NumberError::Mistyped => "Check the card number: a digit is wrong",
    }
}

/// What to do about an expiry date.
pub fn expiry_error(error: ExpiryError) -> &'static str {
    match error {
        ExpiryError::Empty => "Enter an expiry date",
        ExpiryError::Month => "Expiry month must be a number from 1 to 12",
        ExpiryError::Year => "Expiry year must have two or four digits",
        ExpiryError::Past => "Expiry date must be in the future",
        ExpiryError::TooFar => "Check the expiry year: it is too far in the future",
    }
}

/// What to do about a name on a card.
pub fn holder_error(error: HolderError) -> &'static str {
    match error {
        HolderError::Empty => "Enter the name on the card",
        HolderError::TooLong => "Name on card must have 50 characters or fewer",
        HolderError::HoldsCardNumber => "Name on card holds a card number: enter the name as printed",
        HolderError::IsSecurityCode => "Name on card holds a security code: enter the name as printed",
    }
}

/// What to do about a security code.
pub fn security_code_error(error: SecurityCodeError) -> &'static str {
    match error {
        SecurityCodeError::Empty => "Enter the card security code",
        SecurityCodeError::ThreeOrFour => "Card security code must be 3 or 4 digits",
        SecurityCodeError::Length(4) => "Card security code must be the 4 digits on the front of the card",
        SecurityCodeError::Length(_) => "Card security code must be the 3 digits on the back of the card",
    }
}

/// How a failed run is told: what happened, whether anything was saved, what to do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What happened, as a heading.
    pub heading: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Whether the card was saved.
    pub saved: &'static str,
    /// What to do now.
    pub next: &'static str,
    /// For programs and support: Zuora's code or our kind, and what Zuora said.
    pub details: Vec<String>,
}

const NOTHING_SAVED: &str = "Nothing was saved.";
const UNKNOWN: &str = "We do not know whether your card was saved";
const MAYBE_SAVED: &str = "Your card may have been saved.";
const ASK_FIRST: &str = "Before you try again, ask us to check, so that the card is not saved twice.";
const TRY_AGAIN: &str = "Your details are still in the form. Enter the security code again, then press Save card.";
const TRY_LATER: &str = "Your details are still in the form. Wait a minute, then press Save card again.";

/// A failure, for the person it happened to.
pub fn failure(failure: &Failure) -> Told {
    match failure {
        Failure::NotSigned(error) => not_signed(error),
        Failure::Refused(refusal) => refused(refusal),
        Failure::Unknown => Told {
            heading: UNKNOWN,
            meaning: "The card was on its way to Zuora and no answer came back: the connection broke, took too long, or was \
                      blocked by the browser.",
            saved: MAYBE_SAVED,
            next: ASK_FIRST,
            details: vec!["Code: no_answer".into()],
        },
    }
}

fn not_signed(error: &ApiError) -> Told {
    let (heading, meaning, next) = match error.kind {
        ApiErrorKind::SiteUnreachable => (
            "This site cannot be reached",
            "Your browser could not ask this site for permission to send the card.",
            "Check your connection, then press Save card again. Your details are still in the form.",
        ),
        ApiErrorKind::NoSession | ApiErrorKind::NotSameOrigin => (
            "Your visit has ended",
            "This page no longer belongs to a session of this site.",
            "Reload the page and enter the card again.",
        ),
        ApiErrorKind::ZuoraUnreachable | ApiErrorKind::ZuoraTimeout | ApiErrorKind::ZuoraBusy => (
            "The payment service cannot be reached",
            "This site got no answer from Zuora, and so no permission for your browser to send the card. The card has not left your \
             browser.",
            TRY_LATER,
        ),
        ApiErrorKind::ZuoraRefused | ApiErrorKind::ZuoraProtocol => (
            "The payment service did not give permission",
            "Zuora did not let this site sign the request. The card has not left your browser.",
            "This is not about your card, and trying again is unlikely to help. Tell us, with the code below.",
        ),
        _ => (
            "Something is wrong with this site",
            "This site could not prepare the request. The card has not left your browser.",
            "This is not about your card. Reload the page; if that does not help, tell us, with the code below.",
        ),
    };
    let mut details = vec![format!("Code: {}", error.kind.name())];
    details.extend(error.zuora_code.map(|code| format!("Zuora’s code: {code}")));
    details.extend(error.request_id.as_ref().map(|id| format!("Request: {id}")));
    Told {
        heading,
        meaning,
        saved: NOTHING_SAVED,
        next,
        details,
    }
}

fn refused(refusal: &Refusal) -> Told {
    let first = refusal.reasons.first();
    // Zuora: an internal fault. It does not say how far it got.
    let internal = first.is_some_and(|reason| matches!(reason.code % 100, 60 | 61));
    let (meaning, next) = match first.map(|reason| (reason.code, reason.code % 100)) {
        // Zuora's users report the words, not the code.
        _ if first.is_some_and(|reason| reason.message.contains("Invalid signature")) => (
            "The permission was signed for another account or address than the one the card was sent for.",
            "Reload the page and try again. If it happens again, tell us, with the code below.",
        ),
        Some((90_000_011, _)) => (
            "The permission to send this card had been used before, or had expired. Each serves once.",
            TRY_AGAIN,
        ),
        Some((90_000_010, _)) => (
            "Zuora does not let browsers call this address.",
            "This is not about your card. Tell us, with the code below.",
        ),
        Some((_, 20..=23 | 30)) => (
            "Zuora did not accept some of the details.",
            "Compare the card’s details with what Zuora says below, enter the security code again, then press Save card.",
        ),
        Some((_, 50 | 70)) => (
            "Zuora is busy.",
            "Your details are still in the form. Wait a minute, enter the security code again, then press Save card.",
        ),
        Some((_, 99)) => (
            "The bank or its gateway did not accept the card.",
            "Check the details or use another card.",
        ),
        _ => (
            "Zuora gave the reason below.",
            "Check the card’s details. If they are right, tell us, with the code below.",
        ),
    };
    let mut details: Vec<String> = refusal
        .reasons
        .iter()
        .map(|reason| format!("Zuora’s code {}: {}", reason.code, reason.message))
        .collect();
    details.extend(refusal.process_id.as_ref().map(|id| format!("Process: {id}")));
    if internal {
        return Told {
            heading: UNKNOWN,
            meaning: "Zuora had a fault of its own while it was saving the card.",
            saved: MAYBE_SAVED,
            next: ASK_FIRST,
            details,
        };
    }
    Told {
        heading: "Zuora did not save the card",
        meaning,
        saved: NOTHING_SAVED,
        next,
        details,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zuora::Reason;

    fn refusal(code: u32, message: &str) -> Failure {
        Failure::Refused(Refusal {
            process_id: None,
            reasons: vec![Reason {
                code,
                message: message.into(),
            }],
        })
    }

    #[test]
    fn every_failure_says_what_was_saved_what_to_do_and_a_code() {
        let refused = [90_000_011, 90_000_010, 59_010_220, 53_000_070, 53_000_099, 1].map(|code| refusal(code, "words"));
        let not_signed = ApiErrorKind::all().map(|kind| Failure::NotSigned(kind.into()));
        let empty = Failure::Refused(Refusal {
            process_id: Some("8F3AE4E9AD8A6D2B".into()),
            reasons: Vec::new(),
        });
        for failed in not_signed.chain(refused).chain([empty]) {
            let told = failure(&failed);
            assert_eq!(told.saved, NOTHING_SAVED, "{failed:?}");
            assert!(told.next.ends_with('.') && told.meaning.ends_with('.'), "{failed:?}");
            assert!(!told.details.is_empty(), "{failed:?}");
        }
        let unknown = failure(&Failure::Unknown);
        assert_eq!(failure(&refusal(50_000_060, "words")).saved, unknown.saved);
        assert!(unknown.saved.contains("may have been saved"));
        assert!(!unknown.heading.contains("fail") && !unknown.meaning.contains("fail"));
    }

    #[test]
    fn a_used_ticket_and_a_wrong_one_are_told_apart() {
        let used = failure(&refusal(90_000_011, "Invalid token. Note: a token can only be used once."));
        let wrong = failure(&refusal(90_000_011, "Invalid signature"));
        assert_ne!(used.meaning, wrong.meaning);
        assert_eq!(wrong.details, ["Zuora’s code 90000011: Invalid signature"]);
    }
}
