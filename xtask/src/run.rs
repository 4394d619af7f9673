//! Runs other programs in the workspace's root and passes their output on.

use crate::{Result, test_output::Tests};
use std::{
    env,
    ffi::OsStr,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
};

/// A program and its arguments.
pub struct Program {
    words: String,
    command: Command,
}

/// The command in `words`, which are split at spaces.
pub fn command(words: &str) -> Program {
    let mut parts = words.split(' ');
    let mut command = program(executable(parts.next().unwrap_or_default()));
    command.words = words.into();
    command.command.args(parts);
    command
}

/// The program at this path, which may contain spaces.
pub fn program(path: &str) -> Program {
    let mut command = Command::new(path);
    command.current_dir(workspace());
    Program { words: path.into(), command }
}

/// The folder that holds the workspace's `Cargo.toml`.
pub fn workspace() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).into()
}

/// The server's executable, in this profile's folder.
pub fn server(profile: &str) -> PathBuf {
    let target =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from);
    let name = Path::new("zuora-cors-sample").with_extension(env::consts::EXE_EXTENSION);
    target.join(profile).join(name)
}

/// On Windows, npm is a batch file.
fn executable(name: &str) -> &str {
    match name {
        "npm" if cfg!(windows) => "npm.cmd",
        name => name,
    }
}

impl Program {
    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it in this folder instead of the workspace's.
    pub fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Sets environment variables.
    pub fn envs(mut self, variables: &[(&str, String)]) -> Self {
        self.command.envs(variables.iter().map(|(name, value)| (name, value)));
        self
    }

    /// Adds an argument, which may contain spaces.
    pub fn arg(mut self, argument: &str) -> Self {
        self.command.arg(argument);
        self
    }

    /// Adds arguments.
    pub fn args<'a>(mut self, arguments: impl IntoIterator<Item = &'a str>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Runs the program.
    pub fn run(mut self) -> Result {
        println!("$ {}", self.words);
        outcome(&self.words, self.command.status())
    }

    /// Runs the program, and reads what it reports of its tests.
    pub fn run_tests(mut self) -> (Result, Tests) {
        println!("$ {}", self.words);
        let mut tests = Tests::default();
        let ended = self.command.stdout(Stdio::piped()).spawn().and_then(|mut process| {
            for line in
                process.stdout.take().map(BufReader::new).into_iter().flat_map(BufReader::lines)
            {
                let line = line?;
                writeln!(std::io::stdout(), "{line}")?;
                tests.read(&line);
            }
            process.wait()
        });
        (outcome(&self.words, ended), tests)
    }

    /// The program's output, if it exists and succeeds.
    pub fn output(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        output.status.success().then_some(text)
    }
}

fn outcome(words: &str, ended: std::io::Result<ExitStatus>) -> Result {
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{words}` failed ({status})")),
        Err(error) => Err(format!("{words}: {error}")),
    }
}
