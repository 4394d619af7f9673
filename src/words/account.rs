//! What is said on the page "Create an account", beside what is said of its card.

use super::InEveryLanguage;
#[cfg(not(target_arch = "wasm32"))]
use super::Outcome;
#[cfg(not(target_arch = "wasm32"))]
use crate::signup_form::{AccountFault, AccountField};

/// The words.
#[derive(Debug)]
#[expect(missing_docs)] // the names say it
pub struct AccountWords {
    #[cfg(not(target_arch = "wasm32"))]
    pub page: PageText,
    pub form: &'static str,
    pub create: &'static str,
    pub sending: &'static str,
    #[cfg(not(target_arch = "wasm32"))]
    outcome: Outcome,
    #[cfg(not(target_arch = "wasm32"))]
    fault: fn(AccountField, AccountFault) -> &'static str,
}

/// What only the server says.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct PageText {
    pub title: &'static str,
    pub description: &'static str,
    pub where_it_goes: &'static str,
    pub no_script: &'static str,
    pub about_you: &'static str,
    pub address: &'static str,
    pub card: &'static str,
    pub choose: &'static str,
    pub country: &'static str,
    pub labels: [&'static str; 9],
}

/// The words in every language.
pub static ACCOUNT: InEveryLanguage<AccountWords> = InEveryLanguage {
    en: AccountWords {
        #[cfg(not(target_arch = "wasm32"))]
        page: PageText {
            title: "Create an account",
            description: "Open an account with a credit card: both go from your browser straight to Zuora, in one call.",
            where_it_goes: "Your details and your card go from this browser straight to Zuora, our billing service, in one call: the account is \
                            created whole, with its card, or not at all. This site’s server learns the account’s name, and never the card.",
            no_script: "This form needs JavaScript, on purpose: without it your card could only reach Zuora by way of this site’s server. \
                        Nothing you type here is sent anywhere.",
            about_you: "About you",
            address: "Billing address",
            card: "Credit card",
            choose: "Choose a currency",
            country: "In English, or its code of two letters, such as GB",
            labels: [
                "Account name",
                "First name",
                "Last name",
                "Currency",
                "Address line 1",
                "City",
                "State or region (optional)",
                "Postal code",
                "Country",
            ],
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
            not_confirmed: "Zuora has created the account with this card. It could not be read back just now, so you are not signed in as its owner \
                            yet; do not create it a second time.",
        },
        #[cfg(not(target_arch = "wasm32"))]
        fault: english,
    },
    de: AccountWords {
        #[cfg(not(target_arch = "wasm32"))]
        page: PageText {
            title: "Konto anlegen",
            description: "Ein Konto mit einer Kreditkarte anlegen: Beides geht in einem Aufruf von Ihrem Browser direkt an Zuora.",
            where_it_goes: "Ihre Angaben und Ihre Karte gehen in einem Aufruf von diesem Browser direkt an Zuora, unseren Abrechnungsdienst: Das \
                            Konto wird ganz angelegt, mit seiner Karte, oder gar nicht. Der Server dieser Website erfährt den Namen des Kontos, \
                            niemals die Karte.",
            no_script: "Dieses Formular braucht JavaScript, mit Absicht: Ohne könnte Ihre Karte nur über den Server dieser Website zu Zuora \
                        kommen. Nichts, was Sie hier eingeben, wird irgendwohin gesendet.",
            about_you: "Zu Ihnen",
            address: "Rechnungsanschrift",
            card: "Kreditkarte",
            choose: "Wählen Sie eine Währung",
            country: "Auf Englisch oder mit zwei Buchstaben, zum Beispiel DE",
            labels: [
                "Name des Kontos",
                "Vorname",
                "Nachname",
                "Währung",
                "Straße und Hausnummer",
                "Ort",
                "Bundesland oder Region (freiwillig)",
                "Postleitzahl",
                "Land",
            ],
        },
        form: "Neues Konto",
        create: "Konto anlegen",
        sending: "Ihre Angaben und Ihre Karte werden an Zuora gesendet …",
        #[cfg(not(target_arch = "wasm32"))]
        outcome: Outcome {
            done: "Konto angelegt",
            number: "Kontonummer:",
            not_done: "Zuora hat das Konto nicht angelegt",
            unknown: "Wir wissen nicht, ob Ihr Konto angelegt wurde",
            maybe_done: "Ihr Konto wurde vielleicht angelegt.",
            not_confirmed: "Zuora hat das Konto mit dieser Karte angelegt. Es ließ sich gerade nicht zurücklesen; darum sind Sie noch nicht als \
                            Inhaber angemeldet. Legen Sie es nicht noch einmal an.",
        },
        #[cfg(not(target_arch = "wasm32"))]
        fault: german,
    },
};

#[cfg(not(target_arch = "wasm32"))]
impl AccountWords {
    /// How to correct a field.
    pub fn fault(&self, field: AccountField, fault: AccountFault) -> &'static str {
        (self.fault)(field, fault)
    }

    /// The sentences about the outcome.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// What the document holds for the page's code: how to fix each fault, then what is said of the end of a run.
    pub fn sentences(&'static self) -> Vec<&'static str> {
        let faults = AccountFault::all().map(|(field, fault)| self.fault(field, fault));
        faults.chain(self.outcome.sentences()).collect()
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn english(field: AccountField, fault: AccountFault) -> &'static str {
    use AccountField as F;
    match (fault, field) {
        (AccountFault::Empty, F::Name) => "Enter a name for the account",
        (AccountFault::Empty, F::FirstName) => "Enter your first name",
        (AccountFault::Empty, F::LastName) => "Enter your last name",
        (AccountFault::Empty, F::Currency) => "Choose a currency",
        (AccountFault::Empty, F::Address) => "Enter line 1 of your address",
        (AccountFault::Empty, F::City) => "Enter your city",
        (AccountFault::Empty, F::PostalCode) => "Enter your postal code",
        (AccountFault::Empty, F::State | F::Country) => "Enter your country",
        (AccountFault::TooLong, _) => "Shorten this: it is longer than Zuora keeps",
        (AccountFault::Letters, _) => "Take out emoji and the like: Zuora does not keep them",
        (AccountFault::CardNumber, _) => "Take out the card number: it belongs further down",
        (AccountFault::Refused, F::Name) => "Check the account name: Zuora did not accept it",
        (AccountFault::Refused, F::FirstName) => "Check your first name: Zuora did not accept it",
        (AccountFault::Refused, F::LastName) => "Check your last name: Zuora did not accept it",
        (AccountFault::Refused, F::Currency) => {
            "Choose another currency: Zuora did not accept this one"
        }
        (AccountFault::Refused, F::Address) => {
            "Check line 1 of your address: Zuora did not accept it"
        }
        (AccountFault::Refused, F::City) => "Check your city: Zuora did not accept it",
        (AccountFault::Refused, F::State) => "Check your state or region: Zuora did not accept it",
        (AccountFault::Refused, F::PostalCode) => "Check your postal code: Zuora did not accept it",
        (AccountFault::Refused, F::Country) => "Check your country: Zuora did not accept it",
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn german(field: AccountField, fault: AccountFault) -> &'static str {
    use AccountField as F;
    match (fault, field) {
        (AccountFault::Empty, F::Name) => "Geben Sie dem Konto einen Namen",
        (AccountFault::Empty, F::FirstName) => "Geben Sie Ihren Vornamen ein",
        (AccountFault::Empty, F::LastName) => "Geben Sie Ihren Nachnamen ein",
        (AccountFault::Empty, F::Currency) => "Wählen Sie eine Währung",
        (AccountFault::Empty, F::Address) => "Geben Sie Straße und Hausnummer ein",
        (AccountFault::Empty, F::City) => "Geben Sie Ihren Ort ein",
        (AccountFault::Empty, F::PostalCode) => "Geben Sie Ihre Postleitzahl ein",
        (AccountFault::Empty, F::State | F::Country) => "Geben Sie Ihr Land ein",
        (AccountFault::TooLong, _) => "Kürzen Sie dies: Es ist länger, als Zuora aufbewahrt",
        (AccountFault::Letters, _) => {
            "Nehmen Sie Emojis und dergleichen heraus: Zuora bewahrt sie nicht auf"
        }
        (AccountFault::CardNumber, _) => {
            "Nehmen Sie die Kartennummer heraus: Sie gehört weiter nach unten"
        }
        (AccountFault::Refused, F::Name) => {
            "Prüfen Sie den Namen des Kontos: Zuora hat ihn nicht angenommen"
        }
        (AccountFault::Refused, F::FirstName) => {
            "Prüfen Sie Ihren Vornamen: Zuora hat ihn nicht angenommen"
        }
        (AccountFault::Refused, F::LastName) => {
            "Prüfen Sie Ihren Nachnamen: Zuora hat ihn nicht angenommen"
        }
        (AccountFault::Refused, F::Currency) => {
            "Wählen Sie eine andere Währung: Zuora hat diese nicht angenommen"
        }
        (AccountFault::Refused, F::Address) => {
            "Prüfen Sie Straße und Hausnummer: Zuora hat sie nicht angenommen"
        }
        (AccountFault::Refused, F::City) => "Prüfen Sie Ihren Ort: Zuora hat ihn nicht angenommen",
        (AccountFault::Refused, F::State) => {
            "Prüfen Sie Bundesland oder Region: Zuora hat sie nicht angenommen"
        }
        (AccountFault::Refused, F::PostalCode) => {
            "Prüfen Sie Ihre Postleitzahl: Zuora hat sie nicht angenommen"
        }
        (AccountFault::Refused, F::Country) => "Prüfen Sie Ihr Land: Zuora hat es nicht angenommen",
    }
}
