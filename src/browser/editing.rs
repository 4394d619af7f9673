//! What happens while somebody types: the number falls into groups, the brand is recognised, a field that was left is checked, and one that was wrong
//! is cleared as soon as it is right.

use super::page::{
    has_focus, input, is_pressed, is_refused, is_shown_wrong, mark_title, mend_notice, say, show,
    show_brand, this_month, value,
};
use crate::{
    card::{
        Brand, CardFault, CardField, CardNumber, Edit, Expiry, ExpiryError, Holder, SecurityCode,
        group_number,
    },
    components::{id, inputs},
    flow::{Faults, Phase},
    words::words,
};
use leptos::{ev::FocusEvent, prelude::*};
use std::time::Duration;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, EventTarget, InputEvent};

/// How often it is looked whether a button has been let go.
const A_MOMENT: Duration = Duration::from_millis(30);

/// Something was typed, pasted, deleted or filled in. `digits` is how many the number had before, and then has.
pub fn typed(event: &Event, digits: &mut usize) {
    let input_event = event.dyn_ref::<InputEvent>();
    // A keyboard that composes characters is not disturbed until it has done, which is an event of its own.
    if input_event.is_some_and(InputEvent::is_composing) {
        return;
    }
    let Some(field) = event.target().and_then(field_of) else {
        return;
    };
    if field == CardField::Number {
        let edit = match input_event.map(InputEvent::input_type).as_deref() {
            Some("deleteContentBackward") => Edit::DeletionBefore,
            Some("deleteContentForward") => Edit::DeletionBehind,
            _ => Edit::Insertion,
        };
        *digits = regroup(edit, *digits);
        show_brand(brand());
        recheck(CardField::SecurityCode);
    }
    // Only what has been told as wrong is checked again before it is left.
    recheck(field);
}

/// What was typed or filled in before this code was live counts as typed now.
pub fn begin() -> usize {
    let digits = regroup(Edit::Insertion, 0);
    show_brand(brand());
    digits
}

/// Puts the number into groups, and says how many digits it has.
fn regroup(edit: Edit, digits_before: usize) -> usize {
    let Some(input) = input(id::NUMBER) else {
        return 0;
    };
    let typed = value(id::NUMBER);
    let caret = input.selection_start().ok().flatten();
    let caret = caret.map_or_else(|| typed.len(), |caret| caret as usize);
    let Some(grouped) = group_number(&typed, caret, edit, digits_before) else {
        return 0;
    };
    if *grouped.text != *typed {
        input.set_value(&grouped.text);
        // It is at the end now; to set it anywhere makes the browser lay out the page at once.
        if grouped.caret < grouped.text.len() {
            let caret = u32::try_from(grouped.caret).unwrap_or_default();
            let _ = input.set_selection_range(caret, caret);
        }
    }
    grouped.digits
}

fn brand() -> Option<Brand> {
    Brand::begun_by_typed(&value(id::NUMBER))
}

fn recheck(field: CardField) {
    if is_shown_wrong(field) {
        show(field, check(field));
    }
}

/// A field was left. It is checked if anything is in it, once no button is pressed any more: an error that appears between press and release
/// would move what is being pressed.
pub fn left(event: &FocusEvent, phase: RwSignal<Phase>) {
    // To look something up in another window is not to leave the field.
    let Some(target) = event.target().filter(|target| !has_focus(target)) else {
        return;
    };
    let Some(field) = field_of(target.clone()) else {
        return;
    };
    if field == CardField::Expiry {
        take_apart();
    }
    // From month to year, and back, one stays in the date.
    let stays =
        field == CardField::Expiry && event.related_target().and_then(field_of) == Some(field);
    settle(target, field, stays, phase);
}

fn settle(target: EventTarget, field: CardField, stays: bool, phase: RwSignal<Phase>) {
    let settled = move || {
        if is_pressed() {
            return settle(target, field, stays, phase);
        }
        // Of what Zuora has refused nothing more is known here, until it is changed. And who has come back to the field is not disturbed.
        if is_refused(field) || has_focus(&target) {
            return;
        }
        let was_told = is_shown_wrong(field);
        let fault = check(field).filter(|fault| was_told || !is_unfinished(*fault, stays));
        show(field, fault);
        // Said once; what is mended is not said to be wrong any more.
        match fault {
            Some(fault) if !was_told => say(&[words().error, words().fault(fault)].concat()),
            _ => say(""),
        }
        mend(phase);
    };
    set_timeout(settled, A_MOMENT);
}

/// Nobody is told to fill in what they have only passed, or not come to yet.
fn is_unfinished(fault: CardFault, stays: bool) -> bool {
    let is_empty = |id| value(id).trim().is_empty();
    match fault {
        CardFault::Number(_) => is_empty(id::NUMBER),
        CardFault::Holder(_) => is_empty(id::HOLDER),
        CardFault::SecurityCode(_) => is_empty(id::SECURITY_CODE),
        CardFault::Expiry(ExpiryError::Empty) => true,
        CardFault::Expiry(ExpiryError::Month) => stays && is_empty(id::MONTH),
        CardFault::Expiry(_) => stays,
        CardFault::Refused(_) => false,
    }
}

/// A whole date that was typed or pasted into one field belongs in both.
pub fn take_apart() {
    let fields = [id::MONTH, id::YEAR];
    let Some((month, year)) = fields.iter().find_map(|field| Expiry::split(&value(field))) else {
        return;
    };
    for (field, part) in fields.into_iter().zip([month, year]) {
        if let Some(input) = input(field) {
            input.set_value(&part);
        }
    }
}

/// What is wrong with one field as it stands.
fn check(field: CardField) -> Option<CardFault> {
    match field {
        CardField::Number => CardNumber::parse(&value(id::NUMBER)).err().map(CardFault::Number),
        CardField::Expiry => Expiry::parse(&value(id::MONTH), &value(id::YEAR), this_month())
            .err()
            .map(CardFault::Expiry),
        CardField::Holder => Holder::parse(&value(id::HOLDER)).err().map(CardFault::Holder),
        CardField::SecurityCode => SecurityCode::parse(&value(id::SECURITY_CODE), brand())
            .err()
            .map(CardFault::SecurityCode),
    }
}

/// What has been mended leaves the summary, once the field is left: not under the hands of somebody who types.
fn mend(phase: RwSignal<Phase>) {
    let Phase::Invalid(mut faults) = phase.get_untracked() else {
        return;
    };
    let told = faults.card;
    for (field, _) in told.iter() {
        let fault = check(field).filter(|_| is_shown_wrong(field));
        faults.card.set(field, fault);
        mend_notice(inputs(field), fault.map(|fault| words().fault(fault)));
    }
    if faults.card != told {
        mended(phase, faults);
    }
}

/// Less is wrong with a form. While something is, its notice stays, and with it the focus: what is mended has been taken out of it.
pub fn mended(phase: RwSignal<Phase>, faults: Faults) {
    mark_title(!faults.is_empty());
    match faults.is_empty() {
        true => phase.set(Phase::Ready),
        false => phase.update_untracked(|phase| *phase = Phase::Invalid(faults)),
    }
}

/// The field an element belongs to.
fn field_of(target: EventTarget) -> Option<CardField> {
    let id = target.dyn_into::<Element>().ok()?.id();
    CardField::ALL.into_iter().find(|field| inputs(*field).contains(&&*id))
}
