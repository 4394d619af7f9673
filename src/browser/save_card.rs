//! The main job: reads the card from the form, gets a ticket for it, sends it to Zuora.

use super::create_payment_method::create_payment_method;
use crate::{
    api::sign_create_payment_method,
    card::{Card, CardErrors, Month, Typed},
    components::CardInputs,
    flow::{Failure, Phase, SavedCard},
    zuora::Answer,
};
use leptos::{html::Input, prelude::*, task::spawn_local};
use zeroize::Zeroizing;

/// Runs both stages once, unless a run is already under way. Tells where it stands through `phase`, and what is wrong with the
/// fields through `errors`; neither ever holds a digit of the card beyond its last four.
pub fn save_card(inputs: CardInputs, errors: WriteSignal<CardErrors>, phase: RwSignal<Phase>) {
    if phase.with_untracked(Phase::is_busy) {
        return;
    }
    match read(inputs) {
        Err(found) => {
            errors.set(found);
            phase.set(Phase::Ready);
        }
        Ok(card) => {
            errors.set(CardErrors::default());
            // Before anything is awaited, so that a second press finds the run under way.
            phase.set(Phase::Signing);
            let default = checked(inputs.default);
            spawn_local(async move {
                let outcome = run(card, default, phase).await;
                clear_after(&outcome, inputs);
                phase.set(outcome);
            });
        }
    }
}

async fn run(card: Card, default: bool, phase: RwSignal<Phase>) -> Phase {
    let (brand, last_four) = (card.number.brand(), card.number.last_four().to_owned());
    let ticket = match sign_create_payment_method().await {
        Ok(ticket) => ticket,
        Err(error) => return Phase::Failed(Failure::NotSigned(error)),
    };
    phase.set(Phase::Sending);
    match create_payment_method(ticket, card, default).await {
        Ok(Answer::Done(created)) => Phase::Saved(SavedCard {
            brand,
            last_four,
            payment_method_id: created.payment_method_id,
            default,
        }),
        Ok(Answer::Refused(refusal)) => Phase::Failed(Failure::Refused(refusal)),
        Err(_no_answer) => Phase::Failed(Failure::Unknown),
    }
}

fn read(inputs: CardInputs) -> Result<Card, CardErrors> {
    Card::parse(
        Typed {
            number: &value(inputs.number),
            month: &value(inputs.month),
            year: &value(inputs.year),
            holder: &value(inputs.holder),
            security_code: &value(inputs.security_code),
        },
        this_month(),
    )
}

/// Empties every field after success. When the card has left the browser and was not saved, only its security code goes: it serves one attempt.
/// A card that has not left stays as it was typed.
fn clear_after(outcome: &Phase, inputs: CardInputs) {
    let saved = matches!(outcome, Phase::Saved(_));
    let sent = saved || matches!(outcome, Phase::Failed(Failure::Refused(_) | Failure::Unknown));
    let fields = [
        (sent, inputs.security_code),
        (saved, inputs.number),
        (saved, inputs.month),
        (saved, inputs.year),
        (saved, inputs.holder),
    ];
    for input in fields
        .into_iter()
        .filter_map(|(emptied, field)| field.get_untracked().filter(|_| emptied))
    {
        input.set_value("");
    }
    if let Some(default) = inputs.default.get_untracked().filter(|_| saved) {
        default.set_checked(false);
    }
}

fn value(input: NodeRef<Input>) -> Zeroizing<String> {
    let typed = input.get_untracked().map(|input| input.value());
    Zeroizing::new(typed.unwrap_or_default())
}

fn checked(input: NodeRef<Input>) -> bool {
    input.get_untracked().is_some_and(|input| input.checked())
}

#[expect(clippy::cast_possible_truncation)] // a year fits u16, a month u8
fn this_month() -> Month {
    let now = js_sys::Date::new_0();
    Month {
        year: now.get_full_year() as u16,
        month: now.get_month() as u8 + 1,
    }
}
