//! Every shape of the template: put together from the patches, and looked at.

use super::*;
use std::{fmt::Write as _, ops::Not};

/// What names a part, wherever it stands. A part's file of words is not named by anything else.
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
const STAND_IN: [&str; 4] = ["src/sandbox/", "template/", "docs/zuoras-article.md", "docs/trim.md"];

fn names(bits: usize) -> Vec<&'static str> {
    let chosen = (0..PARTS.len()).filter(|bit| bits >> bit & 1 == 1);
    chosen.map(|bit| PARTS[bit]).collect()
}

/// Every file of a shape that is text.
fn texts_of_shape(root: &Path, changes: &[Changes]) -> BTreeMap<PathBuf, String> {
    let deleted = deleted_files(changes);
    let mut new_texts = changed_files(changes);
    tracked_files()
        .expect("git")
        .into_iter()
        .filter(|file| !deleted.contains(file.as_path()))
        .filter_map(|file| {
            let text = new_texts.remove(file.as_path());
            let text = text.or_else(|| fs::read_to_string(root.join(&file)).ok())?;
            Some((file, text))
        })
        .collect()
}

#[test]
fn every_shape_is_rust_and_names_nothing_that_was_left_out() {
    let root = workspace();
    let mut faults = String::new();
    for bits in 0..1 << PARTS.len() {
        let parts = names(bits);
        let all = parts.iter().copied().chain([part::TEMPLATE]);
        let changes: Vec<_> = all
            .map(|name| Part::new(&root, name).and_then(|part| part.changes(&root)))
            .collect::<Result<_>>()
            .unwrap_or_else(|error| panic!("{error}"));
        for (file, text) in texts_of_shape(&root, &changes) {
            let name = file.display().to_string();
            if file.extension().is_some_and(|extension| extension == "rs")
                && let Err(error) = syn::parse_file(&text)
            {
                let line = error.span().start().line;
                writeln!(faults, "{parts:?} {name}:{line}: {error}").expect("a string");
            }
            if STAND_IN.iter().any(|place| name.starts_with(place)) {
                continue;
            }
            for (_, words) in WORDS.iter().filter(|(part, _)| parts.contains(part)) {
                for word in words.iter().filter(|word| text.contains(**word)) {
                    writeln!(faults, "{parts:?} {name} names {word}").expect("a string");
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// The twin: the words are those of this project.
#[test]
fn what_a_part_is_known_by_stands_in_the_whole_project() {
    let all = texts_of_shape(&workspace(), &[]);
    for word in WORDS.iter().flat_map(|(_, words)| *words) {
        let found = all.iter().any(|(file, text)| {
            STAND_IN.iter().any(|place| file.starts_with(place)).not() && text.contains(word)
        });
        assert!(found, "nothing names {word}");
    }
}
