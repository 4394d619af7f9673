//! Files that other programs read, held against the schemas of those programs.

use crate::{Result, python::Tool, run::program};

/// It carries the schemas, so that nothing is fetched while it checks.
const CHECKER: Tool = Tool {
    name: "check-jsonschema",
    version: "0.39.0",
    purpose: "it checks the files for GitHub, GitLab and compose",
};

/// Each schema, as the checker names it, with the files that it is for.
const FILES: [(&str, &[&str]); 4] = [
    ("vendor.github-workflows", &[".github/workflows/ci.yml", ".github/workflows/weekly.yml"]),
    ("vendor.dependabot", &[".github/dependabot.yml"]),
    ("vendor.gitlab-ci", &[".gitlab-ci.yml"]),
    ("vendor.compose-spec", &["deploy/compose.yaml"]),
];

/// Checks each file.
pub fn check() -> Result {
    let checker = CHECKER.executable("check-jsonschema")?;
    for (schema, files) in FILES {
        let mut check = program(&checker).arg("--builtin-schema").arg(schema);
        if schema == "vendor.gitlab-ci" {
            // GitLab's own tags, such as `!reference`.
            check = check.arg("--data-transform").arg("gitlab-ci");
        }
        for file in files {
            check = check.arg(file);
        }
        check.run()?;
    }
    Ok(())
}
