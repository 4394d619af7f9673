//! The three engines of the journeys: browsers, and the drivers that `WebDriver` speaks to.

use super::{has_apt, install_packages, report};
use crate::{
    Result,
    run::{command, workspace},
};
use std::{
    env,
    path::{Path, PathBuf},
};

/// Firefox's driver, which Debian does not have.
const GECKODRIVER: &str = "geckodriver";
const GECKODRIVER_VERSION: &str = "0.37.1";

/// What a browser and its driver consist of.
pub(super) struct Engine {
    name: &'static str,
    /// What is said where it cannot be had.
    skipped: &'static str,
    /// Each program, by the names that it may have, and the package of Debian's that has it.
    pub(super) programs: &'static [(&'static [&'static str], &'static str)],
    /// Whether it needs [`GECKODRIVER`] as well.
    has_geckodriver: bool,
}

/// The tests have the same list (`end2end/tests/engines/engine.rs`). The browser of Chromium is
/// `browser.rs`'s, and `WebKit`'s comes with its driver.
pub(super) const ENGINES: [Engine; 3] = [
    Engine {
        name: "engine Chromium",
        skipped: "skipped: chromedriver is missing",
        programs: &[(&["chromedriver"], "chromium-driver")],
        has_geckodriver: false,
    },
    Engine {
        name: "engine Firefox",
        skipped: "skipped: Firefox or geckodriver is missing",
        programs: &[(&["firefox-esr", "firefox"], "firefox-esr")],
        has_geckodriver: true,
    },
    Engine {
        name: "engine WebKit",
        skipped: "skipped: WebKitWebDriver or Xvfb is missing",
        programs: &[(&["WebKitWebDriver"], "webkit2gtk-driver"), (&["Xvfb"], "xvfb")],
        has_geckodriver: false,
    },
];

/// Installs what is missing and can be had. An engine that cannot is no failure: the tests skip it, and
/// the summary says so.
pub fn engines() {
    let missing: Vec<_> = ENGINES
        .iter()
        .flat_map(|engine| engine.programs)
        .filter(|(names, _)| !names.iter().any(|name| is_there(name)))
        .map(|(_, package)| *package)
        .collect();
    if !missing.is_empty() && has_apt() {
        let why = "some journeys are made in three engines";
        report(install_packages(&missing.join(" "), why, "a minute"));
    }
    if ENGINES.iter().any(|engine| engine.has_geckodriver && engine.has_programs())
        && !is_there(GECKODRIVER)
    {
        report(geckodriver());
    }
}

/// The engines that are missing all the same, each with the reason.
pub fn missing_engines() -> impl Iterator<Item = (&'static str, &'static str)> {
    let is_missing = |engine: &&Engine| {
        !engine.has_programs() || engine.has_geckodriver && !is_there(GECKODRIVER)
    };
    ENGINES.iter().filter(is_missing).map(|engine| (engine.name, engine.skipped))
}

impl Engine {
    fn has_programs(&self) -> bool {
        self.programs.iter().all(|(names, _)| names.iter().any(|name| is_there(name)))
    }
}

/// Unoptimised, because it only passes messages on. Not among the person's own tools: only the tests
/// need it.
fn geckodriver() -> Result {
    let words = format!(
        "cargo install {GECKODRIVER} --version {GECKODRIVER_VERSION} --locked --debug --root"
    );
    println!(
        "\nInstalling {GECKODRIVER}: it drives Firefox in the tests. Takes a minute or two, once."
    );
    command(&words).arg(&tools().to_string_lossy()).run()
}

fn tools() -> PathBuf {
    workspace().join("target/tools")
}

fn is_there(name: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let own = [tools().join("bin"), "/usr/bin".into()];
    let folders = own.into_iter().chain(env::split_paths(&path));
    let file = Path::new(name).with_extension(env::consts::EXE_EXTENSION);
    folders.map(|folder| folder.join(&file)).any(|path| path.is_file())
}
