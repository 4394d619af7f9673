//! Installs what a machine needs besides rustup, Node.js and git. A tool's own download comes
//! first. Where it cannot be reached, the tool comes from crates.io, npm or the system's package
//! manager. Nothing that is there already is installed again, and nothing is installed as another
//! user.

mod browser;
mod cargo_tools;
#[cfg(test)]
mod dev_container;
mod engines;
mod services;

pub use cargo_tools::{cargo_cyclonedx, cargo_deny};
pub use engines::missing_engines;

use crate::{
    Result,
    run::{command, workspace},
};
use browser::{browser, headless_shell};
use cargo_tools::{cargo_leptos, wasm_bindgen};
use services::services;
use std::{path::Path, time::Instant};

const TARGET: &str = "wasm32-unknown-unknown";
/// The npm tools need this version or a later one.
const NODE_MAJOR: u32 = 20;

/// Installs everything that building and serving needs.
pub fn for_building() -> Result {
    rust_target()?;
    npm_packages()?;
    cargo_leptos()?;
    wasm_bindgen()
}

/// Installs everything that the tests need.
pub fn for_testing() -> Result {
    for_building()?;
    for (tool, component) in [("cargo clippy", "clippy"), ("cargo fmt", "rustfmt")] {
        if command(&format!("{tool} --version")).output().is_none() {
            install(
                component,
                "checks the code",
                "seconds",
                &[&format!("rustup component add {component}")],
            )?;
        }
    }
    browser()?;
    engines::engines();
    // The driver of Chromium's engine may have brought Debian's browser.
    headless_shell();
    services()
}

fn install(what: &str, why: &str, how_long: &str, commands: &[&str]) -> Result {
    println!("\nInstalling {what}: {why}. Takes {how_long}.");
    let start = Instant::now();
    for words in commands {
        command(words).run()?;
    }
    println!("{what}: installed in {} s.", start.elapsed().as_secs());
    Ok(())
}

/// Installs Debian packages. `names` has a space between two.
fn install_packages(names: &str, why: &str, how_long: &str) -> Result {
    let packages = format!("apt-get install -y --no-install-recommends {names}");
    install(names, why, how_long, &["apt-get update", &packages])
}

/// Whether Debian packages can be installed: that takes apt, and root.
fn has_apt() -> bool {
    is_root() && command("apt-get --version").output().is_some()
}

fn is_root() -> bool {
    command("id -u").output().as_deref() == Some("0")
}

/// Prints why something was not installed that the tests can do without.
fn report(outcome: Result) {
    if let Err(message) = outcome {
        println!("{message}");
    }
}

fn rust_target() -> Result {
    let sysroot = command("rustc --print sysroot")
        .output()
        .ok_or("rustc is missing: install Rust from https://rustup.rs")?;
    if Path::new(&sysroot).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    // Not an update of the toolchain: it could change the compiler under a build that is running.
    let add = format!("rustup target add {TARGET}");
    install("Rust's WebAssembly target", "the page's code is compiled for it", "seconds", &[&add])
}

fn npm_packages() -> Result {
    let major = command("node --version")
        .output()
        .and_then(|version| version.strip_prefix('v')?.split('.').next()?.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE_MAJOR) {
        return Err(format!(
            "Node.js {NODE_MAJOR} or later is missing: install it from https://nodejs.org"
        ));
    }
    let why = "they bundle the styles, shrink the WebAssembly, drive the browser of the tests, check the accessibility of the page and serve a contender of the benchmark";
    packages_in(".", why)
}

/// Installs Lighthouse, which is large and which only `cargo xtask vitals` needs.
pub fn lighthouse() -> Result {
    packages_in("end2end/lighthouse", "it measures the page on a simulated phone")
}

/// Installs the graders of the site's headers.
pub fn observatory() -> Result {
    packages_in("end2end/observatory", "it grades the site's headers")
}

/// Installs the npm packages that a folder's lock file names.
fn packages_in(folder: &str, why: &str) -> Result {
    let root = workspace().join(folder);
    let changed = |file: &str| root.join(file).metadata().and_then(|file| file.modified()).ok();
    if changed("node_modules/.package-lock.json") >= changed("package-lock.json") {
        return Ok(());
    }
    let what = format!("the packages of {folder}/package-lock.json");
    let command = format!("npm ci --prefix {folder} --ignore-scripts --no-audit --no-fund");
    install(&what, why, "under a minute", &[&command])
}
