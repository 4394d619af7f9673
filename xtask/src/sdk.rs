//! Zuora's official Python SDK, unmodified, against the sandbox: the one test whose client is not
//! ours.

use crate::{
    Result,
    run::{command, program, workspace},
};
use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
};

/// The version that the check was written for.
const SDK: &str = "zuora-sdk==3.21.0";
const FOLDER: &str = "target/zuora-sdk";

/// Why the check cannot run on this machine, if it cannot.
pub fn skip_reason() -> Option<&'static str> {
    let python = command("python3 -c").arg("import ensurepip, venv").output();
    python.is_none().then_some("skipped: there is no Python 3 with venv")
}

/// Runs `end2end/sdk/check.py` against a sandbox of its own.
pub fn check(server: &Path) -> Result {
    let python = workspace().join(FOLDER).join("bin/python").display().to_string();
    let version = "import importlib.metadata as m; print('zuora-sdk==' + m.version('zuora-sdk'))";
    if program(&python).arg("-c").arg(version).output().as_deref() != Some(SDK) {
        println!(
            "\nInstalling {SDK} into {FOLDER}: it checks the sandbox against Zuora's own client. Takes under a minute."
        );
        command(&format!("python3 -m venv {FOLDER}")).run()?;
        program(&python).arg("-m").arg("pip").arg("install").arg("--quiet").arg(SDK).run()?;
    }
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
