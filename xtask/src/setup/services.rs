//! The programs that stand beside the server in the tests: a Redis and an nginx.

use super::install;
use crate::{
    Result,
    run::{command, program},
};

pub(super) struct Service {
    pub(super) package: &'static str,
    why: &'static str,
    /// Where it is looked for. The tests have the same list for nginx (`end2end/src/nginx.rs`), which
    /// Debian puts where only root looks.
    programs: &'static [&'static str],
    version: &'static str,
}

pub(super) const SERVICES: [Service; 2] = [
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
];

/// Installs what is missing. Each test starts one of its own; a package of Debian's also starts one
/// as a service, where there is systemd.
pub fn services() -> Result {
    // On Windows there is neither, and no test that needs them.
    if cfg!(windows) {
        return Ok(());
    }
    let runs = |path: &&&str, version: &str| program(path).arg(version).output().is_some();
    let is_missing =
        |service: &&Service| !service.programs.iter().any(|path| runs(&path, service.version));
    for Service { package, why, .. } in SERVICES.iter().filter(is_missing) {
        let root = command("id -u").output().as_deref() == Some("0");
        if root && command("apt-get --version").output().is_some() {
            let commands = [
                "apt-get update".to_owned(),
                format!("apt-get install -y --no-install-recommends {package}"),
            ];
            install(package, why, "seconds", &commands.each_ref().map(String::as_str))?;
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
