//! English: the failures explained.

use crate::{api_error::SigningFailure, words::Explained, zuora::Cause};

const NOT_SAVED: &str = "Zuora did not save the card";
const UNKNOWN: &str = "We do not know whether your card was saved";
const ASK_FIRST: &str = "Before you try again, ask us to check, so that nothing is saved twice.";
const NOT_YOUR_CARD: &str = "This is not about your card. Tell us, with the code below.";

pub const NO_ANSWER: Explained = Explained {
    heading: UNKNOWN,
    meaning: "The card was on its way to Zuora and no answer came back.",
    cause: "The connection broke, took too long, or was blocked by the browser.",
    fix: ASK_FIRST,
};

pub fn refused(cause: Cause) -> Explained {
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
            "Check the card’s details. If they are right, tell us, with what it says below.",
        ),
        Cause::NoReason => (
            "Zuora refused, and gave no reason.",
            "Its answer says only that nothing was done.",
            "Check the card’s details. If they are right, tell us, and say when you tried.",
        ),
    };
    Explained { heading: NOT_SAVED, meaning, cause, fix }
}

pub fn not_signed(failure: SigningFailure) -> Explained {
    match failure {
        SigningFailure::SiteUnreachable => Explained {
            heading: "This site cannot be reached",
            meaning: "Your browser could not ask this site for permission to send the card.",
            cause: "The connection broke or took too long.",
            fix: "Check your connection, then press the button again. Your details are still in the form.",
        },
        SigningFailure::SessionEnded => Explained {
            heading: "Your visit has ended",
            meaning: "This page no longer belongs to a session of this site.",
            cause: "It was open for a long time, or cookies were deleted.",
            fix: "Reload the page and enter the card again. If that does not help, allow this site to use cookies.",
        },
        SigningFailure::CustomerChanged => Explained {
            heading: "Somebody else is signed in now",
            meaning: "This page was opened for the customer whose name is at its top. Nothing was sent: the card has not left your browser.",
            cause: "In another tab or window, somebody signed in as the customer named below.",
            fix: "Reload this page to go on as that customer, or sign in again as yourself in another tab and press the button again.",
        },
        SigningFailure::WrongHost => Explained {
            heading: "This is not the address of this site",
            meaning: "The site does not answer under the name in your browser’s address bar. The card has not left your browser.",
            cause: "The link that led you here is out of date, or this site is set up wrongly.",
            fix: "Open the site again from its own address.",
        },
        SigningFailure::TooManyRequests => Explained {
            heading: "Too many attempts",
            meaning: "This site did not ask for permission to send the card. The card has not left your browser.",
            cause: "Cards were tried too often in a short time, by you, or by others on your network or with your account.",
            fix: "Your details are still in the form. Wait as long as it says below, then press the button again.",
        },
        SigningFailure::NotHuman => Explained {
            heading: "We could not tell that you are a person",
            meaning: "This site did not ask for permission to send the card. The card has not left your browser.",
            cause: "Something about this visit looks like a program.",
            fix: "Reload the page and enter the card again. If that does not help, tell us, with the code below.",
        },
        SigningFailure::ZuoraUnreachable => Explained {
            heading: "The payment service cannot be reached",
            meaning: "This site got no answer from Zuora, and so no permission for your browser to send the card. The card has not left \
                      your browser.",
            cause: "Zuora is down or busy, or this site has no way to it.",
            fix: "Your details are still in the form. Wait a minute, then press the button again.",
        },
        SigningFailure::ZuoraRefused => Explained {
            heading: "The payment service did not give permission",
            meaning: "Zuora did not let this site sign the request. The card has not left your browser.",
            cause: "This site is set up wrongly, or Zuora has changed.",
            fix: "This is not about your card, and trying again is unlikely to help. Tell us, with the code below.",
        },
        SigningFailure::OwnFault => Explained {
            heading: "Something is wrong with this site",
            meaning: "This site could not prepare the request. The card has not left your browser.",
            cause: "This page and the site’s server do not agree; one of them may be out of date.",
            fix: "This is not about your card. Reload the page; if that does not help, tell us, with the code below.",
        },
    }
}
