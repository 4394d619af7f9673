//! `cargo xtask soak`: a million requests to the release build, and whether anything grows.

use crate::{
    Result,
    run::{command, program, server},
    setup, size,
};

pub use options::Options;

#[path = "../../end2end/src/soak/options.rs"]
mod options;

pub fn soak(options: &Options) -> Result {
    if cfg!(not(target_os = "linux")) {
        return Err("The soak reads /proc, which only Linux has.".into());
    }
    setup::for_building()?;
    size::build()?;
    println!("\nBuilding the server for release. Takes 3 to 10 minutes, the first time.");
    command("cargo build --locked --release").run()?;
    command("cargo build --locked --release --package end2end --bin soak").run()?;
    println!("\nSending {} requests. Takes some minutes.", options.requests);
    let soak = server("release").with_file_name("soak").display().to_string();
    let run = program(&soak).arg("--requests").arg(&options.requests.to_string());
    run.envs(&size::under_test(&server("release"))).run()
}
