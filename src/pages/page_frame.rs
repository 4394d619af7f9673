//! What every page opens with, and the notices that the boot script (`public/boot.js`) shows.

use crate::{
    components::FlowInspectorPlace,
    element_ids::id,
    words::{PageIntro, words},
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

/// The frame of a page: title, heading, lead, and the notices about code that does not run; then
/// what the page itself has.
#[component]
pub fn PageFrame(
    intro: &'static PageIntro,
    /// Whether the lead says where a card goes.
    #[prop(optional)]
    of_card: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <Title text=intro.title />
        <Meta name="description" content=intro.description />
        <h1>{intro.title}</h1>
        <p class=if of_card { "lead of-card" } else { "lead" }>{intro.lead}</p>
        <WithoutCode no_script=intro.no_script />
        {children()}
        <FlowInspectorPlace />
    }
}

/// The notices about code that does not run, and about fields that were cleared.
///
/// The page itself says that it has not started: the style sheet hides the notice for a few
/// seconds, and only live code removes it. So it also appears when no script of ours has run.
/// Without the style sheet it is visible from the beginning, and its text is right then too. The
/// boot script shows the reason when it knows it. A screen reader announces an `alert` when it
/// appears, by style as well as by script.
#[component]
pub fn WithoutCode(no_script: &'static str) -> impl IntoView {
    let words = &words().frame;
    let not_started = &words.not_started;
    // The names are the boot script's.
    let reasons = [
        ("webassembly", not_started.no_webassembly),
        ("markup", not_started.no_markup),
        ("lost", not_started.lost),
        ("changed", not_started.changed),
        ("handlers", not_started.no_handlers),
    ];
    let reasons = reasons.map(|(name, reason)| {
        view! {
            <p data-why=name hidden>
                {reason}
            </p>
        }
    });
    view! {
        <noscript>
            <p class="notice problem">{no_script}</p>
        </noscript>
        <div class="notice problem" id=id::BOOT_FAILED role="alert">
            <p data-why="">{not_started.unknown}</p>
            {reasons.collect_view()}
        </div>
        <p class="notice" id="cleared" role="status" hidden>
            {words.cleared}
        </p>
    }
}

/// Asks whether the customer is still there, a minute before the card's fields are cleared. It
/// stands behind the form, and its position is fixed.
#[component]
pub fn StillHere() -> impl IntoView {
    let words = &words().frame;
    view! {
        <div class="notice" id="idle" role="alert" hidden>
            <p>{words.idle}</p>
            <button type="button">{words.still_here}</button>
        </div>
    }
}
