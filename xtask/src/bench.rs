//! `cargo xtask bench`: how long a customer waits for a card to be saved, here and at two peers.

use crate::{
    Result,
    run::{command, server},
    setup, size,
};
use std::env;

pub use options::Options;

#[allow(dead_code)] // the program that is run reads them
#[path = "../../end2end/src/bench/options.rs"]
mod options;

const PROGRAMS: &str =
    "cargo build --locked --release --package end2end --bin bench --bin bench-axum";

/// `_options` have been checked; the program reads them again.
pub fn bench(_options: &Options) -> Result {
    setup::for_testing()?;
    size::build()?;
    println!("\nBuilding the servers for release. Takes 6 to 15 minutes, the first time.");
    command("cargo build --locked --release").run()?;
    command(PROGRAMS).run()?;
    println!("\nMeasuring. Takes up to six minutes; the machine should do nothing else meanwhile.");
    let program =
        server("release").with_file_name("bench").with_extension(env::consts::EXE_EXTENSION);
    let program = program.display().to_string();
    let run = env::args().skip(2).fold(crate::run::program(&program), |run, word| run.arg(&word));
    run.envs(&size::under_test(&server("release"))).run()
}
