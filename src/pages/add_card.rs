//! The main job: add a credit card (*Create Payment Method*).

use crate::{
    components::{Notice, id},
    flow::Phase,
    words::words,
};
use leptos::{
    ev::{Event, FocusEvent, SubmitEvent},
    prelude::*,
};

/// The card form, around its fields. Nothing but its own live code can submit it: no field has a name, `method="dialog"` sends nothing, the policy
/// forbids form actions, and the button stays disabled until the code that handles it runs.
///
/// What never changes is drawn on the server and costs no code here: the fields are [`CardFields`](crate::components::CardFields). What changes with
/// every key is written straight into them. What a run comes to is the one signal.
#[island]
pub fn AddCard(
    /// The fields.
    children: Children,
) -> impl IntoView {
    let phase = RwSignal::new(Phase::Closed);
    let words = words();
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
        let _ = (event, digits);
    };
    let left = move |event: FocusEvent| {
        #[cfg(target_arch = "wasm32")]
        crate::browser::editing::left(&event, phase);
        #[cfg(not(target_arch = "wasm32"))]
        let _ = event;
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        #[cfg(target_arch = "wasm32")]
        crate::browser::save_card::save_card(phase);
    };

    view! {
        {move || phase.with(|phase| words.told(phase)).map(|told| view! { <Notice told /> })}
        <form
            id=id::FORM
            method="dialog"
            novalidate
            aria-label=words.form
            on:input=move |event| typed(&event)
            on:compositionend=move |event| typed(&event)
            on:focusout=left
            on:submit=save
        >
            {children()}
            <button type="submit" disabled=move || !phase.with(Phase::is_open)>
                {words.save}
            </button>
            <p class="progress" role="status">
                {move || phase.with(|phase| match phase {
                    Phase::Signing => Some(words.progress.signing),
                    Phase::Sending => Some(words.progress.sending),
                    _ => None,
                })}
            </p>
        </form>
    }
}
