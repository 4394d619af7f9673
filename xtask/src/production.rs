//! The build for real customers, without the demonstration, and a search for what must not be in
//! it.

use crate::{
    Result, bundle, licences,
    run::{command, program, server, workspace},
    size,
};
use std::{
    env, fs,
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

/// Builds page and server without default features, and searches both. The server has the login of
/// `docs/logins/service.rs`, and is copied for the browser tests.
pub fn check() -> Result {
    size::page_build("--lib-cargo-args=--no-default-features")
        .env("LEPTOS_SITE_ROOT", SITE_ROOT)
        .run()?;
    command("cargo build --locked --no-default-features").env("SAMPLE_LOGIN", "service").run()?;
    let (built, copy) = (server("debug"), copied_server());
    fs::copy(&built, &copy).map_err(|error| format!("{}: {error}", copy.display()))?;
    let artefacts = artefacts(SITE_ROOT)?;
    let home = size::cargo_home().map(|home| home.display().to_string());
    // The server is the first. Its log may name the files of its own machine.
    if home.is_some_and(|home| artefacts[1..].iter().any(|file| holds(file, &home))) {
        return Err("the pages name a folder of this machine".into());
    }
    match demonstration_texts(&artefacts).as_slice() {
        [] => Ok(()),
        found => Err(format!("the build without the demonstration holds {found:?}")),
    }
}

/// The server without the demonstration. The next build of the server would replace it.
fn copied_server() -> PathBuf {
    let server = server("debug");
    let mut name = server.file_stem().unwrap_or_default().to_owned();
    name.push("-production");
    server.with_file_name(name).with_extension(env::consts::EXE_EXTENSION)
}

/// The site and the server that the tests of a shop's own login use, as environment variables.
pub fn under_test() -> [(&'static str, String); 2] {
    [
        ("E2E_PRODUCTION_SITE_ROOT", workspace().join(SITE_ROOT).display().to_string()),
        ("E2E_PRODUCTION_SERVER", copied_server().display().to_string()),
    ]
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
