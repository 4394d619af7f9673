//! The flow explained without script: the same steps and the same diagram, with nothing recorded. The
//! server renders it.

use super::{Arrow, Lifeline, Run, StepId, arrows, height, steps, x};
use crate::words::InspectorWords;
use leptos::prelude::*;

/// What opens below a page's form.
#[component]
pub fn Explanation() -> impl IntoView {
    let words = InspectorWords::current();
    let arrows = arrows(&steps(&Run::default()));
    let height = height(&arrows);
    let lifelines = [
        (Lifeline::Browser, words.browser),
        (Lifeline::Server, words.server),
        (Lifeline::Zuora, words.zuora),
    ];
    let lifelines = lifelines.map(|(lifeline, name)| {
        let x = x(lifeline);
        view! {
            <text x=x y="18" text-anchor="middle" stroke="none">
                {name}
            </text>
            <line x1=x x2=x y1="28" y2=height stroke-dasharray="3 3"></line>
        }
    });
    let drawn: Vec<_> = arrows.iter().map(draw).collect();
    let items = StepId::ALL.into_iter().filter(|id| *id != StepId::Bearer).map(|id| {
        let article = words.article[id as usize];
        let article = (!article.is_empty()).then(|| {
            view! { <br /><small><strong>{words.article_says}</strong> " " {article}</small> }
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
            <svg
                viewBox=format!("0 0 480 {height}")
                role="img"
                aria-label=words.diagram
                fill="currentColor"
                stroke="currentColor"
                font-size="12"
            >
                {lifelines.collect_view()}
                {drawn}
            </svg>
            <ul>{items.collect::<Vec<_>>()}</ul>
        </details>
    }
}

fn draw(arrow: &Arrow) -> impl IntoView + use<> {
    let Arrow { step, from, to, y, .. } = arrow.clone();
    let back = if to > from { to - 7 } else { to + 7 };
    let points = format!("{to},{y} {back},{} {back},{}", y - 4, y + 4);
    // The number stands above the arrow, so that it needs no ground of its own.
    view! {
        <line x1=from x2=to y1=y y2=y></line>
        <polygon points=points></polygon>
        <text x=u32::midpoint(from, to) y=y - 5 text-anchor="middle" stroke="none">
            {step.id.number()}
        </text>
    }
}
