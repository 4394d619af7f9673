//! `cargo xtask fuzz`: the fuzz targets with new seeds, for as long as one likes.

use crate::{Result, run::command};

#[derive(Clone, clap::Args)]
pub struct Options {
    /// One target alone, by its name in fuzz/README.md
    target: Option<String>,
    /// How long each target runs; two or more run at a time
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

pub fn fuzz(Options { target, seconds }: &Options) -> Result {
    let test = target.as_ref().map_or("fuzz_".to_owned(), |target| format!("fuzz_{target}"));
    let run = command("cargo test --locked --lib --").arg(&test);
    let (outcome, tests) = run.env("FUZZ_SECONDS", seconds.to_string()).run_tests();
    match tests.passed + tests.failed {
        0 => outcome.and(Err(format!("no target is called {test}"))),
        _ => outcome.map_err(|_| "Something was found. It is in fuzz/corpus now.".to_owned()),
    }
}
