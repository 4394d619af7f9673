//! The three engines: where a machine has them, and how each is started.

use serde_json::{Value, json};
use std::{
    env,
    path::{Path, PathBuf},
};
use thirtyfour::Capabilities;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// What an engine is started with.
#[derive(Debug)]
pub struct Programs {
    pub browser: PathBuf,
    pub driver: PathBuf,
    /// A screen for a browser that cannot do without.
    pub screen: Option<PathBuf>,
}

impl Engine {
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// As it stands in the names of tests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Its programs, or what is missing. `xtask` has the same list (`xtask/src/setup/engines.rs`), in
    /// order to install what the tests would not find.
    pub fn programs(self) -> Result<Programs, String> {
        let (browser, driver) = match self {
            Self::Chromium => {
                let browser = end2end::browser_path().map(PathBuf::from);
                (browser.ok_or("Chromium"), found("chromedriver", &["/usr/bin"]))
            }
            Self::Firefox => (
                found("firefox-esr", &["/usr/bin"]).or_else(|_| found("firefox", &["/usr/bin"])),
                found(
                    "geckodriver",
                    &[concat!(env!("CARGO_MANIFEST_DIR"), "/../target/tools/bin")],
                ),
            ),
            Self::WebKit => {
                (found("MiniBrowser", &mini_browsers()), found("WebKitWebDriver", &["/usr/bin"]))
            }
        };
        let screen = (self == Self::WebKit).then(|| found("Xvfb", &["/usr/bin"])).transpose();
        let missing = |what: &str| format!("{} is skipped: there is no {what} here", self.name());
        Ok(Programs {
            browser: browser.map_err(&missing)?,
            driver: driver.map_err(&missing)?,
            screen: screen.map_err(&missing)?,
        })
    }

    /// How the driver listens on a port.
    pub fn driver_arguments(self, port: u16) -> Vec<String> {
        match self {
            Self::Firefox => vec!["--port".into(), port.to_string()],
            Self::Chromium | Self::WebKit => vec![format!("--port={port}")],
        }
    }

    /// What the driver is to start: the browser without a window where it has such a mode, with
    /// downloads in a folder of the test's.
    pub fn capabilities(self, browser: &Path, downloads: &Path) -> Capabilities {
        let browser = browser.to_string_lossy();
        let downloads = downloads.to_string_lossy();
        let mut own = match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:chromeOptions": {
                    "binary": browser,
                    "args": chromium_arguments(),
                    "prefs": {
                        "download.default_directory": downloads,
                        "plugins.always_open_pdf_externally": true,
                    },
                },
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": browser,
                    "args": ["-headless"],
                    "prefs": {
                        "browser.download.folderList": 2,
                        "browser.download.dir": downloads,
                        "browser.download.open_pdf_attachments_inline": false,
                        "pdfjs.disabled": true,
                        "intl.accept_languages": "en",
                    },
                },
            }),
            Self::WebKit => json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": {"binary": browser, "args": ["--automation"]},
            }),
        };
        // WebKit's driver loses a script that it is to run before a page has loaded.
        own["pageLoadStrategy"] = json!(if self == Self::WebKit { "normal" } else { "eager" });
        let mut capabilities = Capabilities::new();
        for (name, value) in own.as_object_mut().into_iter().flatten() {
            // Nothing here fails to become JSON: it is JSON.
            let _ = capabilities.set(name, value.take());
        }
        capabilities
    }
}

fn chromium_arguments() -> Value {
    let mut arguments = vec![
        "--headless=new",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en",
        "--window-size=1280,900",
    ];
    // As root, Chromium does not start with its sandbox.
    if is_root() {
        arguments.push("--no-sandbox");
    }
    json!(arguments)
}

#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    Path::new("/proc/self").metadata().is_ok_and(|own| own.uid() == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

/// The folders of `WebKitGTK`'s browser, which is not on PATH: Debian's, and Fedora's.
fn mini_browsers() -> Vec<String> {
    let multiarch = format!("/usr/lib/{}-linux-gnu", env::consts::ARCH);
    ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"]
        .iter()
        .flat_map(|version| {
            [&*multiarch, "/usr/libexec"].map(|folder| format!("{folder}/{version}"))
        })
        .collect()
}

/// A program in these folders or on PATH; its name where there is none.
fn found<'a>(name: &'a str, folders: &[impl AsRef<Path>]) -> Result<PathBuf, &'a str> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = folders.iter().map(|folder| folder.as_ref().to_owned());
    folders
        .chain(env::split_paths(&path))
        .map(|folder| folder.join(name).with_extension(env::consts::EXE_EXTENSION))
        .find(|path| path.is_file())
        .ok_or(name)
}
