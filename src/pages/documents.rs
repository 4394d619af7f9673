//! The documents of the customer who has signed in, each fetched from Zuora by the browser itself (*Get File*).

#[cfg(not(target_arch = "wasm32"))]
mod drawn;
mod words;

#[cfg(not(target_arch = "wasm32"))]
pub use drawn::*;

use crate::flow::Download;
use leptos::prelude::*;
use words::WORDS;

/// One file that can be fetched: its button, how far it has come, and what came of it.
#[island]
pub fn File(
    /// Its id at Zuora.
    id: String,
    /// What it is called, on the button and where it is saved.
    name: String,
) -> impl IntoView {
    let words = WORDS.here();
    let state = RwSignal::new(Download::Closed);
    #[cfg(target_arch = "wasm32")]
    Effect::new(move |_| state.set(Download::Ready));
    let file = StoredValue::new((id, name.clone()));
    let download = move |_| {
        #[cfg(target_arch = "wasm32")]
        file.with_value(|(id, name)| crate::browser::download::start(id.clone(), name.clone(), state));
    };
    let cancel = move |_| {
        #[cfg(target_arch = "wasm32")]
        file.with_value(|(id, _)| crate::browser::download::cancel(id));
    };
    let label = [words.download, " ", &name].concat();
    view! {
        <button type="button" class="quiet" disabled=move || state.with(|state| !state.is_open()) on:click=download>
            {label}
        </button>
        <div class="download" aria-live="polite">
            {move || state.with(|state| words.told(state, &name)).map(|told| view! {
                <p class=told.class role=told.role>
                    {told.text}
                </p>
            })}
        </div>
        {move || state.with(Download::progress).map(|(arrived, whole)| view! {
            <progress max=whole value=whole.map(|_| arrived) aria-label=words.progress></progress>
            <span class="hint">{words.so_far(arrived, whole)}</span>
            <button type="button" class="quiet" on:click=cancel>
                {words.cancel}
            </button>
        })}
        {move || state.with(Download::address).map(|address| view! {
            <p>
                <a href=address.clone() download=file.with_value(|(_, name)| name.clone())>
                    {words.save}
                </a>
                " "
                <a href=address target="_blank" rel="noopener">
                    {words.open}
                </a>
            </p>
        })}
    }
}

/// Says that the page is live. It stands behind everything that has to be.
#[island]
pub fn Live() -> impl IntoView {
    #[cfg(target_arch = "wasm32")]
    Effect::new(|_| {
        crate::browser::download::end_with_the_page();
        crate::browser::page::announce();
    });
}
