//! The application under test: the site's process, and with it the embedded sandbox's.

use crate::{Result, waiting::wait_until};
use serde_json::Value;
use std::{
    env,
    path::{Path, PathBuf},
    process::Stdio,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, BufReader},
    process::{Child, Command},
    sync::oneshot,
    time::timeout,
};

const START_TIMEOUT: Duration = Duration::from_secs(20);
/// Longer than a server gives the requests that are under way.
#[cfg(unix)]
const END_TIMEOUT: Duration = Duration::from_secs(30);

/// A running application; ends when dropped.
#[derive(Debug)]
pub struct App {
    /// The public origin: the address to open.
    pub site: String,
    /// Where the site's process listens.
    pub addr: String,
    /// The base URL of the embedded sandbox, if there is one.
    pub sandbox: Option<String>,
    /// The listener for metrics.
    pub admin: String,
    process: Child,
    log: Arc<Mutex<String>>,
}

impl App {
    /// Starts the site on a free port with these settings.
    pub async fn start(settings: &[(&str, String)]) -> Result<Self> {
        Self::start_build(&executable()?, &site_root()?, settings).await
    }

    /// Starts a site that was built without the demonstration, with the login of
    /// `docs/logins/service.rs`.
    pub async fn start_production(settings: &[(&str, String)]) -> Result<Self> {
        let built = |name: &str| {
            env::var_os(name)
                .map(PathBuf::from)
                .ok_or(format!("{name} is not set; `cargo xtask test` builds what it names"))
        };
        let (server, root) = (built("E2E_PRODUCTION_SERVER")?, built("E2E_PRODUCTION_SITE_ROOT")?);
        Self::start_build(&server, &root, settings).await
    }

    async fn start_build(
        server: &Path,
        site_root: &Path,
        settings: &[(&str, String)],
    ) -> Result<Self> {
        let mut command = Command::new(server);
        command
            // Without the environment and the .env file of the person who runs the tests.
            .env_clear()
            .current_dir(env::temp_dir())
            .env("LEPTOS_SITE_ADDR", "127.0.0.1:0")
            .env("LEPTOS_SITE_ROOT", site_root)
            .env("SANDBOX_ADDR", "127.0.0.1:0")
            .env("ADMIN_ADDR", "127.0.0.1:0")
            .env("LOG_FORMAT", "json")
            .env("RUST_LOG", "trace")
            .envs(settings.iter().map(|(name, value)| (name, value)));
        let (process, listening, log) = launch(command, |line| {
            let event: Value = serde_json::from_str(line).ok()?;
            (event["message"] == "listening").then_some(event)
        })
        .await?;
        Ok(Self {
            site: listening["site"].as_str().unwrap_or_default().to_owned(),
            addr: listening["address"].as_str().unwrap_or_default().to_owned(),
            sandbox: listening["sandbox"].as_str().map(str::to_owned),
            admin: listening["admin"].as_str().unwrap_or_default().to_owned(),
            process,
            log,
        })
    }

    /// Ends it as a deployment does, by SIGTERM, and returns its log.
    #[cfg(unix)]
    pub async fn terminate(mut self) -> Result<String> {
        let id = self.process_id().ok_or("it has ended already")?.to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().await?;
        if !sent.success() {
            return Err("no signal was sent".into());
        }
        let ended = timeout(END_TIMEOUT, self.process.wait()).await;
        let log = self.log();
        match ended.map_err(|_| "it does not end")?? {
            status if status.success() => Ok(log),
            status => Err(format!("it ended with {status}:\n{log}").into()),
        }
    }

    pub fn process_id(&self) -> Option<u32> {
        self.process.id()
    }

    /// The events of the audit log that have this message, once there are `count` of them: the log
    /// is read as it is written, which may be after the answer that it is about.
    pub async fn audit_events(&self, message: &str, count: usize) -> Result<Vec<Value>> {
        self.wait_for_events(count, |event| event["message"] == message).await
    }

    /// Every event of the audit log, once there are `count` of them.
    pub async fn audit_log(&self, count: usize) -> Result<Vec<Value>> {
        self.wait_for_events(count, |_| true).await
    }

    async fn wait_for_events(
        &self,
        count: usize,
        counts: impl Fn(&Value) -> bool,
    ) -> Result<Vec<Value>> {
        let mut events = Vec::new();
        let arrived = wait_until(async || {
            let log = self.log();
            let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
            events = lines.filter(|line| line["target"] == "audit" && counts(line)).collect();
            Ok(events.len() >= count)
        });
        if arrived.await.is_err() || events.len() != count {
            return Err(format!("{count} events of the audit log, not {events:?}").into());
        }
        Ok(events)
    }

    /// The log so far.
    pub fn log(&self) -> String {
        self.log.lock().map(|log| log.clone()).unwrap_or_default()
    }
}

/// Starts a process, collects what it writes, and waits for the line that `ready` recognises.
pub(crate) async fn launch<Ready: Send + 'static>(
    mut command: Command,
    ready: impl Fn(&str) -> Option<Ready> + Send + 'static,
) -> Result<(Child, Ready, Arc<Mutex<String>>)> {
    let mut process = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let log = Arc::new(Mutex::new(String::new()));
    let (found, waiting) = oneshot::channel();
    let (stdout, stderr) = (process.stdout.take(), process.stderr.take());
    collect(stdout.ok_or("no standard output")?, log.clone(), ready, found);
    let (never, _) = oneshot::channel();
    collect(stderr.ok_or("no standard error")?, log.clone(), |_| None::<()>, never);
    match timeout(START_TIMEOUT, waiting).await {
        Ok(Ok(ready)) => Ok((process, ready, log)),
        _ => {
            let written = log.lock().map(|log| log.clone()).unwrap_or_default();
            Err(format!("the process did not start; it wrote:\n{written}").into())
        }
    }
}

fn collect<Ready: Send + 'static>(
    output: impl AsyncRead + Unpin + Send + 'static,
    log: Arc<Mutex<String>>,
    ready: impl Fn(&str) -> Option<Ready> + Send + 'static,
    found: oneshot::Sender<Ready>,
) {
    tokio::spawn(async move {
        let mut lines = BufReader::new(output).lines();
        let mut found = Some(found);
        while let Ok(Some(line)) = lines.next_line().await {
            if let Some(event) = ready(&line)
                && let Some(found) = found.take()
            {
                let _ = found.send(event);
            }
            if let Ok(mut log) = log.lock() {
                log.push_str(&line);
                log.push('\n');
            }
        }
    });
}

/// The executable under test: the one that `E2E_SERVER` names, else the one that was built last.
pub fn executable() -> Result<PathBuf> {
    if let Some(named) = env::var_os("E2E_SERVER") {
        return Ok(named.into());
    }
    let target = target_dir()?;
    let name = format!("zuora-cors-sample{}", env::consts::EXE_SUFFIX);
    ["debug", "release"]
        .into_iter()
        .map(|profile| target.join(profile).join(&name))
        .filter_map(|path| Some((path.metadata().ok()?.modified().ok()?, path)))
        .max()
        .map(|(_, path)| path)
        .ok_or_else(|| "nothing is built; run `cargo leptos build` first".into())
}

/// The built site: the one that `E2E_SITE_ROOT` names, else the one `cargo leptos build` makes.
pub fn site_root() -> Result<PathBuf> {
    match env::var_os("E2E_SITE_ROOT") {
        Some(named) => Ok(named.into()),
        // cargo-leptos puts it there, wherever cargo's own target folder is.
        None => Ok(Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site").canonicalize()?),
    }
}

fn target_dir() -> Result<PathBuf> {
    let target = match env::var_os("CARGO_TARGET_DIR") {
        Some(named) => named.into(),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target"),
    };
    Ok(target.canonicalize()?)
}
