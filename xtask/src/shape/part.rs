//! A part of the project that can be left out: the files that go, and a patch for those that stay.

use super::merge::Hunk;
use crate::Result;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The parts that a shop can do without.
pub const PARTS: [&str; 4] = ["documents", "hosted_page", "account", "german"];
/// Left out always: what makes the template.
pub const TEMPLATE: &str = "template";

/// What is of no use any more once several parts have gone: `documents+hosted_page`, in the order in
/// which they are left out.
pub fn together(root: &Path, chosen: &BTreeSet<&str>) -> Result<Vec<Part>> {
    let folder = root.join("template/without");
    let entries =
        fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut names: Vec<_> = entries
        .flatten()
        .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".patch")?.to_owned()))
        .filter(|name| name.contains('+') && name.split('+').all(|part| chosen.contains(part)))
        .collect();
    names.sort_by_key(|name| name.split('+').count());
    names.iter().map(|name| Part::new(root, name)).collect()
}

pub struct Part {
    name: String,
    patch: String,
    deleted: BTreeSet<PathBuf>,
}

/// What is different in a project without the part.
pub struct Changes {
    pub deleted: BTreeSet<PathBuf>,
    pub files: BTreeMap<PathBuf, ChangedFile>,
}

pub struct ChangedFile {
    pub original: String,
    pub hunks: Vec<Hunk>,
}

impl Part {
    /// Reads what is known of the part in the project in this folder.
    ///
    /// # Errors
    /// When `template/without` has no such part.
    pub fn new(root: &Path, name: &str) -> Result<Self> {
        let path = root.join("template/without").join(name);
        let read = |extension| {
            let path = path.with_extension(extension);
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
        };
        Ok(Self {
            name: name.into(),
            patch: without_line_numbers(&read("patch")?),
            deleted: read("deleted")?.lines().map(PathBuf::from).collect(),
        })
    }

    /// Applies the patch to a copy of the files that it changes.
    ///
    /// # Errors
    /// When it does not fit the project any more.
    pub fn changes(&self, root: &Path) -> Result<Changes> {
        let Self { name, deleted, .. } = self;
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let files = self.changes_in(root, folder.path()).map_err(|error| {
            format!("{error}\ntemplate/without/{name}.patch does not fit any more; docs/trim.md says how to renew it.")
        })?;
        Ok(Changes { deleted: deleted.clone(), files })
    }

    fn changes_in(&self, root: &Path, folder: &Path) -> Result<BTreeMap<PathBuf, ChangedFile>> {
        let mut files = BTreeMap::new();
        let patch_file = folder.join("patch");
        let written = fs::create_dir_all(folder.join("after"))
            .and_then(|()| fs::write(&patch_file, &self.patch));
        written.map_err(|error| format!("{}: {error}", patch_file.display()))?;
        let patch_path = patch_file.display().to_string();
        let mut apply = vec!["apply".to_owned(), patch_path.clone()];
        let numbers = git(root, &["apply", "--numstat", "-z", &patch_path])?;
        for line in numbers.split_terminator('\0') {
            let name = PathBuf::from(line.rsplit('\t').next().unwrap_or_default());
            // It went with another part.
            if self.name.contains('+') && !root.join(&name).exists() {
                apply.push(format!("--exclude={}", name.display()));
                continue;
            }
            let read = fs::read_to_string(root.join(&name));
            let original = read.map_err(|error| format!("{}: {error}", name.display()))?;
            let original = without_line_numbers(&original);
            for side in ["before", "after"] {
                let path = folder.join(side).join(&name);
                let written = fs::create_dir_all(path.parent().unwrap_or(&path))
                    .and_then(|()| fs::write(&path, &original));
                written.map_err(|error| format!("{}: {error}", path.display()))?;
            }
            files.insert(name, ChangedFile { original, hunks: Vec::new() });
        }
        git(&folder.join("after"), &apply.iter().map(String::as_str).collect::<Vec<_>>())?;
        // Git, because it begins and ends a difference where a paragraph or a function does.
        let options = ["diff", "--no-index", "--no-color", "--no-renames", "--unified=0"];
        read_hunks(&git(folder, &[&options[..], &["before", "after"]].concat())?, &mut files)?;
        Ok(files)
    }
}

/// Links of documents to lines lead to line 0, until a test writes the numbers of the new project:
/// the present ones change too often for a patch.
fn without_line_numbers(text: &str) -> String {
    let mut parts = text.split("#L");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let rest = part.trim_start_matches(|character: char| character.is_ascii_digit());
        text + if rest.len() == part.len() { "#L" } else { "#L0" } + rest
    })
}

/// Runs git outside any repository. A difference is no failure.
fn git(folder: &Path, arguments: &[&str]) -> Result<String> {
    let mut git = Command::new("git");
    git.args(arguments)
        .current_dir(folder)
        .env("GIT_CEILING_DIRECTORIES", folder)
        .env("GIT_DIR", "/nowhere");
    let output = git.output().map_err(|error| format!("git: {error}"))?;
    if !matches!(output.status.code(), Some(0 | 1)) || !output.stderr.is_empty() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    String::from_utf8(output.stdout).map_err(|error| format!("git: {error}"))
}

/// Reads the hunks of a difference without context.
fn read_hunks(difference: &str, files: &mut BTreeMap<PathBuf, ChangedFile>) -> Result {
    let mut file = None;
    for line in difference.split_inclusive('\n') {
        if let Some(name) = line.strip_prefix("--- a/before/") {
            file = files.get_mut(Path::new(name.trim_end()));
        } else if let Some(header) = line.strip_prefix("@@ -") {
            let lines = header.split(' ').next().and_then(read_range);
            let lines = lines.ok_or_else(|| format!("no range of lines: {line}"))?;
            let file = file.as_mut().ok_or_else(|| format!("no file before {line}"))?;
            file.hunks.push(Hunk { lines, replacement: String::new() });
        } else if let Some(added) = line.strip_prefix('+').filter(|_| !line.starts_with("+++ b/"))
            && let Some(hunk) = file.as_mut().and_then(|file| file.hunks.last_mut())
        {
            hunk.replacement += added;
        }
    }
    Ok(())
}

/// `9,2` are the lines 9 and 10, `9` is one line, and `9,0` is between the lines 9 and 10.
fn read_range(text: &str) -> Option<std::ops::Range<usize>> {
    let (start, count) = text.split_once(',').unwrap_or((text, "1"));
    let (start, count): (usize, usize) = (start.parse().ok()?, count.parse().ok()?);
    let first = if count == 0 { start } else { start.checked_sub(1)? };
    Some(first..first + count)
}
