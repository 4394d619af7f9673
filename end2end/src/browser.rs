//! The browser: one for all tests of a run, with a context of its own for each.

use crate::Result;
use playwright_rs::{Browser, BrowserContext, BrowserContextOptions, LaunchOptions, Playwright};
use serde_json::json;
use std::{env, fs, path::Path, sync::LazyLock};
use tempfile::TempDir;
use tokio::{
    runtime::{Builder, Runtime},
    sync::OnceCell,
};

/// Shared by all tests of a run, because the browser's connection lives on it.
pub static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    #[expect(clippy::expect_used)] // there is no test to fail yet
    Builder::new_multi_thread().enable_all().build().expect("a runtime")
});

static BROWSER: OnceCell<(Playwright, Browser)> = OnceCell::const_new();

/// Where browsers are when `E2E_CHROMIUM` names none. `xtask` has the same list
/// (`xtask/src/setup/browser.rs`), in order to install a browser only where the tests would find
/// none: it must build in seconds on a fresh machine, so it does not depend on this crate and its
/// driver.
const INSTALLED: [&str; 5] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// Debian's Chromium without its user interface, which takes less processor time. Playwright has one of
/// its own.
const HEADLESS_SHELL: &str = "/usr/bin/chromium-headless-shell";

/// What Chromium calls `CookieControlsMode::kOff`.
const ALLOW_THIRD_PARTY_COOKIES: u8 = 0;

/// The browser, started for the first test that needs it: the one `E2E_CHROMIUM` names, else a
/// headless shell, else an installed one, else Playwright's own.
pub async fn browser() -> Result<&'static Browser> {
    // A host name that a browser does not trust as it trusts localhost, for the tests of pages that
    // came over http.
    let start = || launch("MAP shop.example 127.0.0.1");
    let (_, browser) = BROWSER.get_or_try_init(start).await?;
    Ok(browser)
}

/// The path of a full browser, unless it is Playwright's own.
pub fn browser_path() -> Option<String> {
    path_of(&INSTALLED)
}

/// The path of the headless shell or else of a full browser, unless it is Playwright's own.
fn headless_path() -> Option<String> {
    path_of(&[HEADLESS_SHELL]).or_else(browser_path)
}

/// What `E2E_CHROMIUM` names, or the first of these that is installed.
fn path_of(places: &[&str]) -> Option<String> {
    let installed = || places.iter().find(|path| Path::new(path).exists());
    env::var("E2E_CHROMIUM").ok().or_else(|| installed().map(ToString::to_string))
}

/// Starts a browser that finds hosts by these rules of Chromium's `--host-resolver-rules`.
async fn launch(host_rules: &str) -> Result<(Playwright, Browser)> {
    let mut options = LaunchOptions::new().headless(true).args(arguments(host_rules));
    if let Some(path) = headless_path() {
        options = options.executable_path(path);
    }
    let playwright = Playwright::launch().await?;
    let browser = playwright.chromium().launch_with_options(options).await?;
    Ok((playwright, browser))
}

/// A browser of its own for one visitor, with a new profile. The contexts of a shared browser are off
/// the record, and there Chromium opens no connection early (*observed*).
#[derive(Debug)]
pub struct FreshBrowser {
    pub context: BrowserContext,
    _profile: TempDir,
}

impl FreshBrowser {
    /// Starts it. Closing its context ends it.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn launch(playwright: &Playwright, host_rules: &str) -> Result<Self> {
        let profile = tempfile::tempdir()?;
        // As in an ordinary window of Chrome's. A Chromium without a window blocks them, and then uses
        // no connection that was opened early for a call with credentials (*observed*).
        let preferences = json!({"profile": {"cookie_controls_mode": ALLOW_THIRD_PARTY_COOKIES}});
        fs::create_dir(profile.path().join("Default"))?;
        fs::write(profile.path().join("Default/Preferences"), preferences.to_string())?;
        let mut options =
            BrowserContextOptions::builder().headless(true).args(arguments(host_rules)).build();
        options.executable_path = browser_path();
        let path = profile.path().to_string_lossy();
        let context =
            playwright.chromium().launch_persistent_context_with_options(path, options).await?;
        Ok(Self { context, _profile: profile })
    }
}

fn arguments(host_rules: &str) -> Vec<String> {
    let host_rules = format!("--host-resolver-rules={host_rules}");
    [
        &*host_rules,
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    .map(str::to_owned)
    .into()
}
