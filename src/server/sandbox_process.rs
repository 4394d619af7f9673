//! The embedded sandbox, started as a process of its own, so that not even in the demonstration
//! does a card reach the server's process.

use crate::server::origin::Origin;
use std::{env, io, net::SocketAddr, process::Stdio, time::Duration};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{ChildStdin, Command},
    time::timeout,
};
use url::Url;

/// The child is the same executable: if it does not report its address in this time, something is
/// wrong.
const START_TIMEOUT: Duration = Duration::from_secs(10);

/// Starts the sandbox for the site at `site_origin` and returns its base URL.
///
/// It ends with this process, however that ends: it reads its standard input, whose other end only
/// this process has open.
///
/// # Errors
/// When it does not start, or does not report its address.
pub async fn start(addr: SocketAddr, site_origin: &Origin) -> io::Result<Url> {
    let mut command = Command::new(env::current_exe()?);
    command
        .args(["sandbox", "--embedded", "--addr", &addr.to_string()])
        .args(["--site-origin", &site_origin.to_string()])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    // In a process group of its own, so that Ctrl-C reaches only the server, and calls under way
    // can finish.
    #[cfg(unix)]
    command.process_group(0);
    // Without this, Windows opens no sockets.
    if let Some(root) = env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    let mut process = command.spawn()?;
    let lifeline = process.stdin.take();
    let stdout = process.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
    let mut lines = BufReader::new(stdout).lines();
    let listening = timeout(START_TIMEOUT, lines.next_line()).await??;
    let Some(mut base_url) = listening.and_then(|line| Url::parse(&line).ok()) else {
        return Err(io::Error::other(format!(
            "it ended at once ({}); its own message is above",
            process.wait().await?
        )));
    };
    // Cookies ignore ports: under the site's own host name the session would travel to the sandbox with every call.
    if base_url.host_str() == Some(site_origin.host()) {
        base_url.set_host(Some("localhost")).map_err(io::Error::other)?;
    }
    tokio::spawn(async move {
        let _lifeline: Option<ChildStdin> = lifeline;
        let ended = process.wait().await;
        tracing::error!(?ended, "the sandbox has ended; restart the server");
    });
    Ok(base_url)
}
