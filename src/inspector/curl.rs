//! An exchange as a command line of curl. What was left out is a variable of the shell.

use super::exchange::Exchange;

/// The command. `is_server`: the call needs the server's bearer token, which is never recorded.
pub fn curl(exchange: &Exchange, is_server: bool) -> String {
    let mut command = ["curl -X ", &*exchange.method, " ", &quoted(&exchange.url)].concat();
    if is_server {
        command.push_str(" \\\n  -H \"Authorization: $ZUORA_BEARER\"");
    }
    let has_type = exchange.header("content-type").is_some();
    if !exchange.body.is_empty() && !has_type {
        command.push_str(" \\\n  -H 'content-type: application/json'");
    }
    for header in &exchange.headers {
        command.push_str(" \\\n  -H ");
        command.push_str(&quoted(&[&*header.name, ": ", &*header.value].concat()));
    }
    if !exchange.body.is_empty() {
        command.push_str(" \\\n  --data ");
        command.push_str(&quoted(&exchange.body));
    }
    command
}

/// A word in the single quotes of a shell.
fn quoted(word: &str) -> String {
    let mut quoted = String::from("'");
    for character in word.chars() {
        match character {
            '\'' => quoted.push_str("'\\''"),
            other => quoted.push(other),
        }
    }
    quoted.push('\'');
    quoted
}
