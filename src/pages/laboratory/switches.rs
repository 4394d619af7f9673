//! The switches, as two groups of selects.

use crate::{
    cors_rules::{Answer, Request, Switch},
    words::LaboratoryWords,
};
use leptos::prelude::*;

#[component]
pub fn Switches(request: Request, answer: Answer) -> impl IntoView {
    let words = &LaboratoryWords::current().page;
    let named = &words.switches;
    view! {
        <fieldset>
            <legend>{words.request}</legend>
            {select(named.method.0, &named.method.1, request.method)}
            {select(named.mode.0, &named.mode.1, request.mode)}
            {select(named.send_credentials.0, &named.send_credentials.1, request.credentials)}
            {select(named.send_headers.0, &named.send_headers.1, request.headers)}
            {select(named.times.0, &named.times.1, request.times)}
        </fieldset>
        <fieldset>
            <legend>{words.answer}</legend>
            {select("Access-Control-Allow-Origin", &named.origin, answer.origin)}
            {select("Access-Control-Allow-Credentials", &named.credentials, answer.credentials)}
            {select("Access-Control-Allow-Headers", &named.headers, answer.headers)}
            {select("Access-Control-Allow-Methods", &named.methods, answer.methods)}
            {select("Access-Control-Max-Age", &named.max_age, answer.max_age)}
            {select("Access-Control-Allow-Private-Network", &named.private_network, answer.private_network)}
            {select(named.preflight_status.0, &named.preflight_status.1, answer.preflight_status)}
            {select(named.redirect.0, &named.redirect.1, answer.redirect)}
        </fieldset>
    }
}

/// A select whose options are in the order of the switch's values.
fn select<S: Switch>(
    label: &'static str,
    options: &'static [&'static str],
    chosen: S,
) -> impl IntoView {
    let options = S::ALL.iter().zip(options).map(|(value, name)| {
        view! { <option selected=*value == chosen>{*name}</option> }
    });
    view! {
        <div class="field">
            <label for=S::NAME>{label}</label>
            <select id=S::NAME>{options.collect_view()}</select>
        </div>
    }
}
