//! One browser for each engine, which serves all journeys of a run: to start one takes seconds.

use crate::engine::{Engine, Programs};
use end2end::{Error, Result, free_port, wait_up_to};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use tempfile::TempDir;
use thirtyfour::WebDriver;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    net::TcpStream,
    process::{Child, Command},
    time::timeout,
};

/// For a driver to listen, and a browser to end.
const START_TIMEOUT: Duration = Duration::from_secs(20);
/// Longer than any command takes on the slowest machine.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(40);

/// A browser that is running, with its driver.
#[derive(Debug)]
pub struct Session {
    pub driver: WebDriver,
    /// As the browser itself says.
    pub version: String,
    // Dropped, and so ended, in this order.
    _driver_process: Child,
    _screen: Option<Child>,
    home: TempDir,
}

impl Session {
    pub async fn start(engine: Engine, programs: &Programs) -> Result<Self> {
        let home = tempfile::tempdir()?;
        fs::create_dir_all(downloads(home.path()))?;
        let (screen, display) = match &programs.screen {
            Some(program) => {
                let (process, display) = start_screen(program).await?;
                (Some(process), Some(display))
            }
            None => (None, None),
        };
        let port = free_port();
        let mut command = Command::new(&programs.driver);
        command
            .args(engine.driver_arguments(port))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        if let Some(display) = display {
            prepare_for_webkit(&mut command, home.path(), &display)?;
        }
        let driver_process = command.spawn()?;
        wait_up_to(START_TIMEOUT, async || {
            Ok(TcpStream::connect(("127.0.0.1", port)).await.is_ok())
        })
        .await?;
        let capabilities = engine.capabilities(&programs.browser, &downloads(home.path()));
        let driver = WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities)
            .request_timeout(COMMAND_TIMEOUT)
            .connect()
            .await?;
        driver.set_window_rect(0, 0, 1280, 1000).await?;
        let version = driver.capabilities().get("browserVersion").and_then(|it| it.as_str());
        let version = version.unwrap_or_default().to_owned();
        Ok(Self { version, driver, _driver_process: driver_process, _screen: screen, home })
    }

    /// Where files arrive.
    pub fn downloads(&self) -> PathBuf {
        downloads(self.home.path())
    }

    /// Leaves nothing of the journey before: no window, no frame, and no cookie of `site`. What a
    /// browser keeps by origin needs no care, for each journey's site is on a port of its own.
    pub async fn begin(&self, site: &str) -> Result {
        let windows = self.driver.windows().await?;
        let (first, others) = windows.split_first().ok_or("the browser has no window")?;
        for other in others {
            self.driver.switch_to_window(other.clone()).await?;
            self.driver.close_window().await?;
        }
        self.driver.switch_to_window(first.clone()).await?;
        self.driver.goto(format!("{site}/healthz")).await?;
        self.driver.delete_all_cookies().await?;
        for file in fs::read_dir(self.downloads())? {
            fs::remove_file(file?.path())?;
        }
        Ok(())
    }

    /// Ends the browser.
    pub async fn quit(self) -> Result {
        let ended = timeout(START_TIMEOUT, self.driver.quit()).await;
        Ok(ended.map_err(|_| Error::from("the browser does not end"))??)
    }
}

fn downloads(home: &Path) -> PathBuf {
    home.join("downloads")
}

/// Starts an X server without a screen, on a display that it chooses and names.
async fn start_screen(program: &Path) -> Result<(Child, String)> {
    let mut screen = Command::new(program)
        .args(["-displayfd", "1", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let output = screen.stdout.take().ok_or("no standard output")?;
    let display = timeout(START_TIMEOUT, BufReader::new(output).lines().next_line()).await;
    let display = display.map_err(|_| "Xvfb does not start")??.ok_or("Xvfb has ended")?;
    Ok((screen, format!(":{display}")))
}

/// `WebKitGTK`'s browser has no options for what it inherits from a desktop.
fn prepare_for_webkit(command: &mut Command, home: &Path, display: &str) -> Result {
    let settings = home.join(".config");
    fs::create_dir_all(&settings)?;
    let folder = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads(home).display());
    fs::write(settings.join("user-dirs.dirs"), folder)?;
    command
        .env("DISPLAY", display)
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", settings)
        .env("XDG_CACHE_HOME", home.join(".cache"))
        .env("XDG_DATA_HOME", home.join(".local"))
        .env("LANG", "en_US.UTF-8")
        .env("LANGUAGE", "en")
        .env("GDK_BACKEND", "x11")
        .env("NO_AT_BRIDGE", "1")
        // Neither a GPU nor, as root, namespaces are there.
        .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
    Ok(())
}
