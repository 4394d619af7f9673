//! The packages that a release contains, and the texts that each brings.

use crate::{Result, run::command};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// How the names of files with a licence or a notice begin, in small letters.
const NAMES: [&str; 6] = ["licen", "copying", "copyright", "notice", "unlicense", "patents"];

/// A package of somebody else's.
#[derive(Debug)]
pub struct Package {
    pub name: String,
    pub version: String,
    /// In SPDX's form.
    pub licence: String,
    pub authors: Vec<String>,
    pub folder: PathBuf,
}

/// Reads which packages a release contains. What only runs while it is built (macros, build
/// scripts) and what only tests need is not in it.
pub fn shipped() -> Result<Vec<Package>> {
    let mut names = BTreeSet::new();
    for target in ["", " --target wasm32-unknown-unknown"] {
        let words = format!(
            "cargo tree --locked --package zuora-cors-sample --no-default-features --edges normal,no-proc-macro --prefix none{target}"
        );
        names.extend(listed(&command(&words).output().ok_or(format!("`{words}` failed"))?));
    }
    let words = "cargo metadata --locked --format-version 1";
    let metadata = command(words).output().ok_or(format!("`{words}` failed"))?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let packages: Vec<_> = packages.filter_map(package).collect();
    let is_shipped = |package: &Package| {
        names.contains(&(package.name.clone(), format!("v{}", package.version)))
    };
    Ok(packages.into_iter().filter(is_shipped).collect())
}

/// Name and version in each line of `cargo tree`, such as `url v2.5.8` or `syn v2.0.1 (*)`.
fn listed(tree: &str) -> BTreeSet<(String, String)> {
    let lines = tree.lines().map(str::split_whitespace);
    lines.filter_map(|mut words| Some((words.next()?.into(), words.next()?.into()))).collect()
}

/// A package in `cargo metadata`, unless it is our own.
fn package(json: &Value) -> Option<Package> {
    let text = |name: &str| json[name].as_str().map(str::to_owned);
    json["source"].as_str()?;
    let authors = json["authors"].as_array().into_iter().flatten();
    Some(Package {
        name: text("name")?,
        version: text("version")?,
        licence: text("license").unwrap_or_default(),
        authors: authors.filter_map(Value::as_str).map(str::to_owned).collect(),
        folder: Path::new(json["manifest_path"].as_str()?).parent()?.into(),
    })
}

impl Package {
    /// The texts of its licence and its notices, and of code in another language that it brings in a
    /// folder of its own.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn texts(&self) -> Result<Vec<String>> {
        let mut files = Vec::new();
        find(&self.folder, &mut files)?;
        for folder in entries(&self.folder)?.filter(|path| path.is_dir()) {
            find(&folder, &mut files)?;
        }
        files.sort();
        files.dedup();
        let read = |path: PathBuf| {
            let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
        };
        files.into_iter().map(read).collect()
    }
}

/// Finds the files with licences and notices in a folder, and in a folder of its for licences.
fn find(folder: &Path, found: &mut Vec<PathBuf>) -> Result {
    for path in entries(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        let is_code = path.extension().is_some_and(|extension| extension == "rs");
        if is_code || !NAMES.iter().any(|start| name.starts_with(start)) {
            continue;
        }
        match path.is_dir() {
            true => files(&path, found)?,
            false => found.push(path),
        }
    }
    Ok(())
}

/// Finds every file in a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) -> Result {
    for path in entries(folder)? {
        match path.is_dir() {
            true => files(&path, found)?,
            false => found.push(path),
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<impl Iterator<Item = PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(entries.flatten().map(|entry| entry.path()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_tree_has_a_name_and_a_version() {
        let tree = "url v2.5.8\nsyn v2.0.1 (*)\n\nshop v0.1.0 (/shop)\nurl v2.5.8\n";
        let pair = |name: &str, version: &str| (name.to_owned(), version.to_owned());
        let expected = [pair("url", "v2.5.8"), pair("syn", "v2.0.1"), pair("shop", "v0.1.0")];
        assert_eq!(listed(tree), expected.into());
    }

    #[test]
    fn a_package_of_our_own_is_none_of_somebody_elses() {
        let json = |source: &str| {
            serde_json::from_str::<Value>(&format!(
                r#"{{"name": "url", "version": "2.5.8", "source": {source}, "license": "MIT", "authors": ["A. Uthor"], "manifest_path": "/registry/url-2.5.8/Cargo.toml"}}"#
            ))
        };
        let found = package(&json("\"registry+x\"").expect("JSON")).expect("somebody else's");
        assert_eq!((&*found.name, &*found.licence), ("url", "MIT"));
        assert_eq!(found.folder, Path::new("/registry/url-2.5.8"));
        assert!(package(&json("null").expect("JSON")).is_none());
    }

    #[test]
    fn licences_and_notices_are_found_and_code_is_not() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().to_owned();
        fs::create_dir_all(folder.join("bundled/tests")).expect("folders");
        fs::create_dir(folder.join("LICENSES")).expect("a folder");
        for (name, text) in [
            ("LICENSE-MIT", "m"),
            ("License.md", "l"),
            ("NOTICE", "n"),
            ("LICENSES/BSD", "b"),
            ("license.rs", "code"),
            ("README.md", "r"),
            ("bundled/COPYING", "c"),
            ("bundled/tests/COPYING", "of a test"),
        ] {
            fs::write(folder.join(name), text).expect("a file");
        }
        let (name, version, licence) = ("url".into(), "2.5.8".into(), "MIT".into());
        let mut package = Package { name, version, licence, authors: Vec::new(), folder };
        assert_eq!(package.texts().expect("texts"), ["m", "b", "l", "n", "c"]);
        package.folder.push("none");
        assert!(package.texts().is_err());
    }
}
