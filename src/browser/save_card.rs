//! The main job: reads the card from the form, gets a ticket for it, sends it to Zuora, and has the server read it back.

use super::{
    create_payment_method::create_payment_method,
    editing::take_apart,
    page::{focus_notice, input, mark_title, show, show_brand, this_month, value},
};
use crate::{
    api::{confirm_payment_method, sign_create_payment_method},
    card::{Card, CardErrors, CardField, Typed},
    components::id,
    flow::{Confirmation, Failure, Phase, SavedCard},
    zuora::Answer,
};
use leptos::{prelude::*, task::spawn_local};

/// Runs both stages once, unless a run is already under way, and then has the server confirm. Tells where it stands through `phase`, which never
/// holds a digit of the card beyond its last four.
pub fn save_card(phase: RwSignal<Phase>) {
    if !phase.with_untracked(Phase::is_open) {
        return;
    }
    take_apart();
    let read = read();
    let faults = read.as_ref().err().copied().unwrap_or_default();
    show_all(faults);
    let Ok(card) = read else {
        end(phase, Phase::Invalid(faults));
        return;
    };
    // Before anything is awaited, so that a second press finds the run under way.
    phase.set(Phase::Signing);
    mark_title(false);
    let default = input(id::DEFAULT).is_some_and(|input| input.checked());
    spawn_local(async move {
        let outcome = run(card, default, phase).await;
        clear_after(&outcome);
        match &outcome {
            Phase::Failed(failure) => show_all(failure.refused_fields()),
            _ => show_all(CardErrors::default()),
        }
        end(phase, outcome.clone());
        if let Phase::Saved(card, _) = outcome {
            let confirmation = match confirm_payment_method(card.payment_method_id.clone()).await {
                Ok(method) => Confirmation::Confirmed(method),
                Err(_) => Confirmation::NotConfirmed,
            };
            // Another card may have been saved meanwhile.
            phase.update(|phase| match phase {
                Phase::Saved(shown, asking) if *shown == card => *asking = confirmation,
                _ => {}
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

async fn run(card: Card, default: bool, phase: RwSignal<Phase>) -> Phase {
    let (brand, last_four) = (card.number.brand(), card.number.last_four().to_owned());
    let ticket = match sign_create_payment_method().await {
        Ok(ticket) => ticket,
        Err(error) => return Phase::Failed(Failure::NotSigned(error)),
    };
    phase.set(Phase::Sending);
    match create_payment_method(ticket, card, default).await {
        Ok(Answer::Done(created)) => Phase::Saved(
            SavedCard {
                brand,
                last_four,
                payment_method_id: created.payment_method_id,
                default,
            },
            Confirmation::Asking,
        ),
        Ok(Answer::Refused(refusal)) => Phase::Failed(Failure::Refused(refusal)),
        Err(_no_answer) => Phase::Failed(Failure::Unknown),
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
    let saved = matches!(outcome, Phase::Saved(..));
    let sent = saved || matches!(outcome, Phase::Failed(Failure::Refused(_) | Failure::Unknown));
    let fields = [
        (sent, id::SECURITY_CODE),
        (saved, id::NUMBER),
        (saved, id::MONTH),
        (saved, id::YEAR),
        (saved, id::HOLDER),
    ];
    for (emptied, field) in fields {
        if let Some(input) = input(field).filter(|_| emptied) {
            input.set_value("");
        }
    }
    if saved {
        show_brand(None);
        if let Some(default) = input(id::DEFAULT) {
            default.set_checked(false);
        }
    }
}
