//! The dev container, held to what the set-up needs and to what the README promises. No schema of
//! it comes with a checker that works without a network.

use super::{NODE_MAJOR, browser::HEADLESS_SHELL, engines::ENGINES, services::SERVICES};
use crate::run::workspace;
use serde_json::Value;
use std::{collections::BTreeSet, fs};

fn file(path: &str) -> String {
    fs::read_to_string(workspace().join(path)).expect("a file of the repository")
}

fn container() -> Value {
    serde_json::from_str(&file(".devcontainer/devcontainer.json")).expect("JSON without comments")
}

/// The port in the default of this setting, from the README's table.
fn port(readme: &str, setting: &str) -> u64 {
    let start = format!("| `{setting}` | `");
    let row = readme.lines().find_map(|line| line.strip_prefix(&start)).expect("a row");
    let default = row.split('`').next().expect("a default");
    default.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port")
}

#[test]
fn it_has_rust_and_the_node_that_the_set_up_asks_for() {
    let container = container();
    assert_eq!(container["image"], "mcr.microsoft.com/devcontainers/rust:1-bookworm");
    let node = &container["features"]["ghcr.io/devcontainers/features/node:1"];
    assert_eq!(node["version"], NODE_MAJOR.to_string());
}

/// The set-up installs packages as root alone, and a dev container's user is not root.
#[test]
fn it_installs_every_program_that_the_tests_need() {
    let container = container();
    let command = container["postCreateCommand"].as_str().expect("a command");
    let packages: BTreeSet<_> = command
        .split("--no-install-recommends")
        .nth(1)
        .expect("packages")
        .split_whitespace()
        .collect();
    let services = SERVICES.iter().map(|service| service.package);
    let engines = ENGINES.iter().flat_map(|engine| engine.programs).map(|(_, package)| *package);
    assert_eq!(packages, services.chain(engines).chain(["chromium", HEADLESS_SHELL]).collect());
}

#[test]
fn it_forwards_the_ports_that_the_readme_names_and_no_other() {
    let (container, readme) = (container(), file("README.md"));
    let forwarded: Vec<_> = container["forwardPorts"]
        .as_array()
        .expect("ports")
        .iter()
        .filter_map(Value::as_u64)
        .collect();
    let expected =
        ["LEPTOS_SITE_ADDR", "LEPTOS_RELOAD_PORT", "SANDBOX_ADDR"].map(|name| port(&readme, name));
    assert_eq!(forwarded, expected);
    for port in expected {
        let label = &container["portsAttributes"][port.to_string()]["label"];
        assert!(label.is_string(), "{port}");
    }
}
