//! English: the failures explained.

use crate::{api_error::SigningFailure, words::Explained, zuora::Cause};

const NOT_SAVED: &str = "Zuora did not save the card";
const UNKNOWN: &str = "We do not know whether your card was saved";
const CHECK_FIRST: &str = "Check whether it was saved before you try again. Otherwise it may be saved twice. If we cannot find out, contact us.";
const WAS_NOT_SAVED: &str = "Your card was not saved";
const ASKED_ZUORA: &str = "We have checked with Zuora.";
const NOT_YOUR_CARD: &str = "The problem is not your card. Contact us and give us the code below.";

pub const NO_ANSWER: Explained = Explained {
    heading: UNKNOWN,
    meaning: "The card was sent to Zuora, but no answer came back.",
    cause: "The connection broke, took too long, or was blocked by the browser.",
    fix: CHECK_FIRST,
};

pub const NOT_SAVED_AFTER_ALL: Explained = Explained {
    heading: WAS_NOT_SAVED,
    meaning: ASKED_ZUORA,
    cause: "The connection to Zuora broke or was blocked before the card arrived.",
    fix: "Your other details are still in the form. Enter the security code again, and try again.",
};

pub const NOT_SAVED_FOR_REASON: Explained = Explained {
    heading: WAS_NOT_SAVED,
    meaning: ASKED_ZUORA,
    cause: "Zuora gave the reason below.",
    fix: "Your other details are still in the form. Enter the security code again, and try again. If the reason is the bank’s, use another card or ask your bank.",
};

pub fn refused(cause: Cause) -> Explained {
    let (meaning, cause, fix) = match cause {
        Cause::SpentToken => {
            return Explained {
                heading: UNKNOWN,
                meaning: "Zuora says that the permission to send this card was no longer valid. Nothing was saved by this call.",
                cause: "A permission is valid for one call and for a short time: it had been used before, or had expired. When a connection breaks, a browser may send a call twice, and then the first one may have saved the card.",
                fix: CHECK_FIRST,
            };
        }
        Cause::WrongSignature => (
            "The permission was for another account or address than the one that the card was sent to.",
            "The request was changed on its way, or this site is not set up correctly.",
            "Reload the page and try again. If it happens again, contact us and give us the code below.",
        ),
        Cause::NotCorsEnabled => (
            "Zuora does not allow browsers to call this address.",
            "This site used an operation that only servers may call.",
            NOT_YOUR_CARD,
        ),
        Cause::NotAllowed => (
            "Zuora does not allow this site to save cards.",
            "This site’s Zuora account lacks a permission, or its login is not valid.",
            NOT_YOUR_CARD,
        ),
        Cause::Rejected => (
            "Zuora did not accept some of the details.",
            "A value is missing, has the wrong format, or breaks one of Zuora’s rules.",
            "Check the card details against Zuora’s message below, enter the security code again, and try again.",
        ),
        Cause::NotFound => (
            "Zuora cannot find the account for this card.",
            "The account was deleted, or this site is connected to another Zuora tenant.",
            NOT_YOUR_CARD,
        ),
        Cause::NotUnderstood => (
            "Zuora did not understand the request.",
            "This site and Zuora use different versions of the interface.",
            NOT_YOUR_CARD,
        ),
        Cause::Busy => (
            "Zuora is busy.",
            "There were too many requests at once, or something else was changing the same account.",
            "Your details are still in the form. Wait a minute, enter the security code again, and try again.",
        ),
        Cause::Declined => (
            "The bank declined this card.",
            "It gave no other reason than the one below.",
            "Check the card details, use another card, or ask your bank.",
        ),
        Cause::InternalFault => {
            return Explained {
                heading: UNKNOWN,
                meaning: "Zuora had a technical problem while it was saving the card.",
                cause: "It did not say how far it got.",
                fix: CHECK_FIRST,
            };
        }
        Cause::Unlisted => (
            "Zuora gave the reason below.",
            "This site does not know this reason.",
            "Check the card details. If they are right, contact us and tell us the reason below.",
        ),
        Cause::NoReason => (
            "Zuora refused the card and gave no reason.",
            "Zuora’s answer says only that nothing was saved.",
            "Check the card details. If they are right, contact us and tell us when you tried.",
        ),
    };
    Explained { heading: NOT_SAVED, meaning, cause, fix }
}

pub fn not_signed(failure: SigningFailure) -> Explained {
    match failure {
        SigningFailure::SiteUnreachable => Explained {
            heading: "This site cannot be reached",
            meaning: "Your browser could not reach this site to get permission to send the card.",
            cause: "The connection broke or took too long.",
            fix: "Check your connection and try again. Your details are still in the form.",
        },
        SigningFailure::SessionEnded => Explained {
            heading: "Your session has ended",
            meaning: "This page has no session any more.",
            cause: "The page was open for a long time, or your cookies were deleted.",
            fix: "Reload the page, sign in if it asks you to, and enter your card again. If that does not help, allow cookies for this site.",
        },
        SigningFailure::CustomerChanged => Explained {
            heading: "Someone else is signed in now",
            meaning: "This page is for the customer whose name is at the top. Nothing was sent: the card has not left your browser.",
            cause: "In another tab or window, someone signed in as the customer named below.",
            fix: "Reload this page to continue as that customer. Or sign in again as yourself in another tab, and try again here.",
        },
        SigningFailure::WrongHost => Explained {
            heading: "This is not the address of this site",
            meaning: "The address in your browser’s address bar is not this site’s own. The card has not left your browser.",
            cause: "The link that you followed is out of date, or this site is not set up correctly.",
            fix: "Open the site again at its own address.",
        },
        SigningFailure::TooManyRequests => Explained {
            heading: "Too many attempts",
            meaning: "This site did not allow another attempt. The card has not left your browser.",
            cause: "There were too many attempts in a short time: by you, by others on your network, or with your account.",
            fix: "Your details are still in the form. Wait for the time shown below and try again.",
        },
        SigningFailure::NotHuman => Explained {
            heading: "We could not confirm that you are a person",
            meaning: "This site did not allow another attempt. The card has not left your browser.",
            cause: "Something about this session looks automated.",
            fix: "Reload the page and enter your card again. If that does not help, contact us and give us the code below.",
        },
        SigningFailure::ZuoraUnreachable => Explained {
            heading: "The payment service cannot be reached",
            meaning: "Zuora did not answer this site, so your browser got no permission to send the card. The card has not left your browser.",
            cause: "Zuora is down or busy, or this site cannot connect to it.",
            fix: "Your details are still in the form. Wait a minute and try again.",
        },
        SigningFailure::ZuoraRefused => Explained {
            heading: "We could not start saving your card",
            meaning: "Zuora did not give permission to send the card. The card has not left your browser.",
            cause: "The problem is on our side: this site is not set up correctly, or Zuora has changed.",
            fix: "The problem is not your card, and trying again is unlikely to help. Contact us and give us the code below.",
        },
        SigningFailure::OwnFault => Explained {
            heading: "Something is wrong with this site",
            meaning: "This site could not prepare the request. The card has not left your browser.",
            cause: "This page and the site’s server do not match. One of them may be out of date.",
            fix: "The problem is not your card. Reload the page. If that does not help, contact us and give us the code below.",
        },
    }
}
