//! The executable as an operating system and other machines meet it: arguments, exit codes,
//! signals, standard output that nobody reads, and raw connections.

use crate::{Result, executable, site_root};
use serde_json::Value;
use std::{
    env,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Nothing here takes as long on the slowest machine.
const TIMEOUT: Duration = Duration::from_mins(1);

/// A server whose standard output is read only when a test reads it. It is killed when dropped.
#[derive(Debug)]
pub struct ServerProcess {
    /// Where the site listens.
    pub addr: String,
    /// Where the metrics are.
    pub admin: String,
    child: Child,
    output: Option<BufReader<ChildStdout>>,
}

impl ServerProcess {
    /// Starts the site and reads its log until it listens.
    pub fn start(settings: &[(&str, &str)]) -> Result<Self> {
        let mut command = command(&[])?;
        command.env("LEPTOS_SITE_ADDR", "127.0.0.1:0").env("LEPTOS_SITE_ROOT", site_root()?);
        command
            .env("SANDBOX_ADDR", "127.0.0.1:0")
            .env("ADMIN_ADDR", "127.0.0.1:0")
            .env("LOG_FORMAT", "json");
        let mut child = command
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut output = BufReader::new(child.stdout.take().ok_or("no standard output")?);
        loop {
            let mut line = String::new();
            if output.read_line(&mut line)? == 0 {
                return Err(format!("it ended: {:?}", child.wait()?).into());
            }
            let event: Value = serde_json::from_str(&line).unwrap_or_default();
            if event["message"] == "listening" {
                let field = |name: &str| event[name].as_str().unwrap_or_default().to_owned();
                return Ok(Self {
                    addr: field("address"),
                    admin: field("admin").trim_start_matches("http://").to_owned(),
                    child,
                    output: Some(output),
                });
            }
        }
    }

    /// Closes the pipe of standard output, as a log reader does that ends.
    pub fn close_output(&mut self) {
        drop(self.output.take());
    }

    /// Sends SIGTERM.
    pub fn terminate(&self) -> Result {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        sent.success().then_some(()).ok_or_else(|| "no signal was sent".into())
    }

    /// Reads the rest of the log, and waits for the exit.
    pub fn wait(mut self) -> Result<(String, ExitStatus)> {
        let mut log = String::new();
        if let Some(mut output) = self.output.take() {
            output.read_to_string(&mut log)?;
        }
        Ok((log, wait_for_exit(&mut self.child)?))
    }

    /// Checks that the server still answers.
    pub fn expect_alive(&self) -> Result {
        let response = request(&self.addr, "GET /healthz HTTP/1.1\r\n")?;
        response.starts_with("HTTP/1.1 200").then_some(()).ok_or_else(|| response.into())
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The executable with these arguments and without any setting.
pub fn command(arguments: &[&str]) -> Result<Command> {
    let mut command = Command::new(executable()?);
    command.env_clear().current_dir(env::temp_dir()).args(arguments).stdin(Stdio::null());
    Ok(command)
}

/// Runs the executable until it ends.
pub fn run_to_end(arguments: &[&str], settings: &[(&str, &str)]) -> Result<Output> {
    Ok(command(arguments)?.envs(settings.iter().copied()).output()?)
}

pub fn wait_for_exit(child: &mut Child) -> Result<ExitStatus> {
    let deadline = Instant::now() + TIMEOUT;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if Instant::now() > deadline {
            return Err("it does not end".into());
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// Opens a connection whose reads and writes have a time limit.
pub fn connect(addr: &str) -> Result<TcpStream> {
    let stream = TcpStream::connect(addr)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    Ok(stream)
}

/// Sends a request on a connection of its own, and reads the whole response. `head` is the request
/// line and any header beside `Host` and `Connection`.
pub fn request(addr: &str, head: &str) -> Result<String> {
    let mut stream = connect(addr)?;
    stream.write_all(format!("{head}Host: localhost\r\nConnection: close\r\n\r\n").as_bytes())?;
    let mut response = Vec::new();
    stream.read_to_end(&mut response)?;
    Ok(String::from_utf8_lossy(&response).into_owned())
}
