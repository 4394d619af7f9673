//! The last runs side by side: how long each part of them took. A run is chosen here.

use super::{
    node::{Node, button, element, labelled},
    step_view::milliseconds,
};
use crate::{
    inspector::{Exchange, Run},
    words::InspectorWords,
};

pub fn rows(runs: &[Run], chosen: u32, words: &InspectorWords) -> Vec<Node> {
    runs.iter().map(|run| row(run, chosen, words)).collect()
}

fn row(run: &Run, chosen: u32, words: &InspectorWords) -> Node {
    let id = run.id.to_string();
    let took =
        |exchange: Option<&Exchange>| exchange.and_then(Exchange::duration).map(milliseconds);
    let preflight = match run.sent {
        Some(true) => took(run.preflight.as_ref()).or(Some(words.states[3].to_owned())),
        Some(false) => Some(words.states[5].to_owned()),
        None => None,
    };
    let choose = button("choose", &[words.run, " ", &id].concat())
        .set("data-run", &id)
        .set("aria-pressed", if run.id == chosen { "true" } else { "false" });
    let mut cells = vec![element("th").set("scope", "row").with(vec![choose])];
    let parts =
        [took(Some(&run.sign)), preflight, took(run.call.as_ref()), took(run.confirm.as_ref())];
    cells.extend(parts.map(|part| labelled("td", "", part.as_deref().unwrap_or("–"))));
    element("tr").with(cells)
}
