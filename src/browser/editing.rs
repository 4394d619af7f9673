//! Handles typing in a form with a card: groups the number, recognises the brand, validates a field
//! when it is left, and clears its error as soon as its value is valid.

use super::{
    dom::{element, has_focus, input, is_pressed, this_month, value},
    field_errors::{
        announce, has_error, is_refused, mark_title, show_brand, show_card_error, update_summary,
    },
    sentences,
};
use crate::{
    card::{
        Brand, CardFault, CardField, CardNumber, Country, Edit, Expiry, ExpiryError, Holder,
        PostalCode, SecurityCode, group_number,
    },
    element_ids::{id, inputs},
    flow::{Faults, Phase},
};
use leptos::{ev::FocusEvent, prelude::*};
use std::time::Duration;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, EventTarget, InputEvent};

/// How often to check whether the pointer has been released.
const POLL_INTERVAL: Duration = Duration::from_millis(30);

/// Handles `input`. `digits` is the number of digits before the edit, and is updated.
pub fn handle_input(event: &Event, digits: &mut usize) {
    let input_event = event.dyn_ref::<InputEvent>();
    // While an input method composes characters, the field is left alone. The end of the
    // composition is an event of its own.
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
    // Before a field is left, it is validated only if an error is shown beside it.
    recheck(field);
}

/// Takes over what was typed or filled in before this code was live. Returns the number of digits.
pub fn start() -> usize {
    let digits = regroup(Edit::Insertion, 0);
    show_brand(brand());
    digits
}

/// Groups the number, and returns how many digits it has.
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
        // The caret is at the end now. Setting it makes the browser lay out the page at once, so it
        // is set only where it belongs elsewhere.
        if grouped.caret < grouped.text.len() {
            let caret = u32::try_from(grouped.caret).unwrap_or_default();
            let _ = input.set_selection_range(caret, caret);
        }
    }
    grouped.digits
}

fn brand() -> Option<Brand> {
    Brand::from_typed_prefix(&value(id::NUMBER))
}

fn recheck(field: CardField) {
    if has_error(field) {
        show_card_error(field, check(field));
    }
}

/// Handles `focusout`. The field is validated once the pointer is released: an error that appears
/// between press and release would move the button under the pointer.
pub fn handle_focusout(event: &FocusEvent, phase: RwSignal<Phase>) {
    // Losing window focus does not count as leaving the field.
    let Some(target) = event.target().filter(|target| !has_focus(target)) else {
        return;
    };
    let Some(field) = field_of(target.clone()) else {
        return;
    };
    if field == CardField::Expiry {
        split_expiry();
    }
    // Moving between month and year does not leave the date.
    let stays =
        field == CardField::Expiry && event.related_target().and_then(field_of) == Some(field);
    validate_after_release(target, field, stays, phase);
}

fn validate_after_release(
    target: EventTarget,
    field: CardField,
    stays: bool,
    phase: RwSignal<Phase>,
) {
    let validate = move || {
        if is_pressed() {
            return validate_after_release(target, field, stays, phase);
        }
        // A value that Zuora has refused keeps its error until it is changed. A field that has the
        // focus again is still being typed in.
        if is_refused(field) || has_focus(&target) {
            return;
        }
        let had_error = has_error(field);
        let fault = check(field).filter(|fault| had_error || !is_unfinished(*fault, stays));
        show_card_error(field, fault);
        // An error is announced once, and taken back when it is corrected.
        match fault {
            Some(fault) if !had_error => {
                announce(&[sentences::notice_words().error, sentences::card_fault(fault)].concat());
            }
            _ => announce(""),
        }
        update_faults(phase);
    };
    set_timeout(validate, POLL_INTERVAL);
}

/// Whether a fault is only that the field, or the other part of the date, is still empty. No
/// "required" error is shown for a field that was only tabbed through.
fn is_unfinished(fault: CardFault, stays: bool) -> bool {
    let is_empty = |id| value(id).trim().is_empty();
    match fault {
        CardFault::Number(_) => is_empty(id::NUMBER),
        CardFault::Holder(_) => is_empty(id::HOLDER),
        CardFault::SecurityCode(_) => is_empty(id::SECURITY_CODE),
        CardFault::Expiry(ExpiryError::Empty) | CardFault::Country => true,
        CardFault::Expiry(ExpiryError::Month) => stays && is_empty(id::MONTH),
        CardFault::Expiry(_) => stays,
        CardFault::PostalCode(_) => is_empty(id::POSTAL_CODE),
        CardFault::Refused(_) => false,
    }
}

/// Splits a whole date that was typed or pasted into one field between the two.
pub fn split_expiry() {
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

/// Whether the form has this field.
pub fn is_on_page(field: CardField) -> bool {
    first_input(field).is_some()
}

/// Whether the form requires this field: the server has rendered it so.
pub fn is_required(field: CardField) -> bool {
    first_input(field).is_some_and(|input| input.has_attribute("required"))
}

fn first_input(field: CardField) -> Option<Element> {
    element(inputs(field)[0])
}

/// The fault of a field's current value.
fn check(field: CardField) -> Option<CardFault> {
    let fault = match field {
        CardField::Number => CardNumber::parse(&value(id::NUMBER)).err().map(CardFault::Number),
        CardField::Expiry => Expiry::parse(&value(id::MONTH), &value(id::YEAR), this_month())
            .err()
            .map(CardFault::Expiry),
        CardField::Holder => Holder::parse(&value(id::HOLDER)).err().map(CardFault::Holder),
        CardField::SecurityCode => SecurityCode::parse(&value(id::SECURITY_CODE), brand())
            .err()
            .map(CardFault::SecurityCode),
        CardField::Country => {
            Country::parse(&value(id::COUNTRY)).is_none().then_some(CardFault::Country)
        }
        CardField::PostalCode => {
            PostalCode::parse(&value(id::POSTAL_CODE)).err().map(CardFault::PostalCode)
        }
    };
    fault.filter(|fault| !fault.is_omission() || is_required(field))
}

/// Removes the corrected fields from the summary. Called when a field is left, so that the page
/// does not move while the customer types.
fn update_faults(phase: RwSignal<Phase>) {
    let Phase::Invalid(mut faults) = phase.get_untracked() else {
        return;
    };
    let before = faults.card;
    for (field, _) in before.iter() {
        let fault = check(field).filter(|_| has_error(field));
        faults.card.set(field, fault);
        update_summary(inputs(field), fault.map(sentences::card_fault));
    }
    if faults.card != before {
        set_faults(phase, faults);
    }
}

/// Sets the faults that are left. While there are any, the summary is not rendered again, so that
/// it keeps the focus: its lines have been updated in place.
pub fn set_faults(phase: RwSignal<Phase>, faults: Faults) {
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
