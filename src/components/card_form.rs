//! A form with a card, around its fields.

use super::Replaced;
use crate::{
    browser::{CardOperation, CardRun, editing, sentences},
    element_ids::id,
    flow::Phase,
};
use leptos::{
    ev::{Event, SubmitEvent},
    prelude::*,
};

/// The form. Nothing but its own live code can submit it: no field has a name, `method="dialog"`
/// sends nothing, the policy forbids form actions, and the button stays disabled until the code
/// that handles it runs.
///
/// The fields never change, so the server alone renders them and they cost no code here. What
/// changes with every key is written straight into them. The one signal is the phase.
#[component]
pub fn CardForm<Op: CardOperation>(
    form: CardRun<Op>,
    /// The form's accessible name.
    label: &'static str,
    /// The text of its button.
    button: &'static str,
    /// The status while the card is being sent.
    sending: &'static str,
    /// Handles `input` in any field.
    on_input: impl Fn(&Event) + Copy + 'static,
    /// The fields.
    children: Children,
) -> impl IntoView {
    // The number of digits in the card number.
    let digits = StoredValue::new(0);
    Effect::new(move |_| {
        digits.set_value(editing::start());
        form.start();
    });
    let phase = form.phase;

    // The events of the fields bubble up to the form.
    let handle_input = move |event: &Event| {
        digits.update_value(|digits| editing::handle_input(event, digits));
        on_input(event);
        form.used();
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.submit();
    };
    view! {
        <form
            id=id::FORM
            method="dialog"
            novalidate
            aria-label=label
            // `capture`, on every page: a listener without it links Leptos' delegation of events.
            on:input:capture=move |event| handle_input(&event)
            on:compositionend:capture=move |event| handle_input(&event)
            on:focusin:capture=move |_| form.used()
            on:focusout:capture=move |event| editing::handle_focusout(&event, phase)
            on:submit:capture=submit
            // The fields are held while the card is on its way.
            on:beforeinput:capture=move |event| {
                if phase.with(|phase| matches!(phase, Phase::Signing | Phase::Sending)) {
                    event.prevent_default();
                }
            }
            hidden=move || phase.with(|phase| matches!(phase, Phase::Saved { .. }))
        >
            {children()}
            <div class="submit">
                // As markup: hydration would look for a text node, which a browser's translator
                // may have moved by then.
                <button
                    type="submit"
                    disabled=move || !phase.with(Phase::is_open)
                    aria-describedby=id::CONSENT
                    on:pointerdown:capture=move |_| form.press()
                    inner_html=button
                ></button>
                // The style sheet shows it in the place of the button's text.
                <p class="progress" role="status">
                    {move || phase.with(|phase| match phase {
                        Phase::Signing => Some(sentences::notice_words().signing),
                        Phase::Sending => Some(sending),
                        _ => None,
                    }).map(|text| Replaced(view! { <span>{text}</span> }))}
                </p>
            </div>
        </form>
    }
}
