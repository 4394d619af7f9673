//! The text of a notice: what a run came to, whether anything was saved, and the codes.

use super::{Explained, FailureKind, NoticeWords};
#[cfg(feature = "demo")]
use crate::element_ids::id;
use crate::{
    card::CardErrors,
    flow::{Confirmation, Failure, FieldFault, Phase, SavedCard, expiry_text},
};
use std::time::Duration;

/// The sentences about the outcome on a page that does more than save a card.
#[derive(Debug)]
pub struct Outcome {
    pub done: &'static str,
    /// Stands before the number of what was created.
    pub number: &'static str,
    pub not_done: &'static str,
    pub unknown: &'static str,
    /// `unknown` as a sentence.
    pub maybe_done: &'static str,
    /// Replaces the card's own sentence when the card could not be read back.
    pub not_confirmed: &'static str,
    /// Stands before the name of the account, once the visitor is signed in as its owner.
    pub signed_in: &'static str,
}

impl From<[&'static str; 7]> for Outcome {
    fn from(
        [done, number, not_done, unknown, maybe_done, not_confirmed, signed_in]: [&'static str; 7],
    ) -> Self {
        Self { done, number, not_done, unknown, maybe_done, not_confirmed, signed_in }
    }
}

impl Outcome {
    /// All sentences, in the order of `From`.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn sentences(&self) -> [&'static str; 7] {
        [
            self.done,
            self.number,
            self.not_done,
            self.unknown,
            self.maybe_done,
            self.not_confirmed,
            self.signed_in,
        ]
    }
}

/// The text of a notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticeText {
    /// Whether it is about a success.
    pub done: bool,
    /// What happened.
    pub heading: String,
    /// What it means.
    pub text: String,
    /// Whether the card was saved.
    pub saved: &'static str,
    /// The faults of the card's fields.
    pub faults: CardErrors,
    /// The faults of the fields beside them.
    pub others: Vec<FieldFault>,
    /// What to do now.
    pub fix: String,
    /// What a success is known by, one to a line: the ids to keep.
    pub reference: String,
    /// The cause, codes and Zuora's messages, one to a line: for programs, support and the curious.
    pub details: String,
    /// How long to wait before another attempt.
    pub wait: String,
    /// What its button does, and the button's text.
    pub action: Option<(NoticeAction, &'static str)>,
}

/// What the button of a notice does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeAction {
    /// Finds out whether the card was saved.
    Check,
    /// Submits the form again.
    Retry,
    /// Shows the empty form.
    AddAnother,
}

/// What a notice is written with: the server has it in `words`, and the page's code in the document.
pub struct NoticeSource<'a> {
    pub words: &'a NoticeWords,
    /// Finds the explanation of a failure.
    pub explain: &'a dyn Fn(FailureKind) -> Explained<String>,
}

impl NoticeSource<'_> {
    /// The notice for this phase, if it has one. `outcome` is given by a page that does more than
    /// save a card.
    pub fn notice_text(&self, phase: &Phase, outcome: Option<&Outcome>) -> Option<NoticeText> {
        match phase {
            Phase::Closed | Phase::Ready | Phase::Signing | Phase::Sending => None,
            Phase::NotSecure => Some(NoticeText {
                heading: self.words.problem.to_owned(),
                text: self.words.not_secure.to_owned(),
                ..NoticeText::default()
            }),
            Phase::Invalid(faults) => Some(NoticeText {
                heading: self.words.problem.to_owned(),
                faults: faults.card,
                others: faults.others.clone(),
                ..NoticeText::default()
            }),
            Phase::Checking { refusal, is_interrupted } => {
                let failure = refusal.clone().map_or(Failure::Unknown, Failure::Refused);
                let notice = self.failed(&failure, outcome);
                let text = match is_interrupted {
                    true => self.words.interrupted.to_owned(),
                    false => notice.text,
                };
                let fix = self.words.finding_out.to_owned();
                Some(NoticeText { text, fix, action: None, ..notice })
            }
            Phase::Saved { card, confirmation } => Some(self.saved(card, confirmation, outcome)),
            Phase::Failed { failure, field_faults } => {
                #[cfg_attr(not(feature = "demo"), expect(unused_mut))]
                let mut others = field_faults.clone();
                #[cfg(feature = "demo")]
                if matches!(failure, Failure::Refused(refusal) if refusal.asks_for_test_card()) {
                    others.push(FieldFault {
                        id: id::TEST_CARDS,
                        sentence: self.words.test_cards_only,
                    });
                }
                Some(NoticeText { others, ..self.failed(failure, outcome) })
            }
        }
    }

    fn saved(
        &self,
        card: &SavedCard,
        confirmation: &Confirmation,
        outcome: Option<&Outcome>,
    ) -> NoticeText {
        let words = self.words;
        let (mut reference, mut details) = (Vec::new(), Vec::new());
        if let Some((outcome, number)) = outcome.zip(card.account_number.as_ref()) {
            reference.push(labelled(outcome.number, number));
        }
        reference.push(labelled(words.id, &card.payment_method_id));
        match confirmation {
            Confirmation::Pending => reference.push(words.checking.to_owned()),
            Confirmation::NotConfirmed => {
                let not_confirmed =
                    outcome.map_or(words.not_confirmed, |outcome| outcome.not_confirmed);
                reference.push(not_confirmed.to_owned());
            }
            Confirmation::Confirmed(method) => {
                let expires = expiry_text(method.expiration_month, method.expiration_year);
                let default = if method.is_default { words.yes } else { words.no };
                let card = [&*method.credit_card_type, &method.card_number].join(" ");
                reference.push(labelled(words.as_zuora_has_it, &card));
                details.extend([
                    labelled(words.expires, &expires),
                    labelled(words.default, default),
                    labelled(words.status, &method.status),
                ]);
            }
        }
        NoticeText {
            done: true,
            heading: outcome.map_or(words.saved, |outcome| outcome.done).to_owned(),
            text: [
                &*card.brand,
                words.ending_in,
                &card.last_four,
                if card.default { words.now_default } else { words.ready },
                words.expiring,
                &card.expires,
                ".",
            ]
            .concat(),
            reference: reference.join("\n"),
            details: details.join("\n"),
            // A new customer has no reason to create a second account.
            action: outcome.is_none().then_some((NoticeAction::AddAnother, words.add_another)),
            ..NoticeText::default()
        }
    }

    fn failed(&self, failure: &Failure, outcome: Option<&Outcome>) -> NoticeText {
        let words = self.words;
        let Explained { heading, meaning, cause, fix } =
            (self.explain)(FailureKind::from_failure(failure));
        let (mut details, mut wait) = (vec![cause], String::new());
        match failure {
            Failure::NotSigned(error) => {
                details.push(labelled(words.code, error.kind.name()));
                wait = error.retry_after.map_or_else(String::new, |seconds| {
                    words.time_to_wait(Duration::from_secs(seconds.into()))
                });
                details.extend(
                    error.signed_in_as.as_ref().map(|name| labelled(words.signed_in_as, name)),
                );
                details.extend(
                    error.zuora_code.as_ref().map(|code| labelled(words.zuoras_code, code)),
                );
                details.extend(error.request_id.as_ref().map(|id| labelled(words.request, id)));
            }
            Failure::Refused(refusal) | Failure::NotSaved(Some(refusal)) => {
                for reason in &refusal.reasons {
                    let label = if reason.code.is_empty() { "Zuora:" } else { words.zuoras_code };
                    details.push(labelled(label, &reason.text()));
                }
                details.extend(refusal.process_id.as_ref().map(|id| labelled(words.process, id)));
            }
            Failure::Unknown | Failure::NotSaved(None) => {
                details.push(labelled(words.code, "no_answer"));
            }
        }
        let nothing_saved = !failure.is_open();
        let was_sent = !matches!(failure, Failure::NotSigned(_));
        let heading = match outcome.filter(|_| was_sent) {
            Some(outcome) if nothing_saved => outcome.not_done.into(),
            Some(outcome) => outcome.unknown.into(),
            None => heading,
        };
        let maybe_saved = outcome.map_or(words.maybe_saved, |outcome| outcome.maybe_done);
        NoticeText {
            done: false,
            heading,
            text: meaning,
            saved: if nothing_saved { words.nothing_saved } else { maybe_saved },
            faults: failure.refused_fields(),
            fix,
            details: details.join("\n"),
            wait,
            action: match failure {
                failure if failure.is_open() => Some((NoticeAction::Check, words.check)),
                failure if failure.can_retry() => Some((NoticeAction::Retry, words.try_again)),
                _ => None,
            },
            ..NoticeText::default()
        }
    }
}

impl NoticeWords {
    /// How long to wait before another attempt, in minutes, begun ones included.
    pub fn time_to_wait(&self, left: Duration) -> String {
        if left.is_zero() {
            return self.may_try_again.to_owned();
        }
        let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
        labelled(self.minutes_to_wait, &seconds.div_ceil(60).to_string())
    }
}

/// A detail with its label. Joined without `format!`, which is large in WebAssembly.
pub fn labelled(label: &str, detail: &str) -> String {
    [label, detail].join(" ")
}
