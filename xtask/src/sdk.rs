//! Zuora's official Python SDK, unmodified, against the sandbox: the one test whose client is not
//! ours.

use crate::{Result, python::Tool, run::program};
use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
};

/// In the version that the check was written for.
const SDK: Tool = Tool {
    name: "zuora-sdk",
    version: "3.21.0",
    purpose: "it checks the sandbox against Zuora's own client",
};

/// Runs `end2end/sdk/check.py` against a sandbox of its own.
pub fn check(server: &Path) -> Result {
    let python = SDK.executable("python")?;
    let mut sandbox = Command::new(server)
        .args(["sandbox", "--embedded", "--addr", "127.0.0.1:0"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{}: {error}", server.display()))?;
    let mut url = String::new();
    if let Some(stdout) = sandbox.stdout.take() {
        let _ = BufReader::new(stdout).read_line(&mut url);
    }
    let checked = program(&python).arg("end2end/sdk/check.py").arg(url.trim()).run();
    // The sandbox ends when its standard input is closed.
    drop(sandbox.stdin.take());
    let _ = sandbox.wait();
    checked
}
