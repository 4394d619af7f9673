//! English.

#[cfg(not(target_arch = "wasm32"))]
use super::{AddCard, Fields, Frame, TestCards};
use super::{Explained, Failure, Progress, Saved, Words};
use crate::{
    api::ApiErrorKind,
    card::{CardFault, CardField, ExpiryError, HolderError, NumberError, SecurityCodeError},
    zuora::Cause,
};

/// The words in English.
pub const ENGLISH: &Words = &Words {
    tag: "en",
    name: "English",
    direction: "ltr",
    #[cfg(not(target_arch = "wasm32"))]
    frame: Frame {
        site: "Zuora CORS sample",
        pages: "Pages",
        languages: "Language",
        signed_in_as: "Signed in as",
        customers: "Customers",
        skip: "Skip to the form",
        no_real_cards: "Sandbox. No real cards, please: nothing is charged here.",
        not_found: "Page not found",
        nothing_here: "There is nothing at this address.",
        not_started: "This page could not start securely, so the form stays closed. Nothing you type is sent anywhere. Reload the page to \
                      try again.",
        cleared: "Nobody has used this page for 15 minutes, so what was typed has been cleared. Nothing was sent.",
        operations: "Four calls a browser may make",
        operation: "Zuora’s operation",
        bound: "The signature is bound to",
        learns: "This site’s server learns",
        questionnaire: "PCI questionnaire",
        assessor: "Which questionnaire a shop answers, its assessor says; these are what the council’s FAQ 1291 and 1588 come to.",
    },
    #[cfg(not(target_arch = "wasm32"))]
    add_card: AddCard {
        title: "Add a credit card",
        description: "Save a credit card: it goes from your browser straight to Zuora, and never to this site’s server.",
        where_it_goes: "Your card goes from this browser straight to Zuora, our payment service. This site’s server never receives it.",
        no_script: "This form needs JavaScript, on purpose: without it your card could only reach Zuora by way of this site’s server. \
                    Nothing you type here is sent anywhere.",
        default: "Make this my default card",
    },
    #[cfg(not(target_arch = "wasm32"))]
    fields: Fields {
        brands: "Cards we take",
        number: "Card number",
        expiry: "Expiry date",
        expiry_hint: "For example, 10/2030",
        month: "Month",
        year: "Year",
        holder: "Name on card",
        security_code: "Card security code",
        code_on_either: "The last 3 digits on the back of the card, or the 4 digits on the front of an American Express card",
        code_on_back: "The last 3 digits on the back of the card",
        code_on_front: "The 4 digits on the front of the card",
    },
    form: "Credit card",
    save: "Save card",
    not_secure: "This page was not opened over https, so the form stays closed: on the way, somebody could have changed it. Nothing you \
                 type is sent anywhere.",
    error: "Error: ",
    problem: "There is a problem",
    progress: Progress {
        signing: "Asking for permission to send your card…",
        sending: "Sending your card to Zuora…",
    },
    saved: Saved {
        heading: "Card saved",
        ending_in: " ending in ",
        now_default: " is now your default card",
        id: "Payment method id:",
        checking: "Asking Zuora for the card…",
        as_zuora_has_it: "As Zuora has it:",
        expires: "Expires:",
        default: "Default card:",
        yes: "Yes",
        no: "No",
        status: "Status:",
        not_confirmed: "Zuora has saved the card and given it this id. It could not be read back just now; there is nothing you need to do.",
    },
    failure: Failure {
        nothing_saved: "Nothing was saved.",
        maybe_saved: "Your card may have been saved.",
        code: "Code:",
        zuoras_code: "Zuora’s code",
        process: "Process:",
        request: "Request:",
        minutes_to_wait: "Minutes to wait:",
    },
    fault,
    refused,
    not_signed,
    no_answer: Explained {
        heading: UNKNOWN,
        meaning: "The card was on its way to Zuora and no answer came back.",
        cause: "The connection broke, took too long, or was blocked by the browser.",
        fix: ASK_FIRST,
    },
    #[cfg(not(target_arch = "wasm32"))]
    test_cards: TestCards {
        heading: "Test cards",
        explanation: "Published numbers that are nobody’s. Choose one to fill in the form. What becomes of it is up to the sandbox; the gateway of a test tenant may save them all.",
        saved: "is saved",
        slow: "is saved, after 5 seconds",
        declined: "is declined by the bank",
        no_funds: "lacks the money",
        broken: "meets a fault of Zuora’s",
    },
};

fn fault(fault: CardFault) -> &'static str {
    match fault {
        CardFault::Number(error) => match error {
            NumberError::Empty => "Enter a card number",
            NumberError::NotDigits => "Card number must be digits only",
            NumberError::UnknownBrand => "Card number must be from a Visa, Mastercard, American Express, Discover, Diners Club or JCB card",
            NumberError::TooShort => "Card number is too short",
            NumberError::TooLong => "Card number is too long",
            NumberError::Mistyped => "Check the card number: a digit is wrong",
        },
        CardFault::Expiry(error) => match error {
            ExpiryError::Empty => "Enter an expiry date",
            ExpiryError::Month => "Expiry month must be a number from 1 to 12",
            ExpiryError::Year => "Expiry year must have two or four digits",
            ExpiryError::Past => "Expiry date must be in the future",
            ExpiryError::TooFar => "Check the expiry year: it is too far in the future",
        },
        CardFault::Holder(error) => match error {
            HolderError::Empty => "Enter the name on the card",
            HolderError::TooLong => "Name on card must have 50 characters or fewer",
            HolderError::HoldsCardNumber => "Name on card holds a card number: enter the name as printed",
            HolderError::IsSecurityCode => "Name on card holds a security code: enter the name as printed",
        },
        CardFault::SecurityCode(error) => match error {
            SecurityCodeError::Empty => "Enter the card security code",
            SecurityCodeError::ThreeOrFour => "Card security code must be 3 or 4 digits",
            SecurityCodeError::Length(4) => "Card security code must be the 4 digits on the front of the card",
            SecurityCodeError::Length(_) => "Card security code must be the 3 digits on the back of the card",
        },
        CardFault::Refused(field) => match field {
            CardField::Number => "Check the card number: Zuora did not accept it",
            CardField::Expiry => "Check the expiry date: Zuora did not accept it",
            CardField::Holder => "Check the name on the card: Zuora did not accept it",
            CardField::SecurityCode => "Check the card security code: Zuora did not accept it",
        },
    }
}

const NOT_SAVED: &str = "Zuora did not save the card";
const UNKNOWN: &str = "We do not know whether your card was saved";
const ASK_FIRST: &str = "Before you try again, ask us to check, so that nothing is saved twice.";
const NOT_YOUR_CARD: &str = "This is not about your card. Tell us, with the code below.";

fn refused(cause: Cause) -> Explained {
    let (meaning, cause, fix) = match cause {
        Cause::SpentToken => {
            return Explained {
                heading: UNKNOWN,
                meaning: "Zuora says that the permission to send this card was no longer good. Nothing was saved by this call.",
                cause: "Each permission serves once and for a short time: it had been used before, or had expired. When a connection breaks, \
                        browsers send a call twice by themselves; then the first sending may have saved the card.",
                fix: ASK_FIRST,
            };
        }
        Cause::WrongSignature => (
            "The permission was signed for another account or address than the one the card was sent for.",
            "The request was changed on its way, or this site is set up wrongly.",
            "Reload the page and try again. If it happens again, tell us, with the code below.",
        ),
        Cause::NotCorsEnabled => (
            "Zuora does not let browsers call this address.",
            "This site has asked for an operation that is for servers alone.",
            NOT_YOUR_CARD,
        ),
        Cause::NotAllowed => (
            "Zuora does not let this site save cards.",
            "A right or a login is missing in the way this site is set up.",
            NOT_YOUR_CARD,
        ),
        Cause::Rejected => (
            "Zuora did not accept some of the details.",
            "A value is missing, is not written as Zuora wants it, or is against one of its rules.",
            "Compare the card’s details with what Zuora says below, enter the security code again, then press the button again.",
        ),
        Cause::NotFound => (
            "Zuora does not know the account that the card is for.",
            "The account was deleted, or this site is set up for another Zuora.",
            NOT_YOUR_CARD,
        ),
        Cause::NotUnderstood => (
            "Zuora did not understand the request.",
            "This site and Zuora do not speak the same version.",
            NOT_YOUR_CARD,
        ),
        Cause::Busy => (
            "Zuora is busy.",
            "Too many requests came at once, or something else was changing the same account.",
            "Your details are still in the form. Wait a minute, enter the security code again, then press the button again.",
        ),
        Cause::Declined => (
            "The bank or its gateway did not accept the card.",
            "Only the bank knows more than what stands below.",
            "Check the details, use another card, or ask your bank.",
        ),
        Cause::InternalFault => {
            return Explained {
                heading: UNKNOWN,
                meaning: "Zuora had a fault of its own while it was saving the card.",
                cause: "It does not say how far it got.",
                fix: ASK_FIRST,
            };
        }
        Cause::Unlisted => (
            "Zuora gave the reason below.",
            "It is none of those that this site knows.",
            "Check the card’s details. If they are right, tell us, with the code below.",
        ),
    };
    Explained {
        heading: NOT_SAVED,
        meaning,
        cause,
        fix,
    }
}

fn not_signed(kind: ApiErrorKind) -> Explained {
    match kind {
        ApiErrorKind::SiteUnreachable | ApiErrorKind::SiteBusy => Explained {
            heading: "This site cannot be reached",
            meaning: "Your browser could not ask this site for permission to send the card.",
            cause: "The connection broke or took too long.",
            fix: "Check your connection, then press the button again. Your details are still in the form.",
        },
        ApiErrorKind::NoSession | ApiErrorKind::NotSameOrigin => Explained {
            heading: "Your visit has ended",
            meaning: "This page no longer belongs to a session of this site.",
            cause: "It was open for a long time, or cookies were deleted.",
            fix: "Reload the page and enter the card again.",
        },
        ApiErrorKind::TooManyRequests => Explained {
            heading: "Too many attempts",
            meaning: "This site did not ask for permission to send the card. The card has not left your browser.",
            cause: "Cards were tried too often in a short time, by you, or by others on your network or with your account.",
            fix: "Your details are still in the form. Wait as long as it says below, then press the button again.",
        },
        ApiErrorKind::NotHuman => Explained {
            heading: "We could not tell that you are a person",
            meaning: "This site did not ask for permission to send the card. The card has not left your browser.",
            cause: "Something about this visit looks like a program.",
            fix: "Reload the page and enter the card again. If that does not help, tell us, with the code below.",
        },
        ApiErrorKind::ZuoraUnreachable | ApiErrorKind::ZuoraTimeout | ApiErrorKind::ZuoraBusy => Explained {
            heading: "The payment service cannot be reached",
            meaning: "This site got no answer from Zuora, and so no permission for your browser to send the card. The card has not left \
                      your browser.",
            cause: "Zuora is down or busy, or this site has no way to it.",
            fix: "Your details are still in the form. Wait a minute, then press the button again.",
        },
        ApiErrorKind::ZuoraRefused | ApiErrorKind::ZuoraProtocol => Explained {
            heading: "The payment service did not give permission",
            meaning: "Zuora did not let this site sign the request. The card has not left your browser.",
            cause: "This site is set up wrongly, or Zuora has changed.",
            fix: "This is not about your card, and trying again is unlikely to help. Tell us, with the code below.",
        },
        _ => Explained {
            heading: "Something is wrong with this site",
            meaning: "This site could not prepare the request. The card has not left your browser.",
            cause: "This page and the site’s server do not agree; one of them may be out of date.",
            fix: "This is not about your card. Reload the page; if that does not help, tell us, with the code below.",
        },
    }
}
