//! T23: the table of threats in `SECURITY.md`, held against the code. A control can be taken out by mistake, but not in silence.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

pub fn repository() -> PathBuf {
    env!("CARGO_MANIFEST_DIR").into()
}

/// The names of all tests in the Rust files below a folder: functions that are marked as such, and not as ignored.
pub fn tests(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            tests(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).expect("a source file");
            let lines: Vec<_> = source.lines().map(str::trim).collect();
            let functions = lines.iter().enumerate().filter_map(|(at, line)| {
                let name =
                    line.trim_start_matches("async ").strip_prefix("fn ")?.split('(').next()?;
                let marks = lines[..at].iter().rev().take_while(|line| line.starts_with("#["));
                let marks: Vec<_> = marks.copied().collect();
                let is_test = marks
                    .iter()
                    .any(|mark| *mark == "#[test]" || mark.starts_with("#[tokio::test"));
                (is_test && !marks.iter().any(|mark| mark.starts_with("#[ignore")))
                    .then(|| name.to_owned())
            });
            found.extend(functions);
        }
    }
}

/// The tests that a line of a table names.
fn tests_in(line: &str) -> impl Iterator<Item = &str> {
    let quoted = line.split('`').skip(1).step_by(2);
    quoted.filter(|word| {
        word.starts_with('t') && word[1..].starts_with(|character: char| character.is_ascii_digit())
    })
}

#[test]
fn t23_every_threat_has_tests_and_every_test_it_names_is_there() {
    let mut known = BTreeSet::new();
    for folder in ["src", "end2end/tests"] {
        tests(&repository().join(folder), &mut known);
    }
    let security = fs::read_to_string(repository().join("SECURITY.md")).expect("SECURITY.md");
    let mut named = BTreeSet::new();
    for number in 1..=26 {
        let row = security
            .lines()
            .find(|line| line.starts_with(&format!("| T{number} |")))
            .expect("a row for each threat");
        let own = format!("t{number}_");
        assert!(
            tests_in(row).any(|test| test.starts_with(&own) || test.contains(&format!("_{own}"))),
            "T{number} has no test named after it"
        );
        named.extend(tests_in(row));
    }
    let asvs = fs::read_to_string(repository().join("docs/asvs.md")).expect("docs/asvs.md");
    named.extend(asvs.lines().flat_map(tests_in));
    for test in named {
        assert!(known.contains(test), "{test} is named and not there");
    }
}
