//! Files of `deploy/`, judged by those who read them: the manifests by Kubernetes' own schemas, the
//! unit by systemd. What they say is held to the code by tests of the
//! server (`src/server/router/tests/deploy_files.rs`).

use crate::{
    Result,
    python::Tool,
    run::{command, program, workspace},
};
use std::{fs, process::Command};

/// It carries the schemas, so that nothing is fetched while it checks.
const VALIDATOR: Tool = Tool {
    name: "kubernetes-validate",
    version: "1.37.0",
    purpose: "it checks the manifests for Kubernetes",
};
/// What the manifests are written for. docs/deploy.md names the oldest version that will do.
const KUBERNETES: &str = "1.32";
const MANIFESTS: &str = "deploy/kubernetes";
/// Kustomize's own file, which has no schema there.
const KUSTOMIZATION: &str = "kustomization.yaml";

const UNIT: &str = "deploy/zuora-cors-sample@.service";
/// Tenths of systemd's "exposure level", which is 10 for a service without any restriction.
const MAX_EXPOSURE: u32 = 20;

/// Checks every manifest. A field that Kubernetes does not know is a fault.
pub fn manifests() -> Result {
    let validator = VALIDATOR.executable("kubernetes-validate")?;
    let mut validate = program(&validator).arg("--strict").arg("-k").arg(KUBERNETES);
    let files = fs::read_dir(workspace().join(MANIFESTS))
        .map_err(|error| format!("{MANIFESTS}: {error}"))?;
    for file in
        files.flatten().map(|file| file.path()).filter(|file| !file.ends_with(KUSTOMIZATION))
    {
        validate = validate.arg(&file.display().to_string());
    }
    validate.run()
}

/// Why the unit cannot be checked on this machine, if it cannot.
pub fn unit_skip_reason() -> Option<&'static str> {
    let systemd = command("systemd-analyze --version").output();
    systemd.is_none().then_some("skipped: there is no systemd-analyze")
}

/// Checks that systemd knows every line of the unit, and that the service can do little.
pub fn unit() -> Result {
    let text =
        fs::read_to_string(workspace().join(UNIT)).map_err(|error| format!("{UNIT}: {error}"))?;
    // The executable is not where the unit expects it on this machine.
    let lines = text
        .lines()
        .map(|line| if line.starts_with("ExecStart=") { "ExecStart=/bin/true" } else { line });
    let folder = workspace().join("target/systemd");
    let copy = folder.join("zuora-cors-sample@.service");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&copy, lines.collect::<Vec<_>>().join("\n")))
        .map_err(|error| format!("{}: {error}", copy.display()))?;
    let verified = Command::new("systemd-analyze").arg("verify").arg(&copy).output();
    let verified = verified.map_err(|error| format!("systemd-analyze: {error}"))?;
    // It succeeds all the same when it does not know a line.
    if !verified.status.success() || !verified.stderr.is_empty() {
        return Err(String::from_utf8_lossy(&verified.stderr).into_owned());
    }
    command("systemd-analyze security --offline=true --no-pager")
        .arg(&format!("--threshold={MAX_EXPOSURE}"))
        .arg(&copy.display().to_string())
        .run()
}
