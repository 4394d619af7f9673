//! The line numbers in documents: `[name](file#L12)` leads to where `name` is defined.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The folders whose documents are read.
const FOLDERS: [&str; 3] = ["", "docs", "src/sandbox"];

/// The words before a name that define it.
const DEFINING: [&str; 8] = ["const", "enum", "fn", "mod", "static", "struct", "trait", "type"];

/// The documents of the project in this folder.
pub fn documents(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in FOLDERS {
        for entry in fs::read_dir(root.join(folder))? {
            found.push(entry?.path());
        }
    }
    found.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    Ok(found)
}

/// Text and target of every Markdown link in a document.
pub fn links(document: &str) -> Vec<(String, String)> {
    let parts: Vec<_> = document.split("](").collect();
    let texts = parts.iter().map(|part| part.rsplit('[').next().unwrap_or_default());
    let targets = parts.iter().skip(1).map(|part| part.split(')').next().unwrap_or_default());
    texts.zip(targets).map(|(text, target)| (text.to_owned(), target.to_owned())).collect()
}

/// The name of something in the code, where the link's text is one: it stands in backticks, and is
/// no path.
pub fn code_name<'a>(text: &'a str, file: &Path) -> Option<&'a str> {
    let name = text.strip_prefix('`')?.strip_suffix('`').filter(|name| !name.contains('/'))?;
    file.extension().is_some_and(|extension| extension == "rs").then_some(name)
}

/// The number of the line that defines `name`, or else of the first that has it.
pub fn line_of(name: &str, source: &str) -> Option<usize> {
    let defines = |line: &str| {
        let is_part = |character: char| character.is_alphanumeric() || character == '_';
        let words: Vec<_> =
            line.split(|character| !is_part(character)).filter(|word| !word.is_empty()).collect();
        words.windows(2).any(|pair| DEFINING.contains(&pair[0]) && pair[1] == name)
    };
    let code = |line: &str| !line.trim_start().starts_with("//");
    let mut lines = source.lines();
    let definition = lines.clone().position(|line| code(line) && defines(line));
    definition.or_else(|| lines.position(|line| line.contains(name))).map(|before| before + 1)
}

/// The text of a document with the right line numbers, and how many it has.
///
/// # Errors
/// The link that leads to no file, or to none with its name.
pub fn corrected(document: &Path) -> Result<(String, usize), String> {
    let failed = |path: &Path| format!("{} cannot be read", path.display());
    let text = fs::read_to_string(document).map_err(|_| failed(document))?;
    let (mut updated, mut count) = (text.clone(), 0);
    for (name, target) in links(&text) {
        let Some((file, _)) = target.split_once("#L").filter(|_| !target.contains(':')) else {
            continue;
        };
        let path = document.parent().unwrap_or(document).join(file);
        let source = fs::read_to_string(&path).map_err(|_| failed(&path))?;
        let line = code_name(&name, &path).and_then(|name| line_of(name, &source));
        let line = line.ok_or_else(|| format!("{}: {target} has no {name}", document.display()))?;
        updated =
            updated.replace(&format!("[{name}]({target})"), &format!("[{name}]({file}#L{line})"));
        count += 1;
    }
    Ok((updated, count))
}
