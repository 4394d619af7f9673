//! The licences of what a release contains: of every package in the executable and in the pages'
//! WebAssembly, and of Rust's standard library.
//!
//! `cargo deny` says whether a licence may come in; this writes the texts that have to go out. It
//! is our own because the tools for it (cargo-about, cargo-bundle-licenses) take minutes to
//! compile, leave `NOTICE` files out, and put a standard text without a word where a package has
//! none.

mod document;
mod packages;

use crate::{Result, run::command, size::site_map::LICENCES};
use document::document;
use packages::shipped;
use std::{fs, path::Path};

/// As Rust's distribution has it, with the packages that are in the standard library.
const STANDARD_LIBRARY: &str = "share/doc/rust/COPYRIGHT-library.html";

/// Checks that every package of a release has a licence text.
pub fn check() -> Result {
    let packages = shipped()?;
    document(&packages)?;
    println!("{} packages are in a release, each with the text of its licence", packages.len());
    Ok(())
}

/// Writes the texts into a built site, where the server serves them as files.
pub fn write(site: &Path) -> Result {
    let failed = |path: &Path, error| format!("{}: {error}", path.display());
    let path = site.join(&LICENCES[1..]);
    let folder = path.parent().ok_or("the licences have no folder")?;
    fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    fs::write(&path, document(&shipped()?)?).map_err(|error| failed(&path, error))?;
    let sysroot = command("rustc --print sysroot").output().ok_or("rustc is missing")?;
    let library = Path::new(&sysroot).join(STANDARD_LIBRARY);
    fs::copy(&library, folder.join("rust.html")).map_err(|error| failed(&library, error))?;
    Ok(())
}
