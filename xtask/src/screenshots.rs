//! `cargo xtask screenshots`: takes the screenshots of `docs/gallery`.

use crate::{
    Result,
    run::{command, server},
    setup, size,
};

pub fn screenshots() -> Result {
    setup::for_testing()?;
    size::build()?;
    command("cargo build --locked").run()?;
    command("cargo run --locked --package end2end --bin gallery")
        .envs(&size::under_test(&server("debug")))
        .run()
}
