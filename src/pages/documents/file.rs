//! One file that can be downloaded: its progress, and the outcome.

use crate::{
    browser::{download, liveness},
    components::Replaced,
    flow::Download,
    words::{DocumentsWords, labelled},
};
use leptos::{html, prelude::*};

/// The file. The server renders its button, with the file's id and name on it.
#[island]
pub fn File(
    /// The button.
    children: Children,
) -> impl IntoView {
    let words = DocumentsWords::current();
    let state = RwSignal::new(Download::Closed);
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| state.set(Download::Ready));
    Effect::new(move |_| download::set_enabled(place, state.with(Download::is_open)));
    let name = move || download::file_name(place);
    // A memo, so that the status is not announced again while bytes arrive.
    let status = Memo::new(move |_| state.with(|state| words.status(state)));
    view! {
        <div node_ref=place on:click:capture=move |event| download::start(&event, place, state)>
            {children()}
        </div>
        // Announced politely while nothing is wrong, and at once when something is.
        <p class="hint" aria-live="polite">
            {move || status.get().and_then(Result::ok).map(|text| Replaced(view! { <span>{text}</span> }))}
        </p>
        {move || status.get().and_then(Result::err).map(|error| Replaced(view! {
            <p class="notice problem" role="alert">
                {error}
            </p>
        }))}
        {move || state.with(Download::progress).map(|progress| view! {
            <progress
                max=progress.total.map(attribute)
                value=progress.total.map(|_| attribute(progress.received))
                aria-label=words.progress
            ></progress>
            {Replaced(view! { <span class="hint">{words.so_far(progress)}</span> })}
            <button
                type="button"
                class="quiet"
                aria-label=labelled(words.cancel, &name())
                on:click:capture=move |_| download::cancel(place, state)
            >
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

fn attribute(bytes: u64) -> String {
    bytes.to_string()
}

/// Marks the page as live. It is the last island of the page, so every other one is live by then.
#[island]
pub fn Live() -> impl IntoView {
    Effect::new(|_| {
        download::abort_on_leave();
        liveness::mark_as_live();
    });
}
