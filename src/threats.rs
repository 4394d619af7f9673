//! T23: the table of threats in `SECURITY.md`, held against the code. A control can be taken out by mistake, but not in silence.

use std::{
    collections::{BTreeMap, BTreeSet},
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

/// The number of the threat that a row of the table is about.
fn threat(line: &str) -> Option<u32> {
    line.strip_prefix("| T")?.split_once(" |")?.0.parse().ok()
}

/// The number of the threat that a test is named after.
fn threat_of(test: &str) -> Option<u32> {
    test.strip_prefix('t')?.split_once('_')?.0.parse().ok()
}

#[test]
fn t23_every_threat_has_tests_and_every_test_it_names_is_there() {
    let mut known = BTreeSet::new();
    for folder in ["src", "docs/logins", "end2end/tests"] {
        tests(&repository().join(folder), &mut known);
    }
    let security = fs::read_to_string(repository().join("SECURITY.md")).expect("SECURITY.md");
    let mut named = BTreeSet::new();
    let rows: BTreeMap<u32, &str> =
        security.lines().filter_map(|line| Some((threat(line)?, line))).collect();
    assert!(rows.len() > 15, "{}", rows.len());
    // A row that goes takes its tests with it, so that none is left out in silence.
    for test in &known {
        assert!(threat_of(test).is_none_or(|number| rows.contains_key(&number)), "{test}: no row");
    }
    for (number, row) in &rows {
        let own = format!("t{number}_");
        assert!(
            tests_in(row).any(|test| test.starts_with(&own) || test.contains(&format!("_{own}"))),
            "T{number} has no test named after it"
        );
        named.extend(tests_in(row));
    }
    let asvs = fs::read_to_string(repository().join("docs/asvs.md")).expect("docs/asvs.md");
    named.extend(asvs.lines().flat_map(tests_in));
    // All at once: a fork that takes a page out has many.
    let gone: Vec<_> = named.into_iter().filter(|test| !known.contains(*test)).collect();
    assert!(gone.is_empty(), "named and not there: {gone:#?}");
}
