//! The last runs side by side: how long each part of them took. A run is chosen here.

use super::{Shown, step_view::milliseconds};
use crate::{
    inspector::{Exchange, Run},
    words::InspectorWords,
};
use leptos::prelude::*;

#[expect(non_snake_case)]
pub fn Table(shown: Shown) -> AnyView {
    let words = InspectorWords::current();
    let rows = move || {
        let chosen = shown.run.with(|run| run.as_ref().map(|run| run.id));
        shown.recorded.with(|recorded| {
            recorded.runs.iter().map(|run| row(run, chosen, shown)).collect::<Vec<_>>()
        })
    };
    view! {
        <table hidden=move || shown.run.with(Option::is_none)>
            <caption>{words.history}</caption>
            <thead>
                <tr>
                    <th scope="col">{words.run}</th>
                    <th scope="col">"1–4"</th>
                    <th scope="col">"5–6"</th>
                    <th scope="col">"7–8"</th>
                    <th scope="col">"+"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(run: &Run, chosen: Option<u32>, shown: Shown) -> AnyView {
    let words = InspectorWords::current();
    let id = run.id;
    let took = |exchange: Option<&Exchange>| exchange.and_then(Exchange::duration).map(milliseconds);
    let preflight = match run.sent {
        Some(true) => took(run.preflight.as_ref()).or(Some(words.states[3].to_owned())),
        Some(false) => Some(words.states[5].to_owned()),
        None => None,
    };
    let cells = [took(Some(&run.sign)), preflight, took(run.call.as_ref()), took(run.confirm.as_ref())];
    let cells = cells.map(|cell| view! { <td>{cell.unwrap_or_else(|| "–".to_owned())}</td> });
    view! {
        <tr>
            <th scope="row">
                <button
                    type="button"
                    class="quiet"
                    aria-pressed=if chosen == Some(id) { "true" } else { "false" }
                    on:click:capture=move |_| shown.chosen.set(Some(id))
                >
                    {[words.run, " ", &*id.to_string()].concat()}
                </button>
            </th>
            {cells.into_iter().collect::<Vec<_>>()}
        </tr>
    }
    .into_any()
}
