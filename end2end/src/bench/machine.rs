//! The facts about this machine on which the times depend.

use super::result::Machine;
use crate::Result;
use serde_json::Value;
use std::{fs, path::Path, process::Command, thread};

/// Describes this machine; the browser's version is known only when it runs.
///
/// # Errors
/// When Node.js or Express is missing.
pub fn describe() -> Result<Machine> {
    let package =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../node_modules/express/package.json");
    let package = fs::read(&package)
        .map_err(|error| format!("{}: {error}; run `cargo xtask bench`", package.display()))?;
    let package: Value = serde_json::from_slice(&package)?;
    Ok(Machine {
        cpu: cpu_model().unwrap_or_else(|| "unknown".into()),
        cores: thread::available_parallelism()?.get(),
        kernel: first_line("uname", &["-sr"]).map(|name| version_only(&name)).unwrap_or_default(),
        chromium: String::new(),
        node: first_line("node", &["--version"])?,
        express: package["version"].as_str().unwrap_or_default().to_owned(),
        rustc: first_line("rustc", &["--version"])?,
    })
}

/// Where Linux says it.
fn cpu_model() -> Option<String> {
    let facts = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = facts.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(": ")?.1.to_owned())
}

/// Without what whoever built the kernel has added, which may name a machine.
fn version_only(kernel: &str) -> String {
    kernel.split(['-', '+', '_']).next().unwrap_or_default().to_owned()
}

fn first_line(program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program).args(arguments).output()?;
    let text = String::from_utf8(output.stdout)?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kernel_has_no_name_but_its_own() {
        for (full, version) in [
            ("Linux 6.1.0-18-amd64", "Linux 6.1.0"),
            ("Linux 6.6.87.2-microsoft-standard+", "Linux 6.6.87.2"),
            ("Darwin 24.1.0", "Darwin 24.1.0"),
        ] {
            assert_eq!(version_only(full), version);
        }
    }
}
