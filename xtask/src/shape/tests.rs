//! Every shape of the template: put together from the patches, and looked at.

use super::*;
use std::fmt::Write as _;

/// What names a part, wherever it stands.
const WORDS: [(&str, &[&str]); 4] = [
    (
        "documents",
        &["\"/documents\"", "`/documents`", "DocumentsPage", "NoSuchFile", "fetch_invoices"],
    ),
    (
        "hosted_page",
        &[
            "/hosted-page",
            "HostedPageWords",
            "open_hosted_page",
            "ZUORA_PAGE_",
            "CallbackRefused",
            "tenant_keys",
        ],
    ),
    ("account", &["\"/account", "`/account`", "AccountPage", "signup_form", "accounts/find"]),
    ("german", &["Deutsch", "GERMAN", "Language::German", "words/de/"]),
];

/// Where Zuora's operations have names of their own, whoever offers them.
const STAND_IN: [&str; 3] = ["src/sandbox", "template", "docs/zuoras-article.md"];

fn names(bits: usize) -> Vec<&'static str> {
    let chosen = (0..PARTS.len()).filter(|bit| bits >> bit & 1 == 1);
    chosen.map(|bit| PARTS[bit]).collect()
}

/// The texts of the whole project.
fn texts() -> BTreeMap<PathBuf, String> {
    let root = workspace();
    let read = |file: PathBuf| {
        let text = fs::read_to_string(root.join(&file)).ok()?;
        Some((file, text))
    };
    project_files().expect("the files").into_iter().filter_map(read).collect()
}

#[test]
fn every_shape_is_rust_and_names_nothing_that_was_left_out() {
    let root = workspace();
    let changes_of = |name| Part::new(&root, name).and_then(|part| part.changes(&root));
    let all: BTreeMap<_, _> = PARTS
        .into_iter()
        .chain([part::TEMPLATE])
        .map(|name| (name, changes_of(name).unwrap_or_else(|error| panic!("{error}"))))
        .collect();
    let whole = texts();
    let mut faults = String::new();
    for bits in 0..1 << PARTS.len() {
        let parts = names(bits);
        let chosen: Vec<_> = parts.iter().chain([&part::TEMPLATE]).map(|name| &all[name]).collect();
        let (new, deleted) = (changed_files(&chosen), deleted_files(&chosen));
        for (file, text) in &new {
            if file.extension().is_some_and(|extension| extension == "rs")
                && let Err(error) = syn::parse_file(text)
            {
                let line = error.span().start().line;
                writeln!(faults, "{parts:?} {}:{line}: {error}", file.display()).expect("a string");
            }
        }
        let unchanged = whole.iter().map(|(file, text)| (file.as_path(), text));
        let unchanged = unchanged
            .filter(|(file, _)| !new.contains_key(file) && !deleted.contains(file))
            .filter(|(file, _)| !is_stand_in(file));
        let changed = new.iter().map(|(file, text)| (*file, text));
        for (file, text) in unchanged.chain(changed) {
            for (_, words) in WORDS.iter().filter(|(part, _)| parts.contains(part)) {
                for word in words.iter().filter(|word| text.contains(**word)) {
                    writeln!(faults, "{parts:?} {} names {word}", file.display())
                        .expect("a string");
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

fn is_stand_in(file: &Path) -> bool {
    STAND_IN.iter().any(|place| file.starts_with(place))
}

/// The twin: the words are those of this project.
#[test]
fn what_a_part_is_known_by_stands_in_the_whole_project() {
    let all = texts();
    for word in WORDS.iter().flat_map(|(_, words)| *words) {
        let found = all.iter().any(|(file, text)| !is_stand_in(file) && text.contains(word));
        assert!(found, "nothing names {word}");
    }
}
