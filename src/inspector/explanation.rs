//! The flow explained without script: the same steps and the same diagram, with nothing recorded. The
//! server renders it. The diagram is text, because a payment page has no SVG in its markup: the check
//! of the page (`verify-page`) takes it for something that was added.

use super::{Run, StepId, steps, text_diagram};
use crate::words::InspectorWords;
use leptos::prelude::*;

/// What opens below a page's form.
#[component]
pub fn Explanation() -> impl IntoView {
    let words = InspectorWords::current();
    let names = [words.browser, words.server, words.zuora];
    let diagram = text_diagram(&steps(&Run::default()), names);
    let items = StepId::ALL.into_iter().filter(|id| *id != StepId::Bearer).map(|id| {
        let article = words.article[id as usize];
        let article = (!article.is_empty()).then(|| {
            view! {
                <br />
                <small>
                    {words.article_says} " " {article}
                </small>
            }
        });
        view! {
            <li>
                <strong>{id.number()} " " {words.steps[id as usize]} "."</strong>
                " "
                {words.meanings[id as usize]}
                {article}
            </li>
        }
    });
    view! {
        <details class="flow-explained">
            <summary>{words.page.explanation}</summary>
            <pre role="img" aria-label=words.diagram tabindex="0">
                {diagram}
            </pre>
            <ul>{items.collect::<Vec<_>>()}</ul>
        </details>
    }
}
