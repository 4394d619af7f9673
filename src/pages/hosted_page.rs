//! The page that Zuora hosts (Payment Pages 2.0), shown in a frame with an RSA signature that the browser has fetched (*RSA Signatures*).

#[cfg(not(target_arch = "wasm32"))]
mod view;
mod words;

#[cfg(not(target_arch = "wasm32"))]
pub use view::*;

use crate::{
    components::{Replaced, id},
    flow::Hosted,
};
use leptos::prelude::*;
use words::WORDS;

/// The frame, what goes on around it, and what came of it.
#[island]
pub fn Frame() -> impl IntoView {
    let words = WORDS.here();
    let state = RwSignal::new(Hosted::Closed);
    #[cfg(target_arch = "wasm32")]
    Effect::new(move |_| crate::browser::hosted_page::begin(state));
    let again = move |_| {
        #[cfg(target_arch = "wasm32")]
        crate::browser::hosted_page::open(state);
    };
    // The frame stays as it is while the rest changes.
    let source = Memo::new(move |_| state.with(Hosted::source));
    view! {
        <p class="progress" role="status">
            {move || state.with(|state| words.going_on(state)).map(|text| Replaced(view! { <span>{text}</span> }))}
        </p>
        {move || state.with(|state| words.told(state)).map(|told| Replaced(view! {
            <div class=told.class role=told.role id=id::NOTICE tabindex="-1">
                <h2>{told.heading}</h2>
                <p>{told.text}</p>
                <p class="details">{told.details}</p>
            </div>
        }))}
        {move || source.get().map(|source| view! {
            <iframe
                id=id::FRAME
                class="hosted"
                src=source
                title=words.frame
                // It may do what a payment form has to, and not lead the whole window elsewhere.
                sandbox="allow-forms allow-scripts allow-same-origin"
                referrerpolicy="origin"
                allow=""
            ></iframe>
        })}
        {move || state.with(Hosted::is_over).then(|| view! {
            <p>
                <button type="button" on:click=again>
                    {words.again}
                </button>
            </p>
        })}
    }
}
