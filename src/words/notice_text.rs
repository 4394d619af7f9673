//! What a run came to, as it is told: its words, whether anything was saved, and the codes.

use super::{Explained, FailureKind, Words};
#[cfg(feature = "demo")]
use crate::components::id::TEST_CARDS;
use crate::{
    card::CardErrors,
    flow::{Confirmation, Failure, FieldFault, Phase, SavedCard},
};

/// How a page that does more than save a card tells what came of it.
#[derive(Debug)]
pub struct Outcome {
    /// It is done.
    pub done: &'static str,
    /// Before the number of what was created.
    pub number: &'static str,
    /// It is not done.
    pub not_done: &'static str,
    /// It may be done.
    pub unknown: &'static str,
    /// Likewise, as a sentence.
    pub maybe_done: &'static str,
    /// What stands in place of the card's own sentence when it could not be read back.
    pub not_confirmed: &'static str,
}

impl From<[&'static str; 6]> for Outcome {
    fn from(
        [done, number, not_done, unknown, maybe_done, not_confirmed]: [&'static str; 6],
    ) -> Self {
        Self { done, number, not_done, unknown, maybe_done, not_confirmed }
    }
}

impl Outcome {
    /// All of it, in the order in which it is read back.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn sentences(&self) -> [&'static str; 6] {
        [self.done, self.number, self.not_done, self.unknown, self.maybe_done, self.not_confirmed]
    }
}

/// How the end of a run is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticeText {
    /// Whether all is well.
    pub done: bool,
    /// What happened.
    pub heading: String,
    /// What it means, and why.
    pub text: String,
    /// Whether the card was saved.
    pub saved: &'static str,
    /// The fields of the card that something is wrong with.
    pub faults: CardErrors,
    /// And those beside them.
    pub others: Vec<FieldFault>,
    /// What to do now.
    pub fix: String,
    /// For programs, support and the curious: ids, codes, what Zuora said; one to a line.
    pub details: String,
}

impl Words {
    /// What a run came to; nothing while it has come to nothing. `outcome` is what the page does when that is more than to save a card.
    pub fn told(&self, phase: &Phase, outcome: Option<&Outcome>) -> Option<NoticeText> {
        match phase {
            Phase::Closed | Phase::Ready | Phase::Signing | Phase::Sending => None,
            Phase::NotSecure => Some(NoticeText {
                heading: self.problem.to_owned(),
                text: self.not_secure.to_owned(),
                ..NoticeText::default()
            }),
            Phase::Invalid(faults) => Some(NoticeText {
                heading: self.problem.to_owned(),
                faults: faults.card,
                others: faults.others.clone(),
                ..NoticeText::default()
            }),
            Phase::Saved(card, confirmation) => Some(self.saved(card, confirmation, outcome)),
            Phase::Failed(failure, others) => {
                #[cfg_attr(not(feature = "demo"), expect(unused_mut))]
                let mut others = others.clone();
                #[cfg(feature = "demo")]
                if matches!(failure, Failure::Refused(refusal) if refusal.asks_for_test_card()) {
                    others.push(FieldFault {
                        id: TEST_CARDS,
                        sentence: self.failure.test_cards_only,
                    });
                }
                Some(NoticeText { others, ..self.failed(failure, outcome) })
            }
        }
    }

    /// What happened, why, and what to do now. The server has the words; it has drawn them into the document for the page's code, which would otherwise be
    /// mostly words of what seldom happens, in every language.
    #[cfg_attr(target_arch = "wasm32", expect(clippy::unused_self))]
    fn explain(&self, failure_kind: FailureKind) -> Explained<String> {
        #[cfg(not(target_arch = "wasm32"))]
        let [heading, meaning, cause, fix] = {
            let Explained { heading, meaning, cause, fix } = (self.explained)(failure_kind);
            [heading, meaning, cause, fix].map(str::to_owned)
        };
        #[cfg(target_arch = "wasm32")]
        let [heading, meaning, cause, fix] = crate::browser::page::explained(failure_kind.number());
        Explained { heading, meaning, cause, fix }
    }

    fn saved(
        &self,
        card: &SavedCard,
        confirmation: &Confirmation,
        outcome: Option<&Outcome>,
    ) -> NoticeText {
        let words = &self.saved;
        let mut details = Vec::new();
        if let Some((outcome, number)) = outcome.zip(card.account_number.as_ref()) {
            details.push(labelled(outcome.number, number));
        }
        details.push(labelled(words.id, &card.payment_method_id));
        match confirmation {
            Confirmation::Asking => details.push(words.checking.to_owned()),
            Confirmation::NotConfirmed => {
                let not_confirmed =
                    outcome.map_or(words.not_confirmed, |outcome| outcome.not_confirmed);
                details.push(not_confirmed.to_owned());
            }
            Confirmation::Confirmed(method) => {
                let expires =
                    [method.expiration_month.to_string(), method.expiration_year.to_string()]
                        .join("/");
                let default = if method.is_default { words.yes } else { words.no };
                details.extend([
                    labelled(
                        words.as_zuora_has_it,
                        &[&*method.credit_card_type, &method.card_number].join(" "),
                    ),
                    labelled(words.expires, &expires),
                    labelled(words.default, default),
                    labelled(words.status, &method.status),
                ]);
            }
        }
        let default = if card.default { words.now_default } else { "" };
        NoticeText {
            done: true,
            heading: outcome.map_or(words.heading, |outcome| outcome.done).to_owned(),
            text: [card.brand.name(), words.ending_in, &card.last_four, default].concat(),
            details: details.join("\n"),
            ..NoticeText::default()
        }
    }

    fn failed(&self, failure: &Failure, outcome: Option<&Outcome>) -> NoticeText {
        let words = &self.failure;
        let mut details = Vec::new();
        let nothing_saved = match failure {
            Failure::NotSigned(error) => {
                details.push(labelled(words.code, error.kind.name()));
                details.extend(error.retry_after.map(|seconds| {
                    labelled(words.minutes_to_wait, &seconds.div_ceil(60).to_string())
                }));
                details.extend(
                    error.signed_in_as.as_ref().map(|name| labelled(words.signed_in_as, name)),
                );
                details.extend(
                    error.zuora_code.as_ref().map(|code| labelled(words.zuoras_code, code)),
                );
                details.extend(error.request_id.as_ref().map(|id| labelled(words.request, id)));
                true
            }
            Failure::Refused(refusal) => {
                for reason in &refusal.reasons {
                    let label = if reason.code.is_empty() { "Zuora:" } else { words.zuoras_code };
                    details.push(labelled(label, &reason.told()));
                }
                details.extend(refusal.process_id.as_ref().map(|id| labelled(words.process, id)));
                refusal.cause().excludes_saving()
            }
            Failure::Unknown => {
                details.push(labelled(words.code, "no_answer"));
                false
            }
        };
        let Explained { heading, meaning, cause, fix } = self.explain(FailureKind::of(failure));
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
            text: [&*meaning, &cause].join(" "),
            saved: if nothing_saved { words.nothing_saved } else { maybe_saved },
            faults: failure.refused_fields(),
            fix,
            details: details.join("\n"),
            ..NoticeText::default()
        }
    }
}

/// A detail with its label. Joined without the formatting library, which is large.
pub fn labelled(label: &str, detail: &str) -> String {
    [label, detail].join(" ")
}
