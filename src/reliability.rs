//! The table in `docs/reliability.md`, held against the tests that it names.

use crate::threats::{repository, tests};
use std::{collections::BTreeSet, fs};

/// Whether a quoted word is the name of a test and not of something else.
fn is_test_name(word: &str) -> bool {
    word.matches('_').count() > 3
        && word
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

#[test]
fn every_bad_day_has_tests_and_every_test_it_names_is_there() {
    let mut known = BTreeSet::new();
    for folder in ["src", "end2end/tests"] {
        tests(&repository().join(folder), &mut known);
    }
    let table = fs::read_to_string(repository().join("docs/reliability.md")).expect("the table");
    let rows: Vec<_> = table.lines().filter(|line| line.starts_with("| R")).collect();
    assert!(rows.len() > 20, "{}", rows.len());
    for row in rows {
        let last = row.trim_end_matches('|').rsplit('|').next().unwrap_or_default();
        let named: Vec<_> = last.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "no test in {row}");
        for test in named {
            assert!(is_test_name(test) && known.contains(test), "{test} is named and not there");
        }
    }
}
