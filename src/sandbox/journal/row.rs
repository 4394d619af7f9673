//! One exchange as a row of the journal's page.

use super::{
    exchange::{Answer, Exchange},
    operation,
    secrets::Secret,
};
use maud::{Markup, html};
use serde_json::Value;
use std::collections::BTreeMap;

/// As many colours as page.css has. Two secrets may have the same one, so each shows its hash too.
const COLOURS: u32 = 12;

/// The row. Everything in it is escaped, because it comes from a request.
pub fn row(exchange: &Exchange) -> Markup {
    let ticket = exchange.ticket.as_deref();
    let class = ticket.map(|ticket| format!("ticket {}", colour(ticket)));
    let operation = operation::describe(&exchange.method, &exchange.path);
    html! {
        li id={ "exchange-" (exchange.id) } class=[class] data-ticket=[ticket] {
            details {
                summary {
                    span.number { "#" (exchange.id) }
                    span.offset { (exchange.offset_ms) " ms" }
                    span.caller { (exchange.caller.name()) }
                    span.call { b { (exchange.method) } " " (exchange.path) }
                    span.operation { (operation.unwrap_or("Not an operation of the sandbox")) }
                    (outcome(exchange))
                }
                (message("Request", &exchange.headers, &exchange.body))
                @match &exchange.answer {
                    Some(Answer { headers, body }) => (message("Answer", headers, body)),
                    None => p { "The connection ended without an answer." },
                }
                p.time { "Received " time { (exchange.time) } ", answered after " (exchange.duration_ms) " ms." }
            }
            (cors_headers(exchange))
            @if let Some(ticket) = ticket {
                p.name { "Ticket " (ticket) }
            }
            @if !exchange.secrets.is_empty() {
                ul.secrets { @for secret in &exchange.secrets { (chip(secret)) } }
            }
        }
    }
}

/// Status, success and code of the first reason.
fn outcome(exchange: &Exchange) -> Markup {
    let failed = exchange.success == Some(false) || !(200..400).contains(&exchange.status);
    html! {
        span.outcome.failed[failed] {
            @if exchange.status == 0 { "no answer" } @else { (exchange.status) }
            @match exchange.success {
                Some(true) => " success",
                Some(false) => " no success",
                None => "",
            }
            @if let Some(reason) = exchange.reason { ", reason " (reason) }
        }
    }
}

/// What request and answer say of CORS.
fn cors_headers(exchange: &Exchange) -> Markup {
    let answer = exchange.answer.iter().flat_map(|answer| &answer.headers);
    let headers: Vec<_> = exchange
        .headers
        .iter()
        .chain(answer)
        .filter(|(name, _)| name.starts_with("access-control-"))
        .collect();
    html! {
        @if !headers.is_empty() {
            ul.cors { @for (name, value) in headers { li { code { (name) ": " (value) } } } }
        }
    }
}

fn chip(secret: &Secret) -> Markup {
    html! {
        li class={ "chip " (colour(&secret.hash)) } data-hash=(secret.hash) {
            (secret.kind.name()) " " (secret.hash)
        }
    }
}

fn message(name: &str, headers: &BTreeMap<String, String>, body: &Value) -> Markup {
    let lines: Vec<_> = headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    html! {
        h2 { (name) }
        pre { (lines.join("\n")) }
        @match body {
            Value::Null => p { "No body." },
            Value::String(text) => p { (text) },
            json => pre { (serde_json::to_string_pretty(json).unwrap_or_default()) },
        }
    }
}

/// The class of a hash's colour: the same hash always has the same one.
fn colour(hash: &str) -> String {
    format!("colour-{}", u32::from_str_radix(hash, 16).unwrap_or_default() % COLOURS)
}
