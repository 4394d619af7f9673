//! The sentences of the page "Hosted payment page".

#[cfg(not(target_arch = "wasm32"))]
use super::PageIntro;
use crate::{
    api_error::{ApiErrorKind, CallbackCheck, SigningFailure},
    flow::{FrameProblem, Hosted, HostedFailure},
    shop::SHOP,
    words::{ContactWords, failure_kind::code_of},
    zuora::{PageErrorKind, PaymentMethod, Reason},
};

#[derive(Debug)]
pub struct HostedPageWords {
    pub contact: &'static ContactWords,
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
    pub null_signature: &'static str,
    /// The heading of the notice about a submission that has failed.
    pub not_saved: &'static str,
    pub page_errors: PageErrorWords,
    /// The notice about a frame that has not sent any message.
    pub silent: Headed,
    pub closed: &'static str,
    pub not_read_back: &'static str,
    pub unknown: &'static str,
    pub not_confirmed: &'static str,
    pub refused_report: &'static str,
    pub refused_session: &'static str,
    pub refused_age: &'static str,
    pub refused_signature_type: &'static str,
    pub replayed: &'static str,
    pub not_checked: &'static str,
    pub too_many_requests: &'static str,
    pub session_ended: &'static str,
    pub customer_changed: &'static str,
    pub not_configured: &'static str,
    pub code: &'static str,
}

/// Why no card was saved, for each kind of Zuora's error codes, and what to do now.
#[derive(Debug)]
pub struct PageErrorWords {
    pub fields: &'static str,
    pub declined: &'static str,
    pub not_accepted: &'static str,
    pub not_authenticated: &'static str,
    pub captcha: &'static str,
    pub too_quick: &'static str,
    pub too_many_attempts: &'static str,
    pub expired: &'static str,
    pub set_up: &'static str,
    pub zuora_fault: &'static str,
    pub unknown: &'static str,
}

impl PageErrorWords {
    fn of(&self, code: &str) -> &'static str {
        match PageErrorKind::of(code) {
            PageErrorKind::Fields => self.fields,
            PageErrorKind::Declined => self.declined,
            PageErrorKind::NotAccepted => self.not_accepted,
            PageErrorKind::NotAuthenticated => self.not_authenticated,
            PageErrorKind::Captcha => self.captcha,
            PageErrorKind::TooQuick => self.too_quick,
            PageErrorKind::TooManyAttempts => self.too_many_attempts,
            PageErrorKind::Expired => self.expired,
            PageErrorKind::SetUp => self.set_up,
            PageErrorKind::ZuoraFault => self.zuora_fault,
            PageErrorKind::Unknown => self.unknown,
        }
    }
}

/// What only the server renders.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct HostedPagePageWords {
    pub intro: PageIntro,
    pub zuoras_form: Headed,
    pub own_form: Headed,
    pub own_form_link: &'static str,
}

/// A text with its heading.
#[derive(Debug)]
pub struct Headed {
    pub heading: &'static str,
    pub text: &'static str,
}

/// The text of the notice.
#[derive(Clone, Debug, PartialEq, Eq)]
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
            Hosted::Shown(shown) => shown.problem.as_ref().map(|problem| self.problem(problem)),
            Hosted::Closed | Hosted::Opening | Hosted::Confirming(_) => None,
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

    fn problem(&self, problem: &FrameProblem) -> HostedNotice {
        match problem {
            FrameProblem::Silent => {
                self.alert(self.silent.heading, self.silent.text, "frame_silent")
            }
            FrameProblem::NotSaved(code) => {
                self.alert(self.not_saved, self.page_errors.of(code), code)
            }
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
            HostedFailure::NullSignature => {
                (self.not_shown, self.null_signature, "null_signature".to_owned())
            }
            HostedFailure::NotShown { code } if code == "close" => {
                (self.not_saved, self.closed, code.clone())
            }
            HostedFailure::NotShown { code } => {
                (self.not_shown, self.page_errors.of(code), code.clone())
            }
            HostedFailure::NotConfirmed(error) => match error.kind {
                ApiErrorKind::CallbackRefused => {
                    (self.not_confirmed, self.refused(error.check), code_of(error))
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
        self.alert(heading, text, &code)
    }

    fn refused(&self, check: Option<CallbackCheck>) -> &'static str {
        match check {
            Some(CallbackCheck::Session) => self.refused_session,
            Some(CallbackCheck::Age) => self.refused_age,
            Some(CallbackCheck::SignatureType) => self.refused_signature_type,
            Some(CallbackCheck::Signature) | None => self.refused_report,
        }
    }

    fn alert(&self, heading: &'static str, text: &str, code: &str) -> HostedNotice {
        HostedNotice {
            class: "notice problem",
            role: "alert",
            heading,
            text: self.contact.complete(text, SHOP.contact),
            details: [self.code, " ", code].concat(),
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
