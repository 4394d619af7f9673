//! What has to be on a machine besides rustup, Node.js and git, and how it gets there.
//!
//! Each tool's own download is preferred; where it cannot be reached, the tool comes from crates.io, npm or the system's package manager.
//! Nothing is installed that is there already, and nothing as another user.

use crate::{
    Result,
    run::{command, workspace},
};
use std::{env, fs, path::Path, time::Instant};

/// The version that was tried with this workspace; later ones of the same series do as well.
const CARGO_LEPTOS: &str = "0.3.11";
const TARGET: &str = "wasm32-unknown-unknown";
/// Older ones lack what the npm tools need.
const NODE_MAJOR: u32 = 20;

/// Everything that building and serving needs.
pub fn for_building() -> Result {
    rust_target()?;
    npm_packages()?;
    cargo_leptos()?;
    wasm_bindgen()
}

/// Everything that the tests need beyond that.
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
    browser()
}

fn install(what: &str, why: &str, how_long: &str, commands: &[&str]) -> Result {
    println!("\nInstalling {what}: {why}. Takes {how_long}.");
    let start = Instant::now();
    for words in commands {
        command(words).run()?;
    }
    println!("{what} is there, after {} s.", start.elapsed().as_secs());
    Ok(())
}

fn rust_target() -> Result {
    let sysroot = command("rustc --print sysroot")
        .output()
        .ok_or("rustc is missing: install Rust from https://rustup.rs")?;
    if Path::new(&sysroot).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    // Only ever `target add`: an update could change the compiler under a build that is running.
    let add = format!("rustup target add {TARGET}");
    install(
        "Rust's WebAssembly target",
        "the page's code is compiled for it",
        "seconds",
        &[&add],
    )
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
    let root = workspace();
    let changed = |file: &str| root.join(file).metadata().and_then(|file| file.modified()).ok();
    if changed("node_modules/.package-lock.json") >= changed("package-lock.json") {
        return Ok(());
    }
    let tools = "the packages of package-lock.json";
    let why = "they bundle the styles, shrink the WebAssembly and drive the browser of the tests";
    install(tools, why, "under a minute", &["npm ci --ignore-scripts --no-audit --no-fund"])
}

fn cargo_leptos() -> Result {
    let installed = command("cargo leptos --version").output();
    if installed.is_some_and(|version| is_at_least(&version, CARGO_LEPTOS)) {
        return Ok(());
    }
    let what = "cargo-leptos";
    let why = "it builds server and page together, and rebuilds them on a change";
    if command("cargo binstall -V").output().is_some() {
        let ready_made = format!("cargo binstall --no-confirm cargo-leptos@{CARGO_LEPTOS}");
        if install(what, why, "seconds", &[&ready_made]).is_ok() {
            return Ok(());
        }
    }
    // Its release profile takes four times as long to build, and it spends its own time waiting for compilers. Its lock file holds a library
    // that asks for a newer compiler than it needs.
    println!("\nInstalling {what}: {why}. Takes 5 to 15 minutes, once.");
    command(&format!(
        "cargo install cargo-leptos --version {CARGO_LEPTOS} --locked --ignore-rust-version --debug --force"
    ))
    .env("CARGO_PROFILE_DEV_DEBUG", "0")
    .run()
}

/// The command line's version must be that of the library, to the letter.
fn wasm_bindgen() -> Result {
    let lock = fs::read_to_string(workspace().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    let wanted = locked_version(&lock, "wasm-bindgen").ok_or("Cargo.lock has no wasm-bindgen")?;
    let installed = command("wasm-bindgen --version").output();
    if installed.as_deref().and_then(|text| text.split(' ').nth(1)) == Some(wanted) {
        return Ok(());
    }
    let release = format!("https://github.com/wasm-bindgen/wasm-bindgen/releases/tag/{wanted}");
    if installed.is_none() && is_reachable(&release) {
        // cargo-leptos fetches it by itself, ready-made, with the first build.
        return Ok(());
    }
    println!("\nInstalling wasm-bindgen {wanted}: it joins the WebAssembly to the page. Takes 2 to 6 minutes, once.");
    command(&format!(
        "cargo install wasm-bindgen-cli --version {wanted} --bin wasm-bindgen --no-default-features"
    ))
    .env("CARGO_PROFILE_RELEASE_LTO", "off")
    .run()
}

/// Where the tests look for a browser that somebody else has installed. The harness has the same list.
const BROWSERS: [&str; 5] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

fn browser() -> Result {
    let playwrights = command("node -p")
        .arg("require('playwright-core').chromium.executablePath()")
        .output();
    let named = env::var("E2E_CHROMIUM").ok();
    let places = BROWSERS.iter().map(ToString::to_string).chain(playwrights).chain(named);
    if places.into_iter().any(|path| Path::new(&path).exists()) {
        return Ok(());
    }
    let (what, why) = ("Chromium", "the browser tests need a browser");
    let root = command("id -u").output().as_deref() == Some("0");
    if is_reachable("https://cdn.playwright.dev/") {
        let with_libraries = if root { " --with-deps" } else { "" };
        let own = format!("node node_modules/playwright-core/cli.js install{with_libraries} chromium");
        return install(what, why, "a minute or two", &[&own]);
    }
    if root && command("apt-get --version").output().is_some() {
        let packages = ["apt-get update", "apt-get install -y --no-install-recommends chromium"];
        return install(what, why, "a minute or two", &packages);
    }
    Err(
        "No browser was found for the browser tests, and it cannot be installed from here: install the package `chromium` \
         (Debian: apt-get install chromium), or name a Chrome or Chromium in E2E_CHROMIUM."
            .into(),
    )
}

/// Whether an address answers over https. Node.js asks, because it is there.
fn is_reachable(url: &str) -> bool {
    let ask = format!(
        "fetch('{url}', {{ method: 'HEAD', signal: AbortSignal.timeout(8000) }}).then(() => process.exit(0), () => process.exit(1))"
    );
    command("node -e").arg(&ask).output().is_some()
}

/// The version of a package in `Cargo.lock`.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// Whether the version in `text` (`cargo-leptos 0.3.11`) is of the same series as `wanted` and not older.
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
