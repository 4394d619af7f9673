//! The three columns: what was predicted, what the page was told, what the sandbox saw.

use super::{call::FetchResult, journal::Exchange};
use crate::{
    browser::node::{Node, element, labelled, text},
    cors_rules::{Prediction, Request},
    words::LaboratoryWords,
};

/// The same as the server renders (`pages/laboratory/prediction.rs`).
pub fn prediction(request: Request, prediction: &Prediction, words: &LaboratoryWords) -> Vec<Node> {
    let methods = prediction.methods(request);
    let mut drawn = vec![labelled("p", "outcome", words.outcome(prediction))];
    drawn.push(match methods.is_empty() {
        true => labelled("p", "", words.will_see_nothing),
        false => named(words.will_see, &methods.join(", ")),
    });
    if !prediction.needs.is_empty() {
        drawn.push(named(words.needs, &prediction.needs.join(", ")));
    }
    let rules = prediction.rules.iter().map(|rule| {
        let section = labelled("small", "", rule.section());
        element("li").with(vec![text((words.rule)(*rule)), text(" "), section])
    });
    drawn.push(element("ol").with(rules.collect()));
    drawn
}

/// What the page got.
pub fn fetch_result(result: &FetchResult, words: &LaboratoryWords) -> Vec<Node> {
    match result {
        FetchResult::Failed(error) => {
            vec![labelled("p", "", words.only_this), block(error)]
        }
        FetchResult::Answer { kind, status, headers, body } => {
            let mut drawn = vec![named(words.kind, kind), named(words.status, &status.to_string())];
            if headers.is_empty() {
                drawn.push(named(words.readable_headers, words.no_headers));
            } else {
                drawn.push(labelled("p", "", words.readable_headers));
                drawn.push(lines(headers));
            }
            if body.is_empty() {
                drawn.push(named(words.body, words.no_headers));
            } else {
                drawn.push(labelled("p", "", words.body));
                drawn.push(block(body));
            }
            drawn
        }
    }
}

pub fn seen(exchanges: Option<&[Exchange]>, words: &LaboratoryWords) -> Vec<Node> {
    let Some(exchanges) = exchanges else {
        return vec![labelled("p", "", words.no_journal)];
    };
    if exchanges.is_empty() {
        return vec![labelled("p", "", words.nothing_arrived)];
    }
    let items = exchanges.iter().map(|exchange| {
        let status = exchange.status.to_string();
        let line = [&*exchange.method, " → ", &*status].concat();
        element("li").with(vec![
            labelled("strong", "", &line),
            labelled("p", "", words.asked),
            lines(&exchange.headers),
            labelled("p", "", words.answered),
            lines(&exchange.answer),
        ])
    });
    vec![element("ol").with(items.collect())]
}

/// A name, and what it is.
fn named(name: &str, value: &str) -> Node {
    element("p").with(vec![text(name), text(": "), labelled("code", "", value)])
}

fn block(content: &str) -> Node {
    element("p").with(vec![labelled("code", "", content)])
}

fn lines(headers: &[(String, String)]) -> Node {
    let lines = headers.iter().map(|(name, value)| {
        element("li").with(vec![labelled("code", "", &[&**name, ": ", value].concat())])
    });
    element("ul").set("class", "headers").with(lines.collect())
}
