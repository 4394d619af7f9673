//! What has to be on a machine besides rustup, Node.js and git, and how it gets there.
//!
//! Each tool's own download is preferred; where it cannot be reached, the tool comes from crates.io, npm or the system's package manager.
//! Nothing is installed that is there already, and nothing as another user.

use crate::{
    Result,
    run::{command, program, workspace},
};
use std::{
    env, fs,
    path::{Path, PathBuf},
    time::Instant,
};

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
    let why = "they bundle the styles, shrink the WebAssembly, drive the browser of the tests and judge the page in it";
    packages_in(".", why)
}

/// Lighthouse, which is large, and needed for nothing else.
pub fn lighthouse() -> Result {
    packages_in("end2end/lighthouse", "it judges the page as a phone would have it")
}

/// The judges of the site's headers.
pub fn observatory() -> Result {
    packages_in("end2end/observatory", "others judge the site's headers")
}

/// The npm packages that a folder's lock file names.
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

fn cargo_leptos() -> Result {
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
        let ready_made = format!("cargo binstall --no-confirm --disable-strategies compile cargo-leptos@{CARGO_LEPTOS}");
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
    .run()?;
    found("cargo-leptos", is_there())
}

/// Judges what comes into a build.
pub fn cargo_deny() -> Result {
    cargo_tool(
        "deny",
        "0.20.2",
        "it judges licences and sources of everything that is built in",
        "1 to 3 minutes",
    )
}

/// Lists what a build is made of.
pub fn cargo_cyclonedx() -> Result {
    cargo_tool("cyclonedx", "0.5.9", "it lists what a build is made of", "a minute or two")
}

/// A subcommand of cargo's, built without optimisation: it runs for seconds.
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

/// Another copy may come first on PATH.
fn found(what: &str, is_there: bool) -> Result {
    match is_there {
        true => Ok(()),
        false => Err(format!(
            "{what} has been installed, and another version of it is found first on PATH: put cargo's bin folder before it"
        )),
    }
}

/// The command line's version must be that of the library, to the letter.
fn wasm_bindgen() -> Result {
    let lock = fs::read_to_string(workspace().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    let wanted = locked_version(&lock, "wasm-bindgen").ok_or("Cargo.lock has no wasm-bindgen")?;
    let installed = || command("wasm-bindgen --version").output();
    let is_there = || installed().as_deref().and_then(|text| text.split(' ').nth(1)) == Some(wanted);
    if is_there() {
        return Ok(());
    }
    if installed().is_none() {
        // cargo-leptos has fetched it already, or will by itself, ready-made, with the first build.
        let name = format!("wasm-bindgen-{wanted}");
        if cache().is_some_and(|cache| cache.join("cargo-leptos").join(name).is_dir()) {
            return Ok(());
        }
        println!("\nLooking whether wasm-bindgen {wanted} can be had ready-made.");
        if is_reachable(&format!("https://github.com/wasm-bindgen/wasm-bindgen/releases/tag/{wanted}")) {
            return Ok(());
        }
    }
    println!(
        "\nInstalling wasm-bindgen {wanted}, in place of any other version: it joins the WebAssembly to the page. Takes 2 to 6 minutes, once."
    );
    command(&format!(
        "cargo install wasm-bindgen-cli --version {wanted} --bin wasm-bindgen --no-default-features"
    ))
    .env("CARGO_PROFILE_RELEASE_LTO", "off")
    .run()?;
    found("wasm-bindgen", is_there())
}

/// Where programs keep what they have fetched.
fn cache() -> Option<PathBuf> {
    let home = env::home_dir()?;
    match env::consts::OS {
        "macos" => Some(home.join("Library/Caches")),
        "windows" => env::var_os("LOCALAPPDATA").map(PathBuf::from),
        _ => Some(env::var_os("XDG_CACHE_HOME").map_or_else(|| home.join(".cache"), PathBuf::from)),
    }
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
    let runs = |path: &String| Path::new(path).exists() && program(path).arg("--version").output().is_some();
    let playwrights = || {
        command("node -p")
            .arg("require('playwright-core').chromium.executablePath()")
            .output()
    };
    let named = env::var("E2E_CHROMIUM").ok();
    let places = BROWSERS.iter().map(ToString::to_string).chain(playwrights()).chain(named);
    if places.into_iter().any(|path| runs(&path)) {
        return Ok(());
    }
    let (what, why, how_long) = ("Chromium", "the browser tests need a browser", "a minute or two");
    let root = command("id -u").output().as_deref() == Some("0");
    let playwright = "node node_modules/playwright-core/cli.js";
    if install(what, why, how_long, &[&format!("{playwright} install chromium")]).is_ok() {
        if root && cfg!(target_os = "linux") {
            install(
                "Chromium's libraries",
                "it needs them",
                how_long,
                &[&format!("{playwright} install-deps chromium")],
            )?;
        }
        return match playwrights().is_some_and(|path| runs(&path)) {
            true => Ok(()),
            false => Err(format!(
                "Chromium is there and does not run: it lacks libraries. Install them with: sudo {playwright} install-deps chromium"
            )),
        };
    }
    println!("Playwright's own Chromium cannot be had from here.");
    if root && command("apt-get --version").output().is_some() {
        let packages = ["apt-get update", "apt-get install -y --no-install-recommends chromium"];
        return install(what, why, how_long, &packages);
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
