//! Looking at the page: its pictures, and how it does by the clock.

use crate::{
    Result,
    run::{Program, command, server},
    setup, size,
};
use std::path::Path;

/// `cargo xtask screenshots`: takes the pictures of `docs/gallery`.
pub fn screenshots() -> Result {
    setup::for_testing()?;
    size::build()?;
    command("cargo build --locked").run()?;
    against(&server("debug"), command("cargo run --locked --package end2end --bin gallery")).run()
}

/// `cargo xtask vitals`: Lighthouse and the typing of a card, on the release build, one at a time.
pub fn vitals() -> Result {
    setup::for_testing()?;
    setup::lighthouse()?;
    size::build()?;
    println!("\nBuilding the server for release. Takes 3 to 10 minutes, the first time.");
    command("cargo build --locked --release").run()?;
    let tests = command("cargo test --locked --package end2end --test vitals -- --ignored --test-threads 1 --nocapture");
    against(&server("release"), tests).run()
}

fn against(server: &Path, program: Program) -> Program {
    let variables = size::under_test(server);
    variables
        .into_iter()
        .fold(program, |program, (name, value)| program.env(name, value))
}
