//! Where the parts of a build come from, and that the same parts make the same build.

use crate::{
    Result,
    run::{command, workspace},
    setup,
};
use std::fs;

/// Licences, bans and sources.
pub fn check() -> Result {
    setup::cargo_deny()?;
    command("cargo deny --locked check bans licenses sources").run()
}

/// Why advisories cannot be looked up on this machine, if they cannot.
pub fn lacking_advisories() -> Option<&'static str> {
    let database = command("cargo deny --locked fetch db").output();
    database.is_none().then_some("skipped: their database cannot be had from here")
}

/// Known faults in what is built in.
pub fn advisories() -> Result {
    command("cargo deny --locked check --disable-fetch advisories").run()
}

/// `cargo xtask sbom`: what the server and the page are made of, in `CycloneDX`.
pub fn sbom() -> Result {
    setup::cargo_cyclonedx()?;
    command("cargo cyclonedx --format json --spec-version 1.5 --override-filename sbom").run()?;
    // It writes one for each package of the workspace, beside its manifest. The tools' own are
    // nobody's concern.
    let root = workspace();
    for tool in ["end2end", "xtask"] {
        let _ = fs::remove_file(root.join(tool).join("sbom.json"));
    }
    fs::rename(root.join("sbom.json"), root.join("target/sbom.json"))
        .map_err(|error| format!("sbom.json: {error}"))?;
    println!("target/sbom.json has what the server and the page are made of");
    Ok(())
}

/// `cargo xtask reproduce`: two builds from nothing, in one folder after the other, must give the
/// same WebAssembly and the same glue to the byte.
pub fn reproduce() -> Result {
    let built = |folder: &str| -> Result<Vec<u8>> {
        let target = workspace().join("target").join(folder);
        fs::remove_dir_all(&target)
            .or_else(|_| fs::create_dir_all(&target))
            .map_err(|error| format!("{folder}: {error}"))?;
        let site = target.join("site");
        command("cargo leptos build --release --frontend-only")
            .env("CARGO_TARGET_DIR", &target)
            .env("LEPTOS_SITE_ROOT", &site)
            .run()?;
        let read =
            |name: &str| fs::read(site.join(name)).map_err(|error| format!("{name}: {error}"));
        Ok([read("pkg/zuora-cors-sample.wasm")?, read("pkg/zuora-cors-sample.js")?].concat())
    };
    let (first, second) = (built("reproduce-1")?, built("reproduce-2")?);
    match first == second {
        true => {
            println!("both builds gave the same {} bytes", first.len());
            Ok(())
        }
        false => Err(format!("the builds differ: {} and {} bytes", first.len(), second.len())),
    }
}
