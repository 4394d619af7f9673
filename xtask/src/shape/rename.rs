//! Gives the project the shop's names.

use super::write;
use crate::Result;
use std::{fs, path::Path};

/// Names of this project, as they stand in its files.
const PACKAGE: &str = "zuora-cors-sample";
const BRAND: &str = "Zuora CORS sample";
/// Folders that are not the project's own.
const FOREIGN: [&str; 3] = [".git", "node_modules", "target"];

/// A name that cargo takes for a package.
pub fn package_name(name: &str) -> Result<String> {
    let is_allowed = |character: char| character.is_ascii_lowercase() || character.is_ascii_digit();
    let fits = name.starts_with(|first: char| first.is_ascii_lowercase())
        && !name.ends_with('-')
        && name.chars().all(|character| is_allowed(character) || character == '-');
    match fits {
        true => Ok(name.into()),
        false => Err("small letters, digits and hyphens; a letter first".into()),
    }
}

/// Writes the new names in every text below this folder, and in the names of files.
pub fn rename(folder: &Path, package: Option<&str>, brand: Option<&str>) -> Result {
    let (package, brand) = (package.unwrap_or(PACKAGE), brand.unwrap_or(BRAND));
    let names = [
        (PACKAGE.to_owned(), package.to_owned()),
        (PACKAGE.replace('-', "_"), package.replace('-', "_")),
        (BRAND.to_owned(), brand.to_owned()),
    ];
    rename_in(folder, &names)
}

fn replace(text: &str, names: &[(String, String)]) -> String {
    names.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn rename_in(folder: &Path, names: &[(String, String)]) -> Result {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            if !FOREIGN.iter().any(|name| path.ends_with(name)) {
                rename_in(&path, names)?;
            }
            continue;
        }
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let new_path = path.with_file_name(replace(name, names));
        if new_path != path {
            let renamed = fs::rename(&path, &new_path);
            renamed.map_err(|error| format!("{}: {error}", path.display()))?;
        }
        // A picture is no text.
        let path = new_path;
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let renamed = replace(&text, names);
        if renamed != text {
            write(&path, &renamed)?;
        }
    }
    Ok(())
}
