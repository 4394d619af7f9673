//! Tools that `cargo install` can install.

use super::install;
use crate::{
    Result,
    run::{command, workspace},
};
use std::{env, fs, path::PathBuf};

/// The version that this workspace is built with. Later ones of the same series will do as well.
const CARGO_LEPTOS: &str = "0.3.11";

/// Installs cargo-leptos, which builds and serves.
pub fn cargo_leptos() -> Result {
    let is_there = || {
        command("cargo leptos --version")
            .output()
            .is_some_and(|version| is_at_least(&version, CARGO_LEPTOS))
    };
    if is_there() {
        return Ok(());
    }
    let what = "cargo-leptos";
    let why = "it builds server and page together, and rebuilds them on a change";
    if command("cargo binstall -V").output().is_some() {
        let download = format!(
            "cargo binstall --no-confirm --disable-strategies compile cargo-leptos@{CARGO_LEPTOS}"
        );
        if install(what, why, "seconds", &[&download]).is_ok() {
            return Ok(());
        }
    }
    // A debug build: a release build takes four times as long, and cargo-leptos spends its time
    // waiting for compilers. --ignore-rust-version: a library in its lock file declares a newer
    // compiler than it needs.
    println!("\nInstalling {what}: {why}. Takes 5 to 15 minutes, once.");
    command(&format!(
        "cargo install cargo-leptos --version {CARGO_LEPTOS} --locked --ignore-rust-version --debug --force"
    ))
    .env("CARGO_PROFILE_DEV_DEBUG", "0")
    .run()?;
    found("cargo-leptos", is_there())
}

/// Installs cargo-deny, which checks the dependencies.
pub fn cargo_deny() -> Result {
    cargo_tool(
        "deny",
        "0.20.2",
        "it checks licences and sources of everything that is built in",
        "1 to 3 minutes",
    )
}

/// Installs cargo-cyclonedx, which lists the components of a build.
pub fn cargo_cyclonedx() -> Result {
    cargo_tool("cyclonedx", "0.5.9", "it lists the components of a build", "a minute or two")
}

/// Installs a subcommand of cargo's, built without optimisation because it only runs for seconds.
fn cargo_tool(name: &str, version: &str, why: &str, how_long: &str) -> Result {
    let is_there = || {
        command(&format!("cargo {name} --version"))
            .output()
            .is_some_and(|found| is_at_least(&found, version))
    };
    if is_there() {
        return Ok(());
    }
    let tool = format!("cargo-{name}");
    install(
        &tool,
        why,
        how_long,
        &[&format!("cargo install {tool} --version {version} --locked --debug --force")],
    )?;
    found(&tool, is_there())
}

/// Another copy of a tool may come first on PATH.
fn found(what: &str, is_there: bool) -> Result {
    match is_there {
        true => Ok(()),
        false => Err(format!(
            "{what} has been installed, and another version of it is found first on PATH: put cargo's bin folder before it"
        )),
    }
}

/// Installs wasm-bindgen, which generates the glue between WebAssembly and page. Its version must
/// be exactly that of the library.
pub fn wasm_bindgen() -> Result {
    let lock = fs::read_to_string(workspace().join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock: {error}"))?;
    let wanted = locked_version(&lock, "wasm-bindgen").ok_or("Cargo.lock has no wasm-bindgen")?;
    let installed = || command("wasm-bindgen --version").output();
    let is_there =
        || installed().as_deref().and_then(|text| text.split(' ').nth(1)) == Some(wanted);
    if is_there() {
        return Ok(());
    }
    if installed().is_none() {
        // cargo-leptos has downloaded the executable already, or does so with the first build.
        let name = format!("wasm-bindgen-{wanted}");
        if cache().is_some_and(|cache| cache.join("cargo-leptos").join(name).is_dir()) {
            return Ok(());
        }
        println!("\nChecking whether wasm-bindgen {wanted} can be downloaded.");
        if is_reachable(&format!(
            "https://github.com/wasm-bindgen/wasm-bindgen/releases/tag/{wanted}"
        )) {
            return Ok(());
        }
    }
    println!(
        "\nInstalling wasm-bindgen {wanted}, in place of any other version: it generates the glue between WebAssembly and page. Takes 2 to 6 minutes, once."
    );
    command(&format!(
        "cargo install wasm-bindgen-cli --version {wanted} --bin wasm-bindgen --no-default-features"
    ))
    .env("CARGO_PROFILE_RELEASE_LTO", "off")
    .run()?;
    found("wasm-bindgen", is_there())
}

/// The cache folder of the user.
fn cache() -> Option<PathBuf> {
    let home = env::home_dir()?;
    match env::consts::OS {
        "macos" => Some(home.join("Library/Caches")),
        "windows" => env::var_os("LOCALAPPDATA").map(PathBuf::from),
        _ => Some(env::var_os("XDG_CACHE_HOME").map_or_else(|| home.join(".cache"), PathBuf::from)),
    }
}

/// Whether an https URL answers. Node.js makes the request, because it is installed anyway.
fn is_reachable(url: &str) -> bool {
    let script = format!(
        "fetch('{url}', {{ method: 'HEAD', signal: AbortSignal.timeout(8000) }}).then(() => process.exit(0), () => process.exit(1))"
    );
    command("node -e").arg(&script).output().is_some()
}

/// The version of a package in `Cargo.lock`.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// Whether the version in `text` (`cargo-leptos 0.3.11`) is of the same series as `wanted` and not
/// older.
fn is_at_least(text: &str, wanted: &str) -> bool {
    let parse = |version: &str| -> Option<(u32, u32, u32)> {
        let mut numbers = version.split('.').map(|number| number.parse().ok());
        Some((numbers.next()??, numbers.next()??, numbers.next()??))
    };
    let found = text.split_whitespace().last().and_then(parse);
    matches!((found, parse(wanted)), (Some(found), Some(wanted)) if (found.0, found.1) == (wanted.0, wanted.1) && found.2 >= wanted.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_version_of_the_series_will_do() {
        for (text, will_do) in [
            ("cargo-leptos 0.3.11", true),
            ("cargo-leptos 0.3.12", true),
            ("cargo-leptos 0.3.9", false),
            ("cargo-leptos 0.4.0", false),
            ("", false),
        ] {
            assert_eq!(is_at_least(text, "0.3.11"), will_do, "{text}");
        }
    }

    #[test]
    fn the_lock_file_names_the_version() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "serde"), None);
    }
}
