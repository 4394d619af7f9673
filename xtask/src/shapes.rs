//! `cargo xtask shapes`: projects that `cargo xtask shape` makes, and whether they pass their tests.

use crate::{
    Result,
    run::{Program, command, workspace},
    shape::{self, Options},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Shops that offer more or less.
const SHAPES: [(&str, &[&str]); 4] = [
    ("everything", &[]),
    ("card-form-alone", &["documents", "hosted_page", "account", "german"]),
    ("no-new-customers", &["account", "hosted_page"]),
    ("in-english-alone", &["german"]),
];
/// Another name than this project's, so that a file with the old one is noticed.
const NAME: &str = "blue-bicycles";
const BRAND: &str = "Blue Bicycles";

/// What of a shape is tested.
#[derive(Clone, Debug, clap::Args)]
pub struct Scope {
    /// Run `cargo xtask test` in each shape, with its browser tests
    #[arg(long)]
    pub whole: bool,
}

/// Makes every shape and runs its tests.
pub fn shapes(scope: &Scope) -> Result {
    // Not this project's: members of two workspaces that are called alike would be taken for each other.
    let target = workspace().join("target/shapes/target");
    for (name, without) in SHAPES {
        println!("\n== {name}");
        let folder = make(name, without)?;
        lint(&folder, &target)?;
        unit_tests(&folder, &target)?;
        if scope.whole {
            cargo("cargo xtask test", &folder, &target).run()?;
        }
    }
    Ok(())
}

/// Makes the smallest shape, lints its server, and runs its unit and router tests. They are in one
/// package, whose name is its own, so what is built of other crates is shared with this project.
pub fn smallest() -> Result {
    let (name, without) =
        SHAPES.into_iter().max_by_key(|(_, without)| without.len()).ok_or("no shape")?;
    let (folder, target) = (make(name, without)?, workspace().join("target"));
    cargo("cargo clippy --locked --all-targets -- --deny warnings", &folder, &target).run()?;
    unit_tests(&folder, &target)
}

fn make(name: &str, without: &[&str]) -> Result<PathBuf> {
    let folder = workspace().join("target/shapes").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    shape::shape(&Options {
        folder: Some(folder.clone()),
        name: Some(NAME.into()),
        brand: Some(BRAND.into()),
        brand_file: None,
        without: without.iter().copied().map(String::from).collect(),
    })?;
    Ok(folder)
}

fn cargo(words: &str, folder: &Path, target: &Path) -> Program {
    command(words).within(folder).env("CARGO_TARGET_DIR", target)
}

fn lint(folder: &Path, target: &Path) -> Result {
    for words in [
        "cargo fmt --all --check",
        "cargo clippy --locked --workspace --all-targets -- --deny warnings",
        "cargo clippy --locked --no-default-features --all-targets -- --deny warnings",
        "cargo clippy --locked --lib --target wasm32-unknown-unknown -- --deny warnings",
    ] {
        cargo(words, folder, target).run()?;
    }
    Ok(())
}

fn unit_tests(folder: &Path, target: &Path) -> Result {
    cargo("cargo test --locked --quiet --lib", folder, target).run()
}
