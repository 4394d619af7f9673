//! A browser for the browser tests.

use super::{has_apt, install, install_packages, is_root, report};
use crate::{
    Result,
    run::{command, program},
};
use std::{env, path::Path};

/// Where the tests look for an installed browser. `end2end/src/browser.rs` has the same list,
/// because this package does not depend on that one: xtask has to build in seconds on a fresh
/// machine, before the browser's driver is there.
const BROWSERS: [&str; 5] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// The package, and the program, of Debian's Chromium without its user interface. Playwright's own
/// browser has one.
pub(super) const HEADLESS_SHELL: &str = "chromium-headless-shell";

/// Looks for a browser that runs. Without one, installs Playwright's own, or else the system's.
pub fn browser() -> Result {
    let runs = |path: &String| {
        Path::new(path).exists() && program(path).arg("--version").output().is_some()
    };
    let playwright_browser =
        || command("node -p").arg("require('playwright-core').chromium.executablePath()").output();
    let named = env::var("E2E_CHROMIUM").ok();
    let places = BROWSERS.iter().map(ToString::to_string).chain(playwright_browser()).chain(named);
    if places.into_iter().any(|path| runs(&path)) {
        return Ok(());
    }
    let (what, why, how_long) = ("Chromium", "the browser tests need a browser", "a minute or two");
    let playwright = "node node_modules/playwright-core/cli.js";
    if install(what, why, how_long, &[&format!("{playwright} install chromium")]).is_ok() {
        if is_root() && cfg!(target_os = "linux") {
            install(
                "Chromium's libraries",
                "it needs them",
                how_long,
                &[&format!("{playwright} install-deps chromium")],
            )?;
        }
        return match playwright_browser().is_some_and(|path| runs(&path)) {
            true => Ok(()),
            false => Err(format!(
                "Chromium is installed, but libraries are missing. Install them with: sudo {playwright} install-deps chromium"
            )),
        };
    }
    println!("Playwright's own Chromium cannot be downloaded from here.");
    if has_apt() {
        return install_packages("chromium", why, how_long);
    }
    Err(
        "No browser was found for the browser tests, and it cannot be installed from here: install the package `chromium` \
         (Debian: apt-get install chromium), or name a Chrome or Chromium in E2E_CHROMIUM."
            .into(),
    )
}

/// Installs the headless shell beside Debian's browser. The tests can do without it.
pub fn headless_shell() {
    let is_there = |name: &str| Path::new("/usr/bin").join(name).exists();
    if is_there("chromium") && !is_there(HEADLESS_SHELL) && has_apt() {
        let why = "the tests take less processor time with it";
        report(install_packages(HEADLESS_SHELL, why, "a minute"));
    }
}
