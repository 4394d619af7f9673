//! Measures how long a customer waits for a card to be saved, here and at two peers.
//! `cargo xtask bench` builds and runs it.

use clap::Parser as _;
use end2end::bench::{Options, run};
use std::process::ExitCode;

/// Measure how long saving a card takes, against two peers
#[derive(clap::Parser)]
#[command(bin_name = "cargo xtask bench")]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

fn main() -> ExitCode {
    run(&Arguments::parse().options)
}
