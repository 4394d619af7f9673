//! Tests of the layers: which module may import which. They read the source, so that a deadline
//! cannot break the rule unnoticed.

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
    const FLOW: &[&str] = &["api_error", "card", "zuora"];
    for (module, below) in [
        ("digits", &[][..]),
        ("text", &["digits"]),
        ("card", &["digits", "text"]),
        ("signup_form", &["digits", "text"]),
        ("zuora", &[]),
        ("api_error", &["zuora"]),
        ("element_ids", &["card"]),
        ("flow", FLOW),
        ("words", &[FLOW, &["element_ids", "flow", "signup_form", "site_map"]].concat()),
        ("site_map", &[]),
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

/// `browser` has a native twin, so what pages and components do in the browser needs no condition.
/// A condition only leaves out a whole module, or names one that is left out.
#[test]
fn pages_and_components_have_no_code_for_one_target_alone() {
    for file in ["pages", "components"].into_iter().flat_map(files) {
        let source = fs::read_to_string(&file).expect("a source file");
        let lines: Vec<_> = source.lines().map(str::trim).collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.contains("target_arch"))
        {
            let item = lines.get(at + 1).copied().unwrap_or_default();
            assert_eq!(*line, "#[cfg(not(target_arch = \"wasm32\"))]", "{}", file.display());
            assert!(
                ["mod ", "pub mod ", "pub use "].iter().any(|start| item.starts_with(start)),
                "{}: {item}",
                file.display()
            );
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
fn every_import_of_a_source_is_found() {
    let source = "use crate::{\n    digits::{read, x},\n    text::cleaned,\n};\nuse crate::card;\n// crate::server\nfn f() { crate::api::g() }";
    assert_eq!(named(source), ["digits", "text", "card", "api"]);
}

#[test]
fn a_card_cannot_become_json_by_accident() {
    for module in ["card", "signup_form"] {
        assert_lines(module, "has no serde", |line| {
            !line.contains("serde") && !line.contains("Serialize")
        });
    }
}

#[test]
fn t2_the_servers_lifeline_has_no_card() {
    for file in ["server", "api"].into_iter().flat_map(files) {
        let source = fs::read_to_string(&file).expect("a source file");
        assert!(!named(&source).contains(&"card".to_owned()), "{}", file.display());
        // Tests send and read JSON about cards; no other code has a name for one.
        if file.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        let code = source.split("mod tests {").next().unwrap_or_default();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            // Within quotes it is a word of a sentence or of an address.
            let outside_quotes: String = line.split('"').step_by(2).collect();
            let mut words = outside_quotes
                .split(|character: char| !character.is_alphanumeric() && character != '_');
            assert!(!words.any(|word| word == "card"), "{}: {line}", file.display());
        }
    }
}
