//! The main job: add a credit card (*Create Payment Method*).

use crate::{
    card::CardErrors,
    components::{CardFields, CardInputs, ErrorSummary, FailureNotice, SavedNotice},
    flow::Phase,
};
use leptos::{ev::SubmitEvent, prelude::*};

/// The card form. Nothing but its own live code can submit it: no field has a name, `method="dialog"` sends nothing, the policy forbids
/// form actions, and the button stays disabled until the code that handles it runs.
#[island]
pub fn AddCard() -> impl IntoView {
    let inputs = CardInputs::default();
    let (errors, set_errors) = signal(CardErrors::default());
    let phase = RwSignal::new(Phase::Ready);
    let live = RwSignal::new(false);
    Effect::new(move |_| {
        live.set(true);
        #[cfg(target_arch = "wasm32")]
        crate::browser::announce_live();
    });

    let save = move |event: SubmitEvent| {
        event.prevent_default();
        #[cfg(target_arch = "wasm32")]
        crate::browser::save_card::save_card(inputs, set_errors, phase);
        #[cfg(not(target_arch = "wasm32"))]
        let _ = set_errors;
    };

    view! {
        <ErrorSummary errors />
        {move || match phase.get() {
            Phase::Failed(failure) => Some(view! { <FailureNotice failure /> }),
            _ => None,
        }}
        {move || match phase.get() {
            Phase::Saved(card) => Some(view! { <SavedNotice card /> }),
            _ => None,
        }}
        <form method="dialog" novalidate aria-label="Credit card" on:submit=save>
            <CardFields inputs errors />
            <div class="choice">
                <input id="card-default" type="checkbox" autocomplete="off" node_ref=inputs.default />
                <label for="card-default">"Make this my default card"</label>
            </div>
            <button type="submit" disabled=move || !live.get() || phase.with(Phase::is_busy)>
                "Save card"
            </button>
            <p class="progress" role="status">
                {move || match phase.get() {
                    Phase::Signing => "Asking for permission to send your card…",
                    Phase::Sending => "Sending your card to Zuora…",
                    _ => "",
                }}
            </p>
        </form>
    }
}
