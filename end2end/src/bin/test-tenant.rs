//! Compares a real tenant of Zuora's with the sandbox, and saves a card in it with a browser.
//! `cargo xtask test-tenant` runs it; docs/operations.md says how to read what it prints.

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    // With this argument it only says whether there is a tenant that it may call.
    end2end::tenant::test(env::args().any(|argument| argument == "--ready"))
}
