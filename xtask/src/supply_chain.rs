//! The supply chain: licences, sources and known vulnerabilities of what is built in, a list of it,
//! and whether a build can be reproduced.

use crate::{
    Result,
    run::{command, workspace},
    setup, size,
};
use std::fs;

/// Checks licences, bans and sources.
pub fn check() -> Result {
    setup::cargo_deny()?;
    command("cargo deny --locked check bans licenses sources").run()
}

/// Why known vulnerabilities cannot be checked on this machine, if they cannot.
pub fn advisories_skip_reason() -> Option<&'static str> {
    let database = command("cargo deny --locked fetch db").output();
    database.is_none().then_some("skipped: their database cannot be reached from here")
}

/// Checks for known vulnerabilities in what is built in.
pub fn advisories() -> Result {
    command("cargo deny --locked check --disable-fetch advisories").run()
}

/// `cargo xtask sbom`: lists the components of the server and the page, in `CycloneDX`.
pub fn sbom() -> Result {
    setup::cargo_cyclonedx()?;
    command("cargo cyclonedx --format json --spec-version 1.5 --override-filename sbom").run()?;
    // It writes a list for each package of the workspace, beside its manifest. Those of the tools
    // are of no use.
    let root = workspace();
    for tool in ["end2end", "xtask"] {
        let _ = fs::remove_file(root.join(tool).join("sbom.json"));
    }
    fs::rename(root.join("sbom.json"), root.join("target/sbom.json"))
        .map_err(|error| format!("sbom.json: {error}"))?;
    println!("target/sbom.json lists the components of the server and the page");
    Ok(())
}

/// `cargo xtask reproduce`: builds twice from nothing, each time in a folder of its own.
/// WebAssembly and glue must be the same to the byte.
pub fn reproduce() -> Result {
    let build = |folder: &str| -> Result<Vec<u8>> {
        let target = workspace().join("target").join(folder);
        fs::remove_dir_all(&target)
            .or_else(|_| fs::create_dir_all(&target))
            .map_err(|error| format!("{folder}: {error}"))?;
        let site = target.join("site");
        size::page_build("")
            .env("CARGO_TARGET_DIR", &target)
            .env("LEPTOS_SITE_ROOT", &site)
            .run()?;
        let read =
            |name: &str| fs::read(site.join(name)).map_err(|error| format!("{name}: {error}"));
        Ok([read("pkg/zuora-cors-sample.wasm")?, read("pkg/zuora-cors-sample.js")?].concat())
    };
    let (first, second) = (build("reproduce-1")?, build("reproduce-2")?);
    match first == second {
        true => {
            println!("both builds gave the same {} bytes", first.len());
            Ok(())
        }
        false => Err(format!("the builds differ: {} and {} bytes", first.len(), second.len())),
    }
}
