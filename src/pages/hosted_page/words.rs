//! What is said on the page "Hosted payment page".

use crate::{
    api_error::{ApiError, ApiErrorKind},
    flow::{Hosted, HostedFailure},
    words::InEveryLanguage,
    zuora::{PaymentMethod, Reason},
};

/// The words.
#[derive(Debug)]
pub struct Words {
    pub frame: &'static str,
    pub again: &'static str,
    pub opening: &'static str,
    pub confirming: &'static str,
    pub saved: &'static str,
    pub expires: &'static str,
    pub id: &'static str,
    pub not_shown: &'static str,
    pub not_signed: &'static str,
    pub refused: &'static str,
    pub no_answer: &'static str,
    pub page_failed: &'static str,
    pub not_read_back: &'static str,
    pub unknown: &'static str,
    pub not_believed: &'static str,
    pub forged: &'static str,
    pub replayed: &'static str,
    pub not_found_out: &'static str,
    pub too_often: &'static str,
    pub visit_ended: &'static str,
    pub customer_changed: &'static str,
    pub not_configured: &'static str,
    pub code: &'static str,
}

/// What came of it.
#[derive(Debug)]
pub struct HostedNotice {
    /// How it looks.
    pub class: &'static str,
    /// Whether it interrupts.
    pub role: &'static str,
    /// What happened.
    pub heading: &'static str,
    /// What it means.
    pub text: String,
    /// For support.
    pub details: String,
}

impl Words {
    /// What is going on.
    pub fn status(&self, state: &Hosted) -> Option<&'static str> {
        match state {
            Hosted::Opening => Some(self.opening),
            Hosted::Confirming(_) => Some(self.confirming),
            _ => None,
        }
    }

    /// What came of it; nothing while nothing has.
    pub fn notice(&self, state: &Hosted) -> Option<HostedNotice> {
        match state {
            Hosted::Closed | Hosted::Opening | Hosted::Shown(_) | Hosted::Confirming(_) => None,
            Hosted::Saved(method) => Some(self.saved(method.as_ref())),
            Hosted::Failed(failure) => Some(self.failed(failure)),
        }
    }

    fn saved(&self, method: Option<&PaymentMethod>) -> HostedNotice {
        let text = method.map_or_else(
            || self.not_read_back.to_owned(),
            |method| {
                let (month, year) =
                    (method.expiration_month.to_string(), method.expiration_year.to_string());
                [
                    &*method.credit_card_type,
                    " ",
                    &method.card_number,
                    ", ",
                    self.expires,
                    " ",
                    &month,
                    "/",
                    &year,
                ]
                .concat()
            },
        );
        HostedNotice {
            class: "notice done",
            role: "status",
            heading: self.saved,
            text,
            details: method.map(|method| [self.id, " ", &method.id].concat()).unwrap_or_default(),
        }
    }

    fn failed(&self, failure: &HostedFailure) -> HostedNotice {
        let coded = |error: &ApiError| match &error.signed_in_as {
            Some(name) => [error.kind.name(), ": ", name].concat(),
            None => error.kind.name().to_owned(),
        };
        let (heading, text, code) = match failure {
            HostedFailure::NotSigned(error) => (self.not_shown, self.why(error), coded(error)),
            HostedFailure::Refused(refusal) => {
                let code = refusal.reasons.first().map(Reason::text);
                (self.not_shown, self.refused, code.unwrap_or_default())
            }
            HostedFailure::NoAnswer => (self.not_shown, self.no_answer, "no_answer".to_owned()),
            HostedFailure::NotShown { code } => (self.not_shown, self.page_failed, code.clone()),
            HostedFailure::NotConfirmed(error) => match error.kind {
                ApiErrorKind::CallbackRefused => (self.not_believed, self.forged, coded(error)),
                ApiErrorKind::CallbackReplayed => (self.not_believed, self.replayed, coded(error)),
                ApiErrorKind::CustomerChanged => {
                    (self.not_believed, self.customer_changed, coded(error))
                }
                _ => (self.unknown, self.not_found_out, coded(error)),
            },
        };
        HostedNotice {
            class: "notice problem",
            role: "alert",
            heading,
            text: text.to_owned(),
            details: [self.code, " ", &code].concat(),
        }
    }

    fn why(&self, error: &ApiError) -> &'static str {
        match error.kind {
            ApiErrorKind::TooManyRequests => self.too_often,
            ApiErrorKind::NoSession | ApiErrorKind::NotSameOrigin => self.visit_ended,
            ApiErrorKind::NotConfigured => self.not_configured,
            ApiErrorKind::CustomerChanged => self.customer_changed,
            _ => self.not_signed,
        }
    }
}

pub static WORDS: InEveryLanguage<Words> = InEveryLanguage {
    en: Words {
        frame: "Zuora’s payment form",
        again: "Show the form again",
        opening: "Asking Zuora for its payment form…",
        confirming: "Checking what Zuora’s form has told…",
        saved: "Card saved",
        expires: "expires",
        id: "Payment method id:",
        not_shown: "Zuora’s form cannot be shown",
        not_signed: "This site got no permission from Zuora. Nothing was saved. Wait a minute, then try again.",
        refused: "Zuora refused, for the reason below. Nothing was saved. Try again: each time, a new permission is asked for.",
        no_answer: "No answer came from Zuora, or the browser blocked it. Nothing was saved. Check your connection, then try again.",
        page_failed: "Zuora did not take the permission that the form was opened with. Nothing was saved. Try again with a new one.",
        not_believed: "The card is not in your account",
        forged: "What the form is said to have told is not Zuora’s word for this visit. Nothing was saved in your account. Show the form again.",
        replayed: "This was told before, and counts once. Nothing more was saved. Show the form again to save another card.",
        not_read_back: "It is in your account. It could not be read back just now; there is nothing you need to do.",
        unknown: "We do not know whether the card is in your account",
        not_found_out: "Zuora has taken the card, and this site could not find out whether it has come into your account. Before you try again, ask us to check, so that nothing is saved twice.",
        too_often: "The form was opened too often in a short time. Nothing was saved. Wait some minutes, then try again.",
        visit_ended: "This page no longer belongs to a session of this site. Nothing was saved. Reload the page.",
        customer_changed: "This page was opened for the customer whose name is at its top, and in another tab somebody else has signed in. Nothing was saved in either account. Reload the page to go on as the customer named here.",
        not_configured: "This site has no hosted page: its ZUORA_PAGE_ID is not set.",
        code: "Code:",
    },
    de: Words {
        frame: "Zahlungsformular von Zuora",
        again: "Formular noch einmal zeigen",
        opening: "Zuora wird um sein Zahlungsformular gebeten …",
        confirming: "Es wird geprüft, was das Formular von Zuora gemeldet hat …",
        saved: "Karte gespeichert",
        expires: "gültig bis",
        id: "Nummer der Zahlungsart:",
        not_shown: "Das Formular von Zuora lässt sich nicht zeigen",
        not_signed: "Diese Website hat von Zuora keine Erlaubnis bekommen. Nichts wurde gespeichert. Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
        refused: "Zuora hat abgelehnt; der Grund steht unten. Nichts wurde gespeichert. Versuchen Sie es noch einmal: Jedes Mal wird eine neue Erlaubnis erbeten.",
        no_answer: "Von Zuora kam keine Antwort, oder der Browser hat sie blockiert. Nichts wurde gespeichert. Prüfen Sie die Verbindung und versuchen Sie es dann noch einmal.",
        page_failed: "Zuora hat die Erlaubnis nicht angenommen, mit der das Formular geöffnet wurde. Nichts wurde gespeichert. Versuchen Sie es mit einer neuen.",
        not_believed: "Die Karte ist nicht in Ihrem Konto",
        forged: "Was das Formular gemeldet haben soll, ist nicht das Wort von Zuora für diesen Besuch. In Ihrem Konto wurde nichts gespeichert. Zeigen Sie das Formular noch einmal.",
        replayed: "Das wurde schon einmal gemeldet und zählt nur einmal. Sonst wurde nichts gespeichert. Zeigen Sie das Formular noch einmal, um eine weitere Karte zu speichern.",
        not_read_back: "Sie ist in Ihrem Konto. Gerade ließ sie sich nicht zurücklesen; Sie brauchen nichts zu tun.",
        unknown: "Wir wissen nicht, ob die Karte in Ihrem Konto ist",
        not_found_out: "Zuora hat die Karte angenommen, und diese Website konnte nicht herausfinden, ob sie in Ihr Konto gekommen ist. Bitten Sie uns nachzusehen, bevor Sie es noch einmal versuchen, damit nichts zweimal gespeichert wird.",
        too_often: "Das Formular wurde in kurzer Zeit zu oft geöffnet. Nichts wurde gespeichert. Warten Sie einige Minuten und versuchen Sie es dann noch einmal.",
        visit_ended: "Diese Seite gehört zu keiner Sitzung dieser Website mehr. Nichts wurde gespeichert. Laden Sie die Seite neu.",
        customer_changed: "Diese Seite wurde für den Kunden geöffnet, dessen Name oben steht, und in einem anderen Tab hat sich jemand anderes angemeldet. In keinem der beiden Konten wurde etwas gespeichert. Laden Sie die Seite neu, um als der hier genannte Kunde weiterzumachen.",
        not_configured: "Diese Website hat kein solches Formular: ZUORA_PAGE_ID ist nicht gesetzt.",
        code: "Code:",
    },
};
