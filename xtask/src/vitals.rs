//! `cargo xtask vitals`: Lighthouse, and how long a key takes to reach the screen, on the release
//! build, one test at a time.

use crate::{
    Result,
    run::{command, server},
    setup, size,
};

pub fn vitals() -> Result {
    setup::for_testing()?;
    setup::lighthouse()?;
    size::build()?;
    println!("\nBuilding the server for release. Takes 3 to 10 minutes, the first time.");
    command("cargo build --locked --release").run()?;
    let tests = "cargo test --locked --package end2end --test vitals";
    command(&format!("{tests} -- --ignored --test-threads 1 --nocapture"))
        .envs(&size::under_test(&server("release")))
        .run()
}
