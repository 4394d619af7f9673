//! The last runs side by side: how long each part of them took. A run is chosen here.

use super::{
    node::{Node, button, element, fill, labelled},
    step_view::milliseconds,
};
use crate::{
    inspector::{Exchange, Run},
    words::InspectorWords,
};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

/// Draws a row for each run. The button of a run keeps the focus.
pub fn draw(place: &Element, runs: &[Run], chosen: u32, words: &InspectorWords) {
    let focused = place.query_selector("[data-run]:focus").ok().flatten();
    let rows: Vec<_> = runs.iter().map(|run| row(run, chosen, words)).collect();
    fill(place, &rows);
    let Some(run) = focused.and_then(|button| button.get_attribute("data-run")) else { return };
    if let Ok(Some(button)) = place.query_selector(&["[data-run='", &run, "']"].concat()) {
        let _ = button.unchecked_ref::<HtmlElement>().focus();
    }
}

fn row(run: &Run, chosen: u32, words: &InspectorWords) -> Node {
    let id = run.id.to_string();
    let took = |exchange: Option<&Exchange>| {
        Some(milliseconds(exchange.and_then(Exchange::duration)?, words))
    };
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
