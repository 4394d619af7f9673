//! `cargo xtask shape`: this project as a shop's own, with the shop's name, and without the parts
//! that the shop does not offer.

// Shared with the test that holds the documents to the code.
#[path = "../../src/doc_links/line_numbers.rs"]
mod line_numbers;
mod merge;
mod part;
mod rename;

use crate::{
    Result,
    run::{command, workspace},
};
use ignore::WalkBuilder;
use part::{Changes, PARTS, Part};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

/// What the shop wants.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The folder to write the shop's project to. Without it, this folder itself is changed
    pub folder: Option<PathBuf>,
    /// The name of the package: small letters, digits and hyphens
    #[arg(long, value_parser = rename::package_name)]
    pub name: Option<String>,
    /// The name of the shop, as its pages show it
    #[arg(long)]
    pub brand: Option<String>,
    /// A file with the name of the shop, for whoever calls this through a shell
    #[arg(long, conflicts_with = "brand")]
    pub brand_file: Option<PathBuf>,
    /// What the shop does not offer, separated by commas
    #[arg(long, value_delimiter = ',', value_parser = PARTS)]
    pub without: Vec<String>,
}

pub fn shape(options: &Options) -> Result {
    let brand = match &options.brand_file {
        Some(path) => Some(read(path)?.trim().to_owned()),
        None => options.brand.clone(),
    };
    let root = match &options.folder {
        Some(folder) => {
            copy(folder)?;
            folder.clone()
        }
        None => workspace(),
    };
    let parts: BTreeSet<_> = options.without.iter().map(String::as_str).collect();
    let together = part::together(&root, &parts)?;
    let single = parts.into_iter().chain([part::TEMPLATE]).map(|name| Part::new(&root, name));
    leave_out(&root, &single.collect::<Result<Vec<_>>>()?)?;
    let format = || command("cargo fmt --all").within(&root).run();
    format()?;
    for part in together {
        leave_out(&root, &[part])?;
    }
    rename::rename(&root, options.name.as_deref(), brand.as_deref())?;
    format()?;
    // Writes the lock file anew, with the new name in its place.
    command("cargo update --quiet --workspace").within(&root).run()?;
    correct_line_numbers(&root)?;
    println!(
        "\nDone. In the new project, run\n\n    git init && git add --all && git commit --message 'Begin'\n    cargo xtask test\n    cargo xtask screenshots            # the pictures of docs/gallery"
    );
    Ok(())
}

/// Corrects the numbers of lines in the documents: what was left out had lines.
fn correct_line_numbers(root: &Path) -> Result {
    for document in line_numbers::documents(root).map_err(|error| error.to_string())? {
        let (text, count) = line_numbers::corrected(&document)?;
        if count > 0 {
            write(&document, &text)?;
        }
    }
    Ok(())
}

/// Copies the project as it is now.
fn copy(to: &Path) -> Result {
    if fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(format!("{} is not empty.", to.display()));
    }
    for file in project_files()? {
        let (from, to) = (workspace().join(&file), to.join(&file));
        let folder = to.parent().unwrap_or(&to);
        let copied = fs::create_dir_all(folder).and_then(|()| fs::copy(&from, &to));
        copied.map_err(|error| format!("{}: {error}", to.display()))?;
    }
    Ok(())
}

/// The project's own files: those that `.gitignore` does not name.
fn project_files() -> Result<Vec<PathBuf>> {
    let root = workspace();
    let mut walk = WalkBuilder::new(&root);
    // A download without a repository has the same files.
    walk.standard_filters(false).git_ignore(true).require_git(false);
    walk.filter_entry(|entry| entry.file_name() != ".git");
    let mut files = Vec::new();
    for entry in walk.build() {
        let path = entry.map_err(|error| error.to_string())?.into_path();
        if path.is_file() {
            files.extend(path.strip_prefix(&root).map(PathBuf::from));
        }
    }
    Ok(files)
}

/// Takes the parts out of the project in this folder.
fn leave_out(root: &Path, parts: &[Part]) -> Result {
    let changes = parts.iter().map(|part| part.changes(root)).collect::<Result<Vec<_>>>()?;
    let changes: Vec<_> = changes.iter().collect();
    for (file, text) in changed_files(&changes) {
        write(&root.join(file), &text)?;
    }
    for file in deleted_files(&changes) {
        let path = root.join(file);
        match fs::remove_file(&path) {
            Ok(()) => {}
            // cargo-generate has taken its own file away already.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(format!("{}: {error}", path.display())),
        }
        // Fails, as it should, while there is something in a folder.
        path.ancestors().skip(1).take_while(|folder| fs::remove_dir(folder).is_ok()).count();
    }
    Ok(())
}

fn deleted_files<'a>(changes: &[&'a Changes]) -> BTreeSet<&'a Path> {
    changes.iter().flat_map(|changes| &changes.deleted).map(PathBuf::as_path).collect()
}

/// The new text of each file that stays, with the changes of every part in it.
fn changed_files<'a>(changes: &[&'a Changes]) -> BTreeMap<&'a Path, String> {
    let deleted = deleted_files(changes);
    let names: BTreeSet<_> = changes.iter().flat_map(|changes| changes.files.keys()).collect();
    let stay = names.into_iter().filter(|name| !deleted.contains(name.as_path()));
    stay.map(|name| {
        let of_parts: Vec<_> =
            changes.iter().filter_map(|changes| changes.files.get(name)).collect();
        let original = of_parts.first().map(|file| file.original.as_str()).unwrap_or_default();
        let hunks: Vec<_> = of_parts.iter().map(|file| file.hunks.as_slice()).collect();
        (name.as_path(), merge::merge(original, &hunks))
    })
    .collect()
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Result {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests;
