//! Shows what a run has come to: the phase, the fields, the title, and where the focus goes.

use super::CardRun;
use crate::{
    browser::{
        attempt::Attempt,
        card_operation::CardOperation,
        clock,
        dom::{clear_form, clear_security_code, focus_notice, set_text},
        field_errors::{mark_title, show_brand, show_card_errors},
        sentences,
    },
    card::CardErrors,
    element_ids::id,
    flow::{Confirmation, Failure, Phase, SavedCard},
};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

impl<Op: CardOperation> CardRun<Op> {
    /// Shows a phase that has just begun.
    pub(super) fn show(self, phase: Phase) {
        let is_saved = matches!(phase, Phase::Saved { .. });
        mark_title(matches!(
            phase,
            Phase::Failed { .. } | Phase::Invalid(_) | Phase::Checking { .. }
        ));
        if !phase.is_busy() && !is_saved {
            self.state().turn = None;
        }
        let look = self.state().attempt.look.clone();
        self.phase.set(phase.clone());
        let mut has_focus = false;
        match phase {
            Phase::Closed | Phase::Ready | Phase::Signing | Phase::Sending => return,
            Phase::NotSecure | Phase::Invalid(_) | Phase::Checking { .. } => {}
            Phase::Saved { card, confirmation } => {
                Attempt::clear(Op::PATH);
                clear_form();
                show_brand(None);
                show_card_errors(CardErrors::default());
                has_focus = Op::show_saved(&card, look.as_ref());
                if confirmation == Confirmation::Pending {
                    spawn_local(self.confirm(card));
                }
            }
            Phase::Failed { failure, .. } => {
                show_card_errors(failure.refused_fields());
                match failure {
                    // A card that has not left the browser stays whole.
                    Failure::NotSigned(error) => {
                        if let Some(seconds) = error.retry_after {
                            spawn_local(self.count_down(seconds));
                        }
                    }
                    // A code serves one attempt.
                    _ if look.is_some() => clear_security_code(),
                    _ => {}
                }
                if !self.state().run.phase().is_in_doubt() {
                    Attempt::clear(Op::PATH);
                }
            }
        }
        if !has_focus {
            focus_notice();
        }
    }

    /// Counts the minutes down until another attempt is allowed, while the notice says so.
    async fn count_down(self, seconds: u32) {
        let end = clock::now() + Duration::from_secs(seconds.into());
        self.state().wait_until = end;
        loop {
            let left = end.saturating_sub(clock::now());
            set_text(id::WAIT, &sentences::notice_words().time_to_wait(left));
            if left.is_zero() {
                return;
            }
            clock::sleep(left.min(Duration::from_secs(1))).await;
            if self.state().wait_until != end {
                return;
            }
        }
    }

    /// Has the server read the card back, with one retry, and adds the result to the notice.
    async fn confirm(self, card: SavedCard) {
        let mut confirmed = Op::confirm(&card).await;
        if confirmed.is_err() {
            confirmed = Op::confirm(&card).await;
        }
        let result = match confirmed {
            Ok(method) => Confirmation::Confirmed(method),
            Err(_) => Confirmation::NotConfirmed,
        };
        // Another card may have been saved meanwhile. The notice stays, and with it the focus: only
        // its details are replaced.
        self.phase.update_untracked(|phase| {
            if let Phase::Saved { card: shown, confirmation } = phase
                && *shown == card
            {
                *confirmation = result;
                let notice = sentences::notice_source().notice_text(phase, Op::outcome());
                let notice = notice.unwrap_or_default();
                set_text(id::REFERENCE, &notice.reference);
                set_text(id::DETAILS, &notice.details);
            }
        });
        self.state().turn = None;
    }
}
