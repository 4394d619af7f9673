//! A form with a card in it, sent off: reads everything, gets a ticket, sends it to Zuora, and has the server read it back. What a page does with the
//! card is its [`CardOperation`].

use super::{
    call::NoAnswer,
    editing::take_apart,
    page::{clear, clear_code, focus_notice, mark_title, show, this_month, value, write_into},
};
use crate::{
    api_error::ApiError,
    card::{Card, CardErrors, CardField, Typed},
    components::id,
    flow::{Confirmation, Failure, Faults, FieldFault, Phase, SavedCard},
    words::{Outcome, words},
    zuora::{Answer, PaymentMethod, Refusal},
};
use leptos::{prelude::*, task::spawn_local};

/// What a page does with a card.
pub trait CardOperation: 'static {
    /// What it reads from the form beside the card.
    type ExtraFields: 'static;
    /// The permission it gets.
    type Grant;

    /// Reads it, and shows beside its fields what is wrong with them.
    ///
    /// # Errors
    /// What is.
    fn read() -> Result<Self::ExtraFields, Vec<FieldFault>>;

    /// Stage 1.
    fn sign(more: &Self::ExtraFields) -> impl Future<Output = Result<Self::Grant, ApiError>>;

    /// Stage 2: id of the card, and the number of what else was created.
    fn send(
        permission: Self::Grant,
        card: Card,
        more: &Self::ExtraFields,
    ) -> impl Future<Output = Result<Answer<(String, Option<String>)>, NoAnswer>>;

    /// Has the server read it back.
    fn confirm(
        saved: &SavedCard,
        more: &Self::ExtraFields,
    ) -> impl Future<Output = Result<PaymentMethod, ApiError>>;

    /// How its end is told, when it does more than save a card.
    fn outcome() -> Option<&'static Outcome> {
        None
    }

    /// Whether the card becomes the default on the customer's wish.
    fn is_default(more: &Self::ExtraFields) -> bool;

    /// Shows which of its fields Zuora has refused.
    fn show_refused(refusal: &Refusal) -> Vec<FieldFault>;
}

/// Runs both stages once, unless a run is already under way, and then has the server confirm. Tells where it stands through `phase`, which never
/// holds a digit of the card beyond its last four.
pub fn submit<J: CardOperation>(phase: RwSignal<Phase>) {
    if !phase.with_untracked(Phase::is_open) {
        return;
    }
    take_apart();
    let (card, more) = (read(), J::read());
    let faults = card.as_ref().err().copied().unwrap_or_default();
    show_all(faults);
    let (card, more) = match (card, more) {
        (Ok(card), Ok(more)) => (card, more),
        (_, more) => {
            let others = more.err().unwrap_or_default();
            return end(phase, Phase::Invalid(Faults { card: faults, others }));
        }
    };
    // Before anything is awaited, so that a second press finds the run under way.
    phase.set(Phase::Signing);
    mark_title(false);
    spawn_local(async move {
        let outcome = run::<J>(card, &more, phase).await;
        clear_after(&outcome);
        let refused = match &outcome {
            Phase::Failed(failure, _) => failure.refused_fields(),
            _ => CardErrors::default(),
        };
        show_all(refused);
        end(phase, outcome.clone());
        if let Phase::Saved(card, _) = outcome {
            let mut confirmed = J::confirm(&card, &more).await;
            if confirmed.is_err() {
                confirmed = J::confirm(&card, &more).await;
            }
            let confirmation = match confirmed {
                Ok(method) => Confirmation::Confirmed(method),
                Err(_) => Confirmation::NotConfirmed,
            };
            // Another card may have been saved meanwhile. The notice itself stays, and with it the focus: only its details are written anew.
            phase.update_untracked(|phase| {
                if let Phase::Saved(shown, asking) = phase
                    && *shown == card
                {
                    *asking = confirmation;
                    let told = words().told(phase, J::outcome());
                    write_into(id::DETAILS, &told.unwrap_or_default().details);
                }
            });
        }
    });
}

fn show_all(faults: CardErrors) {
    for field in CardField::ALL {
        show(field, faults.get(field));
    }
}

fn end(phase: RwSignal<Phase>, outcome: Phase) {
    mark_title(!matches!(outcome, Phase::Saved(..)));
    phase.set(outcome);
    focus_notice();
}

async fn run<J: CardOperation>(card: Card, more: &J::ExtraFields, phase: RwSignal<Phase>) -> Phase {
    let (brand, last_four) = (card.number.brand(), card.number.last_four().to_owned());
    let permission = match J::sign(more).await {
        Ok(permission) => permission,
        Err(error) => return Phase::Failed(Failure::NotSigned(error), Vec::new()),
    };
    phase.set(Phase::Sending);
    match J::send(permission, card, more).await {
        Ok(Answer::Done((payment_method_id, account_number))) => Phase::Saved(
            SavedCard {
                brand,
                last_four,
                payment_method_id,
                default: J::is_default(more),
                account_number,
            },
            Confirmation::Asking,
        ),
        Ok(Answer::Refused(refusal)) => {
            let others = J::show_refused(&refusal);
            Phase::Failed(Failure::Refused(refusal), others)
        }
        Err(NoAnswer) => Phase::Failed(Failure::Unknown, Vec::new()),
    }
}

fn read() -> Result<Card, CardErrors> {
    Card::parse(
        Typed {
            number: &value(id::NUMBER),
            month: &value(id::MONTH),
            year: &value(id::YEAR),
            holder: &value(id::HOLDER),
            security_code: &value(id::SECURITY_CODE),
        },
        this_month(),
    )
}

/// Empties every field after success. When the card has left the browser and was not saved, only its security code goes: it serves one attempt.
/// A card that has not left stays as it was typed.
fn clear_after(outcome: &Phase) {
    match outcome {
        Phase::Saved(..) => clear(),
        Phase::Failed(Failure::Refused(_) | Failure::Unknown, _) => clear_code(),
        _ => {}
    }
}
