//! English: the page "Create an account".

use crate::words::AccountWords;
#[cfg(not(target_arch = "wasm32"))]
use crate::{
    signup_form::{AccountFault, AccountField},
    words::{AccountLabels, AccountPageWords, Outcome, PageIntro},
};

pub static ACCOUNT: AccountWords = AccountWords {
    #[cfg(not(target_arch = "wasm32"))]
    page: AccountPageWords {
        intro: PageIntro {
            title: "Create an account",
            description: "Create an account with a credit card. Both go from your browser straight to Zuora in one call.",
            lead: "Your details and your card go from this browser straight to Zuora, our billing service, in one call. Account and card are created together or not at all.",
            no_script: "This form needs JavaScript. Without it, your card would have to pass through this site’s server. Nothing you type here is sent anywhere.",
        },
        has_account: "You already have an account, and you are signed in as its owner. To add a card to it, open “Add a card”.",
        another: "Create another account",
        about_you: "About you",
        address: "Billing address",
        card: "Credit card",
        choose_currency: "Choose a currency",
        optional: " (optional)",
        state_hint: "The name or the two-letter code, such as CA",
        labels: AccountLabels {
            name: "Account name",
            first_name: "First name",
            last_name: "Last name",
            email: "Email",
            currency: "Currency",
            address: "Address line 1",
            city: "City",
            state: "State or region",
        },
    },
    form: "New account",
    create: "Create account",
    sending: "Sending your details and your card to Zuora…",
    #[cfg(not(target_arch = "wasm32"))]
    outcome: Outcome {
        done: "Account created",
        number: "Account number:",
        not_done: "Zuora did not create the account",
        unknown: "We do not know whether your account was created",
        maybe_done: "Your account may have been created.",
        not_confirmed: "Zuora has created the account with this card. We could not load it just now, so you are not signed in as its owner yet. Do not create it a second time.",
        signed_in: "You are now signed in as",
    },
    #[cfg(not(target_arch = "wasm32"))]
    fault,
};

#[cfg(not(target_arch = "wasm32"))]
fn fault(field: AccountField, fault: AccountFault) -> &'static str {
    use AccountField as F;
    match (fault, field) {
        (AccountFault::Empty, F::Name) => "Enter a name for the account",
        (AccountFault::Empty, F::FirstName) => "Enter your first name",
        (AccountFault::Empty, F::LastName) => "Enter your last name",
        (AccountFault::Empty, F::Email) => "Enter your email address",
        (AccountFault::Empty, F::Currency) => "Choose a currency",
        (AccountFault::Empty, F::Address) => "Enter address line 1",
        (AccountFault::Empty, F::City) => "Enter your city",
        (AccountFault::Empty, F::State) => "Enter your state or province",
        (AccountFault::TooLong, _) => "Shorten this: it is longer than Zuora can store",
        (AccountFault::Unsupported, _) => {
            "Remove emoji and similar characters: Zuora cannot store them"
        }
        (AccountFault::HoldsCardNumber, _) => {
            "Remove the card number: it belongs in the field “Card number”"
        }
        (AccountFault::NotEmail, _) => {
            "Enter an email address in the right format, like name@example.com"
        }
        (AccountFault::Refused, F::Name) => "Check the account name: Zuora did not accept it",
        (AccountFault::Refused, F::FirstName) => "Check your first name: Zuora did not accept it",
        (AccountFault::Refused, F::LastName) => "Check your last name: Zuora did not accept it",
        (AccountFault::Refused, F::Email) => "Check your email address: Zuora did not accept it",
        (AccountFault::Refused, F::Currency) => {
            "Choose another currency: Zuora did not accept this one"
        }
        (AccountFault::Refused, F::Address) => "Check address line 1: Zuora did not accept it",
        (AccountFault::Refused, F::City) => "Check your city: Zuora did not accept it",
        (AccountFault::Refused, F::State) => "Check your state or region: Zuora did not accept it",
    }
}
