//! The sentences of the page "Hosted payment page".

#[cfg(not(target_arch = "wasm32"))]
use super::PageIntro;
use crate::{
    api_error::{ApiErrorKind, SigningFailure},
    flow::{Hosted, HostedFailure},
    words::failure_kind::code_of,
    zuora::{PaymentMethod, Reason},
};

#[derive(Debug)]
pub struct HostedPageWords {
    #[cfg(not(target_arch = "wasm32"))]
    pub page: HostedPagePageWords,
    /// The frame's accessible name.
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
    pub not_confirmed: &'static str,
    pub refused_report: &'static str,
    pub replayed: &'static str,
    pub not_checked: &'static str,
    pub too_many_requests: &'static str,
    pub session_ended: &'static str,
    pub customer_changed: &'static str,
    pub not_configured: &'static str,
    pub code: &'static str,
}

/// What only the server renders.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct HostedPagePageWords {
    pub intro: PageIntro,
    pub zuoras_form: Choice,
    pub own_form: Choice,
    pub own_form_link: &'static str,
}

/// One of the two kinds of form that a shop chooses between.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct Choice {
    pub heading: &'static str,
    pub text: &'static str,
}

/// The text of the notice at the end.
#[derive(Debug)]
pub struct HostedNotice {
    pub class: &'static str,
    pub role: &'static str,
    /// What happened.
    pub heading: &'static str,
    /// What it means.
    pub text: String,
    /// Ids and codes, for support.
    pub details: String,
}

impl HostedPageWords {
    /// The status while something is in flight.
    pub fn status(&self, state: &Hosted) -> Option<&'static str> {
        match state {
            Hosted::Opening => Some(self.opening),
            Hosted::Confirming(_) => Some(self.confirming),
            _ => None,
        }
    }

    /// The notice for this state, if it has one.
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
        let (heading, text, code) = match failure {
            HostedFailure::NotSigned(error) => {
                (self.not_shown, self.why(error.kind), code_of(error))
            }
            HostedFailure::Refused(refusal) => {
                let code = refusal.reasons.first().map(Reason::text);
                (self.not_shown, self.refused, code.unwrap_or_default())
            }
            HostedFailure::NoAnswer => (self.not_shown, self.no_answer, "no_answer".to_owned()),
            HostedFailure::NotShown { code } => (self.not_shown, self.page_failed, code.clone()),
            HostedFailure::NotConfirmed(error) => match error.kind {
                ApiErrorKind::CallbackRefused => {
                    (self.not_confirmed, self.refused_report, code_of(error))
                }
                ApiErrorKind::CallbackReplayed => {
                    (self.not_confirmed, self.replayed, code_of(error))
                }
                ApiErrorKind::CustomerChanged => {
                    (self.not_confirmed, self.customer_changed, code_of(error))
                }
                _ => (self.unknown, self.not_checked, code_of(error)),
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

    fn why(&self, kind: ApiErrorKind) -> &'static str {
        if kind == ApiErrorKind::NotConfigured {
            return self.not_configured;
        }
        match kind.signing_failure() {
            SigningFailure::TooManyRequests => self.too_many_requests,
            SigningFailure::SessionEnded => self.session_ended,
            SigningFailure::CustomerChanged => self.customer_changed,
            SigningFailure::SiteUnreachable
            | SigningFailure::WrongHost
            | SigningFailure::NotHuman
            | SigningFailure::ZuoraUnreachable
            | SigningFailure::ZuoraRefused
            | SigningFailure::OwnFault => self.not_signed,
        }
    }
}
