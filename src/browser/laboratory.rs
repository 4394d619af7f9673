//! The CORS laboratory in the browser: predicts what will become of a call with the chosen switches,
//! makes it, and shows both beside what the sandbox has received. Left out of a build without the
//! demonstration.

mod call;
mod draw;
mod form;
mod journal;

use super::{
    dom::{element, set_text},
    liveness::mark_as_live,
    node::{Node, fill, labelled},
};
use crate::{
    cors_rules::{Answer, Engine, Prediction, Preset, Request, predict},
    element_ids::laboratory_id as id,
    words::LaboratoryWords,
};
use js_sys::Math;
use leptos::{
    prelude::StoredValue,
    reactive::traits::{GetValue as _, SetValue as _, UpdateValue as _},
};
use wasm_bindgen::{JsCast as _, prelude::Closure};
use web_sys::{Element, Event};

/// What is going on.
#[derive(Clone, Copy)]
struct State {
    /// Counts the changes of the switches, so that a call which ends after one shows nothing.
    change: StoredValue<u32>,
    /// Nothing else is sent meanwhile. The button stays enabled, because it would lose the focus.
    is_sending: StoredValue<bool>,
}

/// Shows the prediction for the switches as they are, and opens the form.
pub fn start() {
    let Some(form) = element(id::FORM) else { return };
    let state = State { change: StoredValue::new(0), is_sending: StoredValue::new(false) };
    listen(&form, "change", move |event| {
        if is(&event, id::PRESET) {
            let chosen = Preset::ALL.get(form::selected(id::PRESET)).copied();
            form::apply(chosen.unwrap_or(Preset::Works));
        }
        state.change.update_value(|change| *change += 1);
        show_prediction();
    });
    listen(&form, "submit", move |event| {
        event.prevent_default();
        if !state.is_sending.get_value() {
            wasm_bindgen_futures::spawn_local(send(state));
        }
    });
    // A browser keeps what was chosen when a page is loaded again.
    show_prediction();
    if let Some(button) = element(id::SEND) {
        let _ = button.remove_attribute("disabled");
    }
    mark_as_live();
}

fn listen(form: &Element, event: &str, react: impl Fn(Event) + 'static) {
    let react = Closure::<dyn Fn(Event)>::new(react).into_js_value();
    let _ = form.add_event_listener_with_callback(event, react.unchecked_ref());
}

fn is(event: &Event, id: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.id() == id)
}

/// The switches, and what they lead to in a browser.
fn predicted() -> (Request, Answer, Prediction) {
    let (request, answer) = form::read();
    let prediction = predict(request, answer, Engine::Browser);
    (request, answer, prediction)
}

fn show_prediction() {
    let words = LaboratoryWords::current();
    let (request, _, prediction) = predicted();
    show(id::PREDICTED, &draw::prediction(request, &prediction, words));
    for column in [id::TOLD, id::SEEN] {
        show(column, &[labelled("p", "", words.not_sent)]);
    }
    show(id::VERDICT, &[]);
}

fn show(id: &str, nodes: &[Node]) {
    if let Some(place) = element(id) {
        fill(&place, nodes);
    }
}

/// Makes the call, and compares.
async fn send(state: State) {
    let words = LaboratoryWords::current();
    let sandbox = element(id::FORM).and_then(|form| form.get_attribute("data-sandbox"));
    let Some(sandbox) = sandbox else { return };
    let begun = state.change.get_value();
    let (request, answer, prediction) = predicted();
    state.is_sending.set_value(true);
    set_text(id::VERDICT, words.sending);
    let run = run_name();
    let url = [&*sandbox, "/sandbox/cors-laboratory/", &*run, "?", &*answer.query()].concat();
    let result = call::make(&url, request).await;
    let seen = journal::read(&sandbox, &run).await;
    state.is_sending.set_value(false);
    if state.change.get_value() != begun {
        return;
    }
    show(id::TOLD, &draw::fetch_result(&result, words));
    show(id::SEEN, &draw::seen(seen.as_deref(), words));
    let agrees = seen.is_some_and(|seen| {
        let methods = prediction.methods(request);
        result.outcome() == prediction.outcome
            && seen.len() == methods.len()
            && seen.iter().zip(methods).all(|(exchange, method)| exchange.method == method)
    });
    let (class, verdict) =
        if agrees { ("agrees", words.agrees) } else { ("differs", words.differs) };
    let outcome = if agrees { words.outcome(&prediction) } else { "" };
    show(id::VERDICT, &[labelled("span", class, &[verdict, " ", outcome].concat())]);
}

/// A name that no earlier call of a page has had: a browser remembers preflights by the address.
fn run_name() -> String {
    (0..12).map(|_| char::from(b'a' + letter())).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // it is below 26
fn letter() -> u8 {
    (Math::random() * 26.0) as u8
}
