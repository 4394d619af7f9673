//! `cargo xtask test-tenant`: compares a tenant of Zuora's with the sandbox, and saves a card in it.

use crate::{
    Result,
    run::{command, server},
    setup, size,
};

const PROGRAM: &str = "cargo run --locked --package end2end --bin test-tenant";

pub fn test_tenant() -> Result {
    setup::for_testing()?;
    let words = format!("{PROGRAM} --quiet -- --ready");
    // The page takes minutes to build, which would be in vain without a tenant.
    match command(&words).output().as_deref() {
        Some("ready") => {}
        Some(why) => {
            println!("{why}");
            return Ok(());
        }
        // Once more, because this time its message is shown.
        None => return command(&words).run(),
    }
    size::build()?;
    size::server()?;
    command(PROGRAM).envs(&size::under_test(&server("debug"))).run()
}
