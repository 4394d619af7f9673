//! One step of the list, and what it holds when it is opened.

use super::node::{Node, button, element, fill, labelled, text};
use crate::{
    inspector::{
        Comparison, Evidence, Exchange, Header, Run, Step, StepId, comparisons, curl, inferred,
        needs_preflight,
    },
    words::InspectorWords,
};
use web_sys::Element;

/// The names of the states, for styles.
pub const STATES: [&str; 8] =
    ["waiting", "held", "running", "done", "failed", "remembered", "unknown", "not-made"];

/// Shows the state of a step, and when it happened.
pub fn head(item: &Element, step: Option<&Step>, first: Option<u32>, words: &InspectorWords) {
    let _ = item.toggle_attribute_with_force("hidden", step.is_none());
    let Some(step) = step else { return };
    let state = step.state as usize;
    let _ = item.set_attribute("data-state", STATES[state]);
    let time = step
        .at
        .zip(first)
        .map(|(at, first)| ["+", &*milliseconds(at.saturating_sub(first), words)].concat());
    for (selector, shown) in
        [(".state", words.states[state]), (".time", &*time.unwrap_or_default())]
    {
        if let Ok(Some(place)) = item.query_selector(selector) {
            fill(&place, &[text(shown)]);
        }
    }
}

/// Tenths of a millisecond, with their unit.
pub fn milliseconds(tenths: u32, words: &InspectorWords) -> String {
    [&*(tenths / 10).to_string(), words.point, &(tenths % 10).to_string(), " ms"].concat()
}

/// What a step holds.
pub fn body(run: &Run, step: &Step, words: &InspectorWords) -> Vec<Node> {
    let id = step.id;
    let mut shown = vec![labelled("p", "badge", words.evidence[step.evidence as usize])];
    if id == StepId::SignRequest && is_early(run) {
        shown.push(labelled("p", "badge", words.early));
    }
    let is_preflight = matches!(id, StepId::Preflight | StepId::PreflightReply);
    if is_preflight {
        shown.extend(preflight(run, id, words));
    }
    let guess = run.call.as_ref().filter(|_| is_preflight).map(inferred);
    if let Some(exchange) = id.exchange(run).or(guess.as_ref()) {
        let is_whole = matches!(id, StepId::Bearer | StepId::Confirm);
        if !id.is_reply() || is_whole {
            let line = [&*exchange.method, " ", &exchange.url].concat();
            shown.push(labelled("h3", "", words.request));
            shown.push(element("p").with(vec![labelled("code", "", &line)]));
            shown.extend(message(run, &exchange.headers, &exchange.body, words));
        }
        if id.is_reply() || is_whole {
            shown.push(labelled("h3", "", words.answer));
            shown.push(facts(exchange, words));
            shown.extend(message(run, &exchange.reply_headers, &exchange.reply, words));
        }
        if matches!(id, StepId::HmacRequest | StepId::Call) {
            let compared = comparisons(run).into_iter().map(|one| comparison(one, words));
            shown.push(element("ul").set("class", "bound").with(compared.collect()));
        }
        if let Some(place) = &exchange.place {
            let place = labelled("code", "", place);
            shown.push(element("p").with(vec![text(words.code), text(": "), place]));
        }
        let command = curl(exchange, step.evidence == Evidence::Server);
        shown.push(element("div").set("class", "bar").with(vec![
            button("curl", words.copy_curl).set("data-command", &command),
            button("json", words.copy_json).set("data-part", part(id)),
        ]));
    }
    shown
}

/// The recorder's name of the exchange.
fn part(id: StepId) -> &'static str {
    match id {
        StepId::SignRequest | StepId::SignReply => "sign",
        StepId::Bearer => "/token",
        StepId::HmacRequest | StepId::HmacReply => "-signatures",
        StepId::Preflight | StepId::PreflightReply => "preflight",
        StepId::Call | StepId::CallReply => "call",
        StepId::Confirm => "confirm",
    }
}

fn is_early(run: &Run) -> bool {
    let pressed = run.call.as_ref().and_then(|call| call.pressed);
    pressed.zip(run.sign.start).is_some_and(|(pressed, start)| start < pressed)
}

fn facts(exchange: &Exchange, words: &InspectorWords) -> Node {
    let facts = [
        (words.status, exchange.status.map(|status| status.to_string())),
        (words.duration, exchange.duration().map(|duration| milliseconds(duration, words))),
        (words.size, exchange.size.map(|size| [&*size.to_string(), " ", words.bytes].concat())),
    ];
    let facts = facts.map(|(name, fact)| {
        let fact = fact.as_deref().unwrap_or(words.unknown);
        element("li").with(vec![text(name), text(": "), text(fact)])
    });
    element("ul").set("class", "facts").with(facts.into())
}

/// Headers, and a body of JSON.
fn message(run: &Run, headers: &[Header], body: &str, words: &InspectorWords) -> Vec<Node> {
    let mut shown = Vec::new();
    let lines = headers.iter().map(|header| {
        let line = vec![text(&header.name), text(": "), credential(run, &header.value, words)];
        element("li").with(vec![element("code").with(line)])
    });
    if !headers.is_empty() {
        shown.push(element("ul").set("class", "headers").with(lines.collect()));
    }
    if !body.is_empty() {
        let mut pieces = Vec::new();
        for (index, piece) in body.split('"').enumerate() {
            if index > 0 {
                pieces.push(text("\""));
            }
            pieces.push(credential(run, piece, words));
        }
        shown.push(element("pre").set("tabindex", "0").with(pieces));
    }
    shown
}

/// A value, in the colour of signature or token where it is one of the two. The token is struck
/// through once it is used up.
fn credential(run: &Run, value: &str, words: &InspectorWords) -> Node {
    let is = |one: &Option<String>| one.as_deref() == Some(value);
    let is_used = run.call.as_ref().is_some_and(|call| call.status.is_some());
    match (is(&run.sign.signature), is(&run.sign.token)) {
        (true, _) => labelled("span", "signature", value),
        (_, true) if is_used => labelled("s", "token", value).set("title", words.used_up),
        (_, true) => labelled("span", "token", value),
        _ => text(value),
    }
}

fn comparison(comparison: Comparison, words: &InspectorWords) -> Node {
    let (class, verdict) = match (&comparison.sent, comparison.matches()) {
        (None, _) => ("", ""),
        (_, true) => ("match", words.matches),
        (_, false) => ("mismatch", words.mismatch),
    };
    let mut line = vec![
        text(words.bound),
        text(" "),
        text(comparison.field),
        text(" "),
        labelled("code", "", &comparison.signed),
        text(" "),
        text(verdict),
    ];
    if let Some(sent) = comparison.sent.as_ref().filter(|_| !comparison.matches()) {
        line.push(text(" "));
        line.push(labelled("code", "", sent));
    }
    element("li").set("class", class).with(line)
}

/// What is known of the preflight beside its exchange.
fn preflight(run: &Run, id: StepId, words: &InspectorWords) -> Vec<Node> {
    let mut shown = Vec::new();
    let reasons = run.call.as_ref().map(needs_preflight).unwrap_or_default();
    if id == StepId::Preflight && !reasons.is_empty() {
        let reasons = labelled("code", "", &reasons.join(", "));
        shown.push(element("p").with(vec![text(words.needs_preflight), text(" "), reasons]));
    }
    match (&run.call, run.sent) {
        (None, _) | (_, Some(true)) => {}
        (_, Some(false)) => shown.push(labelled("p", "", words.remembered_now)),
        (_, None) => shown.push(labelled("p", "", words.inferred_preflight)),
    }
    let age = run.preflight.as_ref().and_then(|it| it.reply_header("access-control-max-age"));
    if let Some(age) = age.filter(|_| id == StepId::PreflightReply) {
        let line = [words.remembered_until, " ", age, " s"].concat();
        shown.push(labelled("p", "", &line));
    }
    shown
}
