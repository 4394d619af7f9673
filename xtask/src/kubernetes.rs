//! The manifests of `deploy/kubernetes`, held against Kubernetes' own schemas.

use crate::{
    Result,
    run::{command, program, workspace},
    sdk,
};
use std::fs;

/// It carries the schemas, so that nothing is fetched while it checks.
const VALIDATOR: &str = "kubernetes-validate==1.37.0";
const FOLDER: &str = "target/kubernetes-validate";
/// What the manifests are written for. docs/deploy.md names the oldest version that will do.
const KUBERNETES: &str = "1.32";
const MANIFESTS: &str = "deploy/kubernetes";
/// Kustomize's own file, which has no schema there.
const KUSTOMIZATION: &str = "kustomization.yaml";

/// Why the check cannot run on this machine, if it cannot.
pub fn skip_reason() -> Option<&'static str> {
    sdk::skip_reason()
}

/// Checks every manifest; a field that Kubernetes does not know is a fault.
pub fn check() -> Result {
    let python = workspace().join(FOLDER).join("bin/python").display().to_string();
    let installed = || {
        program(&python)
            .arg("-m")
            .arg("pip")
            .arg("show")
            .arg("--quiet")
            .arg("kubernetes-validate")
            .output()
    };
    if installed().is_none() {
        println!(
            "\nInstalling {VALIDATOR} into {FOLDER}: it checks the manifests for Kubernetes. Takes seconds."
        );
        command(&format!("python3 -m venv {FOLDER}")).run()?;
        program(&python).arg("-m").arg("pip").arg("install").arg("--quiet").arg(VALIDATOR).run()?;
    }
    let mut validate =
        program(&workspace().join(FOLDER).join("bin/kubernetes-validate").display().to_string())
            .arg("--strict")
            .arg("-k")
            .arg(KUBERNETES);
    let files = fs::read_dir(workspace().join(MANIFESTS))
        .map_err(|error| format!("{MANIFESTS}: {error}"))?;
    for file in
        files.flatten().map(|file| file.path()).filter(|file| !file.ends_with(KUSTOMIZATION))
    {
        validate = validate.arg(&file.display().to_string());
    }
    validate.run()
}
