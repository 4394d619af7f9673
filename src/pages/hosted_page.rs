//! Zuora's hosted page (Payment Pages 2.0) in a frame, opened with an RSA signature that the browser
//! fetches (*RSA Signatures*).

#[cfg(not(target_arch = "wasm32"))]
mod view;
mod words;

#[cfg(not(target_arch = "wasm32"))]
pub use view::*;

use crate::{
    browser::hosted_page,
    components::{Replaced, id},
    flow::Hosted,
};
use leptos::prelude::*;
use words::WORDS;

/// The frame, the status around it, and the outcome.
#[island]
pub fn Frame() -> impl IntoView {
    let words = WORDS.here();
    let state = RwSignal::new(Hosted::Closed);
    Effect::new(move |_| hosted_page::start(state));
    // A memo, so that the frame is not loaded again when the rest changes.
    let source = Memo::new(move |_| state.with(Hosted::source));
    view! {
        <p class="progress" role="status">
            {move || state.with(|state| words.status(state)).map(|text| Replaced(view! { <span>{text}</span> }))}
        </p>
        {move || state.with(|state| words.notice(state)).map(|notice| Replaced(view! {
            <div class=notice.class role=notice.role id=id::NOTICE tabindex="-1">
                <h2>{notice.heading}</h2>
                <p>{notice.text}</p>
                <p class="details">{notice.details}</p>
            </div>
        }))}
        {move || source.get().map(|source| view! {
            <iframe
                id=id::FRAME
                class="hosted"
                src=source
                title=words.frame
                // What a payment form needs; it cannot navigate the whole window.
                sandbox="allow-forms allow-scripts allow-same-origin"
                referrerpolicy="origin"
                allow=""
            ></iframe>
        })}
        {move || state.with(Hosted::is_over).then(|| view! {
            <p>
                <button type="button" on:click=move |_| hosted_page::open(state)>
                    {words.again}
                </button>
            </p>
        })}
    }
}
