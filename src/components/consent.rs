//! What the customer agrees to by saving a card. It stands under the form, and describes its button.

use crate::{
    element_ids::id,
    words::{Language, consent},
};
use leptos::prelude::*;

/// The sentence. `data-reference` is what Zuora stores of it, and the page's code reads it there:
/// so the reference is that of the words that the customer sees.
#[component]
pub fn Consent() -> impl IntoView {
    let (sentence, reference) = consent(Language::current());
    view! {
        <p class="consent" id=id::CONSENT data-reference=reference>
            {sentence}
        </p>
    }
}
