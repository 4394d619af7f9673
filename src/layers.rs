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
    for (module, below) in [
        ("digits", &[][..]),
        ("text", &["digits"]),
        ("card", &["digits", "text"]),
        ("signup_form", &["digits", "text"]),
        ("zuora", &[]),
        ("sandbox", &[]),
    ] {
        let known = [&[module][..], below].concat();
        for file in files(module) {
            let source = fs::read_to_string(&file).expect("a source file");
            for name in named(&source) {
                assert!(known.contains(&&*name), "{}: names {name}", file.display());
            }
        }
    }
}

/// The modules of ours that a source names: after `crate::`, one or a list in braces.
fn named(source: &str) -> Vec<String> {
    let code: Vec<_> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let word = |text: &str| -> String {
        text.chars()
            .take_while(|character| character.is_alphanumeric() || *character == '_')
            .collect()
    };
    let mut found = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let Some(list) = rest.strip_prefix('{') else {
            found.push(word(rest));
            continue;
        };
        let mut depth = 1;
        let end = list.find(|character| {
            depth += i32::from(character == '{') - i32::from(character == '}');
            depth == 0
        });
        let mut depth = 0;
        let items = list[..end.expect("the list's end")].split(|character| {
            depth += i32::from(character == '{') - i32::from(character == '}');
            depth == 0 && character == ','
        });
        found.extend(items.map(str::trim).map(word).filter(|name| !name.is_empty()));
    }
    found
}

#[test]
fn whatever_a_source_names_is_found() {
    let source = "use crate::{\n    digits::{read, x},\n    text::cleaned,\n};\nuse crate::card;\n// crate::server\nfn f() { crate::api::g() }";
    assert_eq!(named(source), ["digits", "text", "card", "api"]);
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
            let words =
                line.split(|character: char| !character.is_alphanumeric() && character != '_');
            // As a word of a sentence or an address it may stand in quotes.
            line.contains('"') || !words.into_iter().any(|word| word == "card")
        });
    }
}
