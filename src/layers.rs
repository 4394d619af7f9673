//! The layers of the house, held against the source: who may name whom. A rule that only people keep is one that a deadline breaks.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Every source file of a module: `src/name.rs` and all below `src/name/`.
fn files(module: &str) -> Vec<PathBuf> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                below(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let module = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(module);
    let mut found = vec![module.with_extension("rs")];
    below(&module, &mut found);
    assert!(found[0].is_file(), "{} is there", module.display());
    found
}

fn assert_lines(module: &str, rule: &str, keeps: impl Fn(&str) -> bool) {
    for file in files(module) {
        let source = fs::read_to_string(&file).expect("a source file");
        let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            assert!(keeps(line), "{}: {rule}: {line}", file.display());
        }
    }
}

#[test]
fn each_layer_names_only_what_is_below_it() {
    for module in ["zuora", "card", "account", "sandbox"] {
        let own = format!("crate::{module}");
        assert_lines(module, "names nothing of ours outside itself", |line| {
            line.matches("crate::").count() == line.matches(&own).count()
        });
    }
}

#[test]
fn a_card_cannot_become_json_by_accident() {
    assert_lines("card", "has no serde", |line| {
        !line.contains("serde") && !line.contains("Serialize")
    });
}

#[test]
fn t2_the_servers_lifeline_has_no_card() {
    for module in ["server", "api"] {
        assert_lines(module, "never names card/", |line| {
            let words = line.split(|character: char| !character.is_alphanumeric() && character != '_');
            // As a word of a sentence or an address it may stand in quotes.
            line.contains('"') || !words.into_iter().any(|word| word == "card")
        });
    }
}
