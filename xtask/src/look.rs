//! Looking at the page: its pictures, and how it does by the clock.

use crate::{
    Result,
    run::{command, server},
    setup, size,
};

/// `cargo xtask screenshots`: takes the pictures of `docs/gallery`.
pub fn screenshots() -> Result {
    setup::for_testing()?;
    size::build()?;
    command("cargo build --locked").run()?;
    command("cargo run --locked --package end2end --bin gallery")
        .envs(&size::under_test(&server("debug")))
        .run()
}

/// `cargo xtask vitals`: Lighthouse and the typing of a card, on the release build, one at a time.
pub fn vitals() -> Result {
    setup::for_testing()?;
    setup::lighthouse()?;
    size::build()?;
    println!("\nBuilding the server for release. Takes 3 to 10 minutes, the first time.");
    command("cargo build --locked --release").run()?;
    command("cargo test --locked --package end2end --test vitals -- --ignored --test-threads 1 --nocapture")
        .envs(&size::under_test(&server("release")))
        .run()
}
