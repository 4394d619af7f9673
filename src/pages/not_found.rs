//! What stands at an address without a page.

use crate::{site_map::ADD_CARD, words::words};
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn NotFound() -> impl IntoView {
    let all = words();
    let words = &all.frame;
    view! {
        <Title text=words.not_found />
        <h1>{words.not_found}</h1>
        <p>{words.nothing_here} " " <a href=ADD_CARD.path>{all.add_card.intro.title}</a></p>
    }
}
