//! The programs that stand beside the server in the tests: a Redis, an nginx and a PostgreSQL.

use super::{has_apt, install, install_packages};
use crate::{
    Result,
    run::{command, program},
};
use std::fs;

pub(super) struct Service {
    pub(super) package: &'static str,
    why: &'static str,
    /// Where it is looked for. The tests have the same list for nginx (`end2end/src/nginx.rs`), which
    /// Debian puts where only root looks, and the same folder for PostgreSQL
    /// (`src/server/postgres.rs`), where `*` stands for any version.
    programs: &'static [&'static str],
    version: &'static str,
}

pub(super) const SERVICES: [Service; 3] = [
    Service {
        package: "redis-server",
        why: "the tests of rate limits that replicas share need one",
        programs: &["redis-server"],
        version: "--version",
    },
    Service {
        package: "nginx",
        why: "the tests of a deployment need one",
        programs: &["nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx"],
        version: "-v",
    },
    Service {
        package: "postgresql",
        why: "the test of a shop's table of sessions needs one",
        programs: &["postgres", "/usr/lib/postgresql/*/bin/postgres"],
        version: "--version",
    },
];

/// Installs what is missing. Each test starts one of its own; a package of Debian's also starts one
/// as a service, where there is systemd.
pub fn services() -> Result {
    // On Windows there is neither, and no test that needs them.
    if cfg!(windows) {
        return Ok(());
    }
    let is_missing = |service: &&Service| {
        let mut paths = service.programs.iter().flat_map(|pattern| paths(pattern));
        !paths.any(|path| program(&path).arg(service.version).output().is_some())
    };
    for Service { package, why, .. } in SERVICES.iter().filter(is_missing) {
        if has_apt() {
            install_packages(package, why, "seconds")?;
        } else if command("brew --version").output().is_some() {
            let formula = package.trim_end_matches("-server");
            install(package, why, "a minute", &[&format!("brew install {formula}")])?;
        } else {
            return Err(format!(
                "{package} is missing, and cannot be installed from here: {why}. Install it (Debian: sudo apt-get install {package})."
            ));
        }
    }
    Ok(())
}

/// The path, or those that it becomes with the name of each folder in place of `*`.
fn paths(pattern: &str) -> Vec<String> {
    let Some((folder, rest)) = pattern.split_once("/*/") else {
        return vec![pattern.to_owned()];
    };
    let versions = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = versions.map(|version| version.path().join(rest));
    paths.map(|path| path.to_string_lossy().into_owned()).collect()
}
