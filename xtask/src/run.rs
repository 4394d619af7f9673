//! Runs other programs in the workspace's root and passes their output on.

use crate::Result;
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

    /// Runs the program.
    pub fn run(mut self) -> Result {
        println!("$ {}", self.words);
        outcome(&self.words, self.command.status())
    }

    /// Runs the program, and counts the tests that it reports.
    pub fn run_tests(mut self) -> (Result, Tests) {
        println!("$ {}", self.words);
        let mut tests = Tests::default();
        let ended = self.command.stdout(Stdio::piped()).spawn().and_then(|mut process| {
            for line in
                process.stdout.take().map(BufReader::new).into_iter().flat_map(BufReader::lines)
            {
                let line = line?;
                writeln!(std::io::stdout(), "{line}")?;
                tests.count(&line);
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

/// The number of tests that a program reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tests {
    pub passed: u32,
    pub failed: u32,
    pub ignored: u32,
}

impl Tests {
    /// Adds what a line like `test result: ok. 3 passed; 0 failed; 0 ignored; …` reports.
    fn count(&mut self, line: &str) {
        let Some((_, counts)) =
            line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". "))
        else {
            return;
        };
        for count in counts.split("; ") {
            match count.split_once(' ') {
                Some((number, "passed")) => self.passed += number.parse().unwrap_or(0),
                Some((number, "failed")) => self.failed += number.parse().unwrap_or(0),
                Some((number, "ignored")) => self.ignored += number.parse().unwrap_or(0),
                _ => {}
            }
        }
    }

    /// Adds the numbers of another program.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_counted() {
        let mut tests = Tests::default();
        for line in [
            "test result: ok. 51 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.43s",
            "test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.43s",
            "test card::tests::a ... ok",
        ] {
            tests.count(line);
        }
        let expected = Tests { passed: 53, failed: 3, ignored: 1 };
        assert_eq!(tests, expected);
    }
}
