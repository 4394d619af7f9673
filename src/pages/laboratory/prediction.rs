//! A prediction as the server renders it.

use crate::{
    cors_rules::{Prediction, Request},
    words::LaboratoryWords,
};
use leptos::prelude::*;

/// What will happen, and what reaches the sandbox. The laboratory's code draws the same
/// (`browser/laboratory/draw.rs`).
#[component]
pub fn Happens(request: Request, prediction: Prediction) -> impl IntoView {
    let words = LaboratoryWords::current();
    let methods = prediction.methods(request);
    let seen = match methods.is_empty() {
        true => view! { <p>{words.will_see_nothing}</p> }.into_any(),
        false => named(words.will_see, methods.join(", ")).into_any(),
    };
    let needs =
        (!prediction.needs.is_empty()).then(|| named(words.needs, prediction.needs.join(", ")));
    view! {
        <p class="outcome">{words.outcome(&prediction)}</p>
        {seen}
        {needs}
    }
}

fn named(name: &'static str, value: String) -> impl IntoView {
    view! {
        <p>
            {name} ": " <code>{value}</code>
        </p>
    }
}

/// The rules that decide, in order.
#[component]
pub fn Why(prediction: Prediction) -> impl IntoView {
    let words = LaboratoryWords::current();
    let rules = prediction.rules.into_iter().map(|rule| {
        view! {
            <li>
                {(words.rule)(rule)} " " <small>{rule.section()}</small>
            </li>
        }
    });
    view! { <ol>{rules.collect_view()}</ol> }
}
