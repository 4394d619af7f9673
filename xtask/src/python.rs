//! Tools from Python's package index, each in an environment of its own below `target/`.

use crate::{
    Result,
    run::{command, program, workspace},
};

/// A tool, by the name of its package, with the version that is used.
pub struct Tool {
    pub name: &'static str,
    pub version: &'static str,
    /// What it is for, as people who wait for it read it.
    pub purpose: &'static str,
}

/// Why no such tool can run on this machine, if that is so.
pub fn skip_reason() -> Option<&'static str> {
    let python = command("python3 -c").arg("import ensurepip, venv").output();
    python.is_none().then_some("skipped: there is no Python 3 with venv")
}

impl Tool {
    /// The path of an executable in the tool's environment, which is installed where it is missing.
    ///
    /// # Errors
    /// When it cannot be installed.
    pub fn executable(&self, name: &str) -> Result<String> {
        let Self { name: package, version, purpose } = self;
        let folder = format!("target/{package}");
        let path =
            |name: &str| workspace().join(&folder).join("bin").join(name).display().to_string();
        let python = path("python");
        let installed = format!("import importlib.metadata as m; print(m.version('{package}'))");
        if program(&python).arg("-c").arg(&installed).output().as_deref() != Some(version) {
            println!(
                "\nInstalling {package} {version} into {folder}: {purpose}. Takes under a minute."
            );
            command(&format!("python3 -m venv {folder}")).run()?;
            let install = program(&python).arg("-m").arg("pip").arg("install").arg("--quiet");
            install.arg(&format!("{package}=={version}")).run()?;
        }
        Ok(path(name))
    }
}
