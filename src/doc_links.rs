//! The documents' links into the repository, held against it: a README that leads to a file or a
//! function that is gone misleads everybody who follows it.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// The folders whose documents are read.
const FOLDERS: [&str; 3] = ["", "docs", "src/sandbox"];

/// The words before a name that define it.
const DEFINING: [&str; 8] = ["const", "enum", "fn", "mod", "static", "struct", "trait", "type"];

/// Text and target of every Markdown link in a document.
fn links(document: &str) -> Vec<(String, String)> {
    let parts: Vec<_> = document.split("](").collect();
    let texts = parts.iter().map(|part| part.rsplit('[').next().unwrap_or_default());
    let targets = parts.iter().skip(1).map(|part| part.split(')').next().unwrap_or_default());
    texts.zip(targets).map(|(text, target)| (text.to_owned(), target.to_owned())).collect()
}

fn documents() -> Vec<PathBuf> {
    let repository = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let files = FOLDERS.iter().flat_map(|folder| {
        let entries = fs::read_dir(repository.join(folder)).expect("a folder");
        entries.map(|entry| entry.expect("an entry").path())
    });
    files.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

/// The name of something in the code, where the link's text is one: it stands in backticks, and is
/// no path.
fn code_name<'a>(text: &'a str, file: &Path) -> Option<&'a str> {
    let name = text.strip_prefix('`')?.strip_suffix('`').filter(|name| !name.contains('/'))?;
    file.extension().is_some_and(|extension| extension == "rs").then_some(name)
}

/// The number of the line that defines `name`, or else of the first that has it.
fn line_of(name: &str, source: &str) -> Option<usize> {
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

#[test]
fn every_link_leads_to_a_file_and_every_name_in_one_is_in_that_file() {
    let (mut followed, mut wrong) = (0, Vec::new());
    for path in documents() {
        let document = path.display();
        let text = fs::read_to_string(&path).expect("a document");
        for (name, target) in links(&text).into_iter().filter(|(_, target)| !target.contains(':')) {
            let file = target.split('#').next().unwrap_or_default();
            // A link within the document has no file.
            let file = path.parent().expect("a folder").join(file);
            if !file.exists() {
                wrong.push(format!("{document} leads to {target}"));
            } else if let Some(name) = code_name(&name, &file) {
                let source = fs::read_to_string(&file).expect("a source file");
                if !source.contains(name) {
                    wrong.push(format!("{document}: {target} has no {name}"));
                }
            }
            followed += 1;
        }
    }
    // All at once: a fork that takes a page out has many.
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(followed > 20, "only {followed} links were found");
}

/// `UPDATE_DOCS=1 cargo test --lib` corrects the numbers.
#[test]
fn every_link_to_a_line_leads_to_where_its_name_is_defined() {
    let mut followed = 0;
    for path in documents() {
        let text = fs::read_to_string(&path).expect("a document");
        let mut updated = text.clone();
        for (name, target) in links(&text) {
            let Some((file, _)) = target.split_once("#L").filter(|_| !target.contains(':')) else {
                continue;
            };
            let source = path.parent().expect("a folder").join(file);
            let identifier = code_name(&name, &source).expect("the text is a name in backticks");
            let source = fs::read_to_string(&source).expect("a source file");
            let line = line_of(identifier, &source).expect("the name is in the file");
            updated = updated
                .replace(&format!("[{name}]({target})"), &format!("[{name}]({file}#L{line})"));
            followed += 1;
        }
        if env::var_os("UPDATE_DOCS").is_some() {
            // A document without such links belongs to the test that makes it.
            if updated != text {
                fs::write(&path, &updated).expect("a document");
            }
        } else {
            assert_eq!(
                text,
                updated,
                "{} is out of date: run UPDATE_DOCS=1 cargo test --lib",
                path.display()
            );
        }
    }
    assert!(followed > 10, "only {followed} links to a line were found");
}

#[test]
fn a_name_is_looked_up_where_it_is_defined() {
    let source = "\
//! The fn send is below.
use other::send;
    let sent = resend(1);
    pub async fn send<Op>(ticket: Op) {}
pub struct Sender;
";
    assert_eq!(line_of("send", source), Some(4));
    assert_eq!(line_of("Sender", source), Some(5));
    assert_eq!(line_of("other", source), Some(2));
    assert_eq!(line_of("receive", source), None);
}
