//! The documents of the customer who has signed in, each fetched from Zuora by the browser itself (*Get File*).

#[cfg(not(target_arch = "wasm32"))]
mod view;
mod words;

#[cfg(not(target_arch = "wasm32"))]
pub use view::*;

#[cfg(target_arch = "wasm32")]
use crate::browser::download;
use crate::{components::Replaced, flow::Download, words::labelled};
use leptos::{ev::MouseEvent, html, prelude::*};
use words::WORDS;

/// One file that can be fetched: how far it has come, and what came of it. Its button is drawn by the server, with the file's id and name on it.
#[island]
pub fn File(
    /// The button.
    children: Children,
) -> impl IntoView {
    let words = WORDS.here();
    let state = RwSignal::new(Download::Closed);
    let place = NodeRef::<html::Div>::new();
    #[cfg(target_arch = "wasm32")]
    {
        Effect::new(move |_| state.set(Download::Ready));
        Effect::new(move |_| download::set_open(place, state.with(Download::is_open)));
    }
    let start = move |event: MouseEvent| {
        #[cfg(target_arch = "wasm32")]
        download::start(&event, place, state);
        #[cfg(not(target_arch = "wasm32"))]
        let _ = event;
    };
    let cancel = move |_| {
        #[cfg(target_arch = "wasm32")]
        download::cancel(place, state);
    };
    let name = move || {
        #[cfg(target_arch = "wasm32")]
        return download::name(place);
        #[cfg(not(target_arch = "wasm32"))]
        String::new()
    };
    // While pieces arrive, what is said stays as it is.
    let told = Memo::new(move |_| state.with(|state| words.told(state)));
    view! {
        <div node_ref=place on:click=start>
            {children()}
        </div>
        // What is well is said when there is time; what is not, at once.
        <p class="hint" aria-live="polite">
            {move || told.get().and_then(Result::ok).map(|text| Replaced(view! { <span>{text}</span> }))}
        </p>
        {move || told.get().and_then(Result::err).map(|wrong| Replaced(view! {
            <p class="notice problem" role="alert">
                {wrong}
            </p>
        }))}
        {move || state.with(Download::progress).map(|(arrived, whole)| view! {
            <progress max=whole.map(shown) value=whole.map(|_| shown(arrived)) aria-label=words.progress></progress>
            {Replaced(view! { <span class="hint">{words.so_far(arrived, whole)}</span> })}
            <button type="button" class="quiet" aria-label=labelled(words.cancel, &name()) on:click=cancel>
                {words.cancel}
            </button>
        })}
        {move || state.with(Download::address).map(|address| view! {
            <p>
                <a href=address.clone() download=name() aria-label=labelled(words.save, &name())>
                    {words.save}
                </a>
                " "
                <a href=address target="_blank" rel="noopener" aria-label=labelled(words.open, &name())>
                    {words.open}
                </a>
            </p>
        })}
    }
}

/// A number for an attribute.
fn shown(bytes: u64) -> String {
    bytes.to_string()
}

/// Says that the page is live. It stands behind everything that has to be.
#[island]
pub fn Live() -> impl IntoView {
    #[cfg(target_arch = "wasm32")]
    Effect::new(|_| {
        download::end_with_the_page();
        crate::browser::page::announce();
    });
}
