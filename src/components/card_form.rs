//! A form with a card in it, around its fields.

use super::{Replaced, id};
use crate::{flow::Phase, words::words};
use leptos::{
    ev::{Event, FocusEvent, SubmitEvent},
    prelude::*,
};

/// The form. Nothing but its own live code can submit it: no field has a name, `method="dialog"` sends nothing, the policy forbids form actions, and the
/// button stays disabled until the code that handles it runs.
///
/// What never changes is drawn on the server and costs no code here: the fields. What changes with every key is written straight into them. What a run
/// comes to is the one signal.
#[component]
pub fn CardForm(
    /// Where it stands.
    phase: RwSignal<Phase>,
    /// Its name.
    label: &'static str,
    /// The name of its button.
    button: &'static str,
    /// What is said while the card is on its way.
    sending: &'static str,
    /// Something was typed, in a field of the card or beside it.
    typed: impl Fn(&Event) + Copy + 'static,
    /// It is sent off.
    submit: impl Fn(SubmitEvent) + 'static,
    /// The fields.
    children: Children,
) -> impl IntoView {
    // How many digits the number has.
    let digits = StoredValue::new(0);
    #[cfg(target_arch = "wasm32")]
    Effect::new(move |_| {
        digits.set_value(crate::browser::editing::begin());
        phase.set(crate::browser::page::announce_live());
    });

    // What happens in the fields bubbles up to the form.
    let typed = move |event: &Event| {
        #[cfg(target_arch = "wasm32")]
        digits.update_value(|digits| crate::browser::editing::typed(event, digits));
        #[cfg(not(target_arch = "wasm32"))]
        let _ = digits;
        typed(event);
    };
    let left = move |event: FocusEvent| {
        #[cfg(target_arch = "wasm32")]
        crate::browser::editing::left(&event, phase);
        #[cfg(not(target_arch = "wasm32"))]
        let _ = event;
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        submit(event);
    };
    view! {
        <form
            id=id::FORM
            method="dialog"
            novalidate
            aria-label=label
            on:input=move |event| typed(&event)
            on:compositionend=move |event| typed(&event)
            on:focusout=left
            on:submit=submit
        >
            {children()}
            // As markup, so that there is no text to be found again when the page comes alive: it may have been translated by then.
            <button type="submit" disabled=move || !phase.with(Phase::is_open) inner_html=button></button>
            <p class="progress" role="status">
                {move || phase.with(|phase| match phase {
                    Phase::Signing => Some(words().progress.signing),
                    Phase::Sending => Some(sending),
                    _ => None,
                }).map(|text| Replaced(view! { <span>{text}</span> }))}
            </p>
        </form>
    }
}
