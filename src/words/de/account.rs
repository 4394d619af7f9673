//! German: the page "Create an account".

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
            title: "Konto anlegen",
            description: "Legen Sie ein Konto mit einer Kreditkarte an. Beides geht in einem Aufruf von Ihrem Browser direkt an Zuora.",
            lead: "Ihre Angaben und Ihre Karte gehen von diesem Browser in einem Schritt direkt an Zuora, unseren Abrechnungsdienst. Konto und Karte werden zusammen angelegt oder gar nicht.",
            no_script: "Dieses Formular braucht JavaScript. Ohne JavaScript müsste Ihre Karte über den Server dieser Website gehen. Nichts, was Sie hier eingeben, wird übertragen.",
        },
        has_account: "Sie haben bereits ein Konto und sind als Inhaber angemeldet. Um eine Karte hinzuzufügen, öffnen Sie „Karte hinzufügen“.",
        another: "Noch ein Konto anlegen",
        about_you: "Zu Ihnen",
        address: "Rechnungsanschrift",
        card: "Kreditkarte",
        choose_currency: "Wählen Sie eine Währung",
        optional: " (freiwillig)",
        state_hint: "Der englische Name oder der Code aus zwei Buchstaben, zum Beispiel CA",
        labels: AccountLabels {
            name: "Name des Kontos",
            first_name: "Vorname",
            last_name: "Nachname",
            email: "E-Mail-Adresse",
            currency: "Währung",
            address: "Straße und Hausnummer",
            city: "Ort",
            state: "Bundesland oder Region",
        },
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
        not_confirmed: "Zuora hat das Konto mit dieser Karte angelegt. Wir konnten es gerade nicht laden, deshalb sind Sie noch nicht als Inhaber angemeldet. Legen Sie es nicht noch einmal an.",
        signed_in: "Sie sind jetzt angemeldet als",
    },
    #[cfg(not(target_arch = "wasm32"))]
    fault,
};

#[cfg(not(target_arch = "wasm32"))]
fn fault(field: AccountField, fault: AccountFault) -> &'static str {
    use AccountField as F;
    match (fault, field) {
        (AccountFault::Empty, F::Name) => "Geben Sie dem Konto einen Namen",
        (AccountFault::Empty, F::FirstName) => "Geben Sie Ihren Vornamen ein",
        (AccountFault::Empty, F::LastName) => "Geben Sie Ihren Nachnamen ein",
        (AccountFault::Empty, F::Email) => "Geben Sie Ihre E-Mail-Adresse ein",
        (AccountFault::Empty, F::Currency) => "Wählen Sie eine Währung",
        (AccountFault::Empty, F::Address) => "Geben Sie Straße und Hausnummer ein",
        (AccountFault::Empty, F::City) => "Geben Sie Ihren Ort ein",
        (AccountFault::Empty, F::State) => "Geben Sie Ihren Bundesstaat oder Ihre Provinz ein",
        (AccountFault::TooLong, _) => "Kürzen Sie dies: Es ist länger, als Zuora speichern kann",
        (AccountFault::Unsupported, _) => {
            "Entfernen Sie Emojis und ähnliche Zeichen: Zuora kann sie nicht speichern"
        }
        (AccountFault::HoldsCardNumber, _) => {
            "Entfernen Sie die Kartennummer: Sie gehört in das Feld „Kartennummer“"
        }
        (AccountFault::NotEmail, _) => {
            "Geben Sie eine E-Mail-Adresse im richtigen Format ein, zum Beispiel name@example.com"
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
        (AccountFault::Refused, F::Email) => {
            "Prüfen Sie Ihre E-Mail-Adresse: Zuora hat sie nicht angenommen"
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
    }
}
