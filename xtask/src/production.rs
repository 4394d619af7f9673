//! The build for real customers, without the demonstration, and a search for what must not be in
//! it.

use crate::{
    Result, bundle, licences,
    run::{command, program, server, workspace},
    size,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Beside the site of the demonstration, so that neither build replaces the other.
const SITE_ROOT: &str = "target/site-production";

/// Texts that only the demonstration has: its client and customers, the sandbox's paths and faults,
/// the test cards.
const DEMONSTRATION: [&str; 16] = [
    "sandbox-demo-secret",
    "c0ffee000001",
    "A00000001",
    "Acme Rockets",
    "Blue Harbour",
    "/sandbox/",
    "rateLimit",
    "411111111111",
    "TestCardFiller",
    "flowRecorder",
    "flow-inspector",
    "recordsTook",
    "cors-laboratory",
    "CORS-preflight fetch",
    "/flow/breaks",
    "flow-break",
];

/// Builds page and server without default features, and searches both.
pub fn check() -> Result {
    command("cargo leptos build --release --frontend-only --lib-cargo-args=--no-default-features")
        .env("LEPTOS_SITE_ROOT", SITE_ROOT)
        .run()?;
    command("cargo build --locked --no-default-features").run()?;
    let found = demonstration_texts(&artefacts(SITE_ROOT)?);
    match found.as_slice() {
        [] => Ok(()),
        found => Err(format!("the build without the demonstration holds {found:?}")),
    }
}

/// Checks the search itself: in the demonstration's build it finds every text. The server has to be
/// the demonstration's again.
pub fn check_the_search() -> Result {
    let found = demonstration_texts(&artefacts(size::SITE_ROOT)?);
    match found.len() == DEMONSTRATION.len() {
        true => Ok(()),
        false => Err(format!(
            "in the demonstration itself, only {found:?} is found: search for something else"
        )),
    }
}

/// `cargo xtask release`: builds what a shop deploys, as one folder, and the manifest of its payment
/// pages.
pub fn release() -> Result {
    size::programs(SITE_ROOT, "--precompress --lib-cargo-args=--no-default-features", &[])?;
    command("cargo build --locked --release --no-default-features").run()?;
    licences::write(&workspace().join(SITE_ROOT))?;
    let folder = workspace().join(bundle::FOLDER);
    let executable = server("release");
    bundle::write(&executable, &workspace().join(SITE_ROOT), &folder)?;
    // By the folder itself, as it will run.
    let bundled = folder.join(executable.file_name().unwrap_or_default());
    let manifest = program(&bundled.display().to_string())
        .arg("manifest")
        .env("LEPTOS_SITE_ROOT", folder.join("site"))
        .output()
        .ok_or("the server wrote no manifest")?;
    fs::write(workspace().join("target/page-manifest.json"), manifest)
        .map_err(|error| format!("target/page-manifest.json: {error}"))?;
    println!(
        "\nDeploy {} (docs/deploy.md). Keep target/page-manifest.json elsewhere: `verify-page` compares the live page \
         with it.",
        bundle::FOLDER
    );
    Ok(())
}

/// Reads the server and every file of a site.
fn artefacts(site_root: &str) -> Result<Vec<Vec<u8>>> {
    let mut paths = vec![server("debug")];
    files(&workspace().join(site_root), &mut paths);
    let read =
        |path: PathBuf| fs::read(&path).map_err(|error| format!("{}: {error}", path.display()));
    paths.into_iter().map(read).collect()
}

fn demonstration_texts(artefacts: &[Vec<u8>]) -> Vec<&'static str> {
    let is_there = |text: &&str| artefacts.iter().any(|bytes| holds(bytes, text));
    DEMONSTRATION.into_iter().filter(is_there).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    memchr::memmem::find(bytes, text.as_bytes()).is_some()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}
