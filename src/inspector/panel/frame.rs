//! What of the panel never changes: its heading, its buttons, and a place for each step.

use super::node::{Node, button, element, labelled, text};
use crate::{inspector::StepId, words::InspectorWords};

pub fn frame(words: &InspectorWords) -> Vec<Node> {
    let items = StepId::ALL.into_iter().enumerate().map(|(index, id)| step(index, id, words));
    let columns = [words.run, "1–4", "5–6", "7–8", "+"];
    let columns = columns.map(|column| labelled("th", "", column).set("scope", "col"));
    vec![
        element("div").set("class", "bar").with(vec![
            labelled("h2", "", words.title).set("tabindex", "-1"),
            button("close", words.close),
        ]),
        labelled("p", "", words.lead),
        element("div").set("class", "bar").with(vec![
            button("step", words.step_mode),
            button("next", words.next),
            button("preflight", words.forget_preflight),
            button("forget", words.forget),
        ]),
        element("p").set("class", "none"),
        element("div").set("class", "picture"),
        element("ol").set("role", "list").with(items.collect()),
        element("table").with(vec![
            labelled("caption", "", words.history),
            element("thead").with(vec![element("tr").with(columns.into())]),
            element("tbody"),
        ]),
        element("p").set("class", "visually-hidden").set("aria-live", "polite"),
    ]
}

/// The selector of a step's item.
pub fn item(index: usize) -> String {
    ["ol > :nth-child(", &*(index + 1).to_string(), ")"].concat()
}

fn step(index: usize, id: StepId, words: &InspectorWords) -> Node {
    let summary = vec![
        labelled("span", "number", id.number()),
        text(" "),
        labelled("span", "", words.steps[index]),
        text(" "),
        element("span").set("class", "state"),
        text(" "),
        element("span").set("class", "time"),
    ];
    let mut inner = vec![
        element("summary").with(summary),
        labelled("p", if id.is_reply() { "meaning" } else { "" }, words.meanings[index]),
        element("div").set("class", "body"),
    ];
    if !words.article[index].is_empty() {
        inner.push(element("p").set("class", "article").with(vec![
            labelled("strong", "", words.article_says),
            text(" "),
            text(words.article[index]),
        ]));
    }
    element("li").with(vec![element("details").with(inner)])
}
