//! The sections of `docs/patterns.md`: each names files, a cost and tests that are there. That its
//! links lead somewhere is held with those of the other documents (`doc_links.rs`).

use crate::threats::{repository, tests};
use std::{collections::BTreeSet, fs};

/// What is wrong with a section.
fn faults(section: &str, known: &BTreeSet<String>) -> Vec<String> {
    let title = section.lines().next().unwrap_or_default();
    let line = |start: &str| section.lines().find_map(|line| line.strip_prefix(start));
    let mut faults = Vec::new();
    if !line("- Files: ").is_some_and(|files| files.contains("](../")) {
        faults.push(format!("{title}: names no file"));
    }
    if !line("- Costs: ").is_some_and(|costs| costs.ends_with('.')) {
        faults.push(format!("{title}: says nothing of its cost"));
    }
    let quoted: Vec<_> =
        line("- Tests: ").unwrap_or_default().split('`').skip(1).step_by(2).collect();
    if quoted.is_empty() {
        faults.push(format!("{title}: names no test"));
    }
    let gone = quoted.iter().filter(|name| !known.contains(**name));
    faults.extend(gone.map(|name| format!("{title}: {name} is named and not there")));
    faults
}

fn known_tests() -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for folder in ["src", "end2end/tests"] {
        tests(&repository().join(folder), &mut known);
    }
    known
}

#[test]
fn every_pattern_names_files_a_cost_and_tests_that_are_there() {
    let known = known_tests();
    let document = repository().join("docs/patterns.md");
    let document = fs::read_to_string(document).expect("the document");
    let sections: Vec<_> = document.split("\n## ").skip(1).collect();
    assert!(sections.len() > 10, "{}", sections.len());
    let faults: Vec<_> = sections.iter().flat_map(|section| faults(section, &known)).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_pattern_that_lacks_something_is_named() {
    let known = BTreeSet::from(["it_works".to_owned()]);
    let whole = "Title\n\n- Files: [a](../a.rs).\n- Costs: little.\n- Tests: `it_works`.\n";
    assert!(faults(whole, &known).is_empty());
    for (from, to, expected) in [
        ("](../a.rs)", "]", "names no file"),
        ("- Costs: little.", "", "says nothing of its cost"),
        ("`it_works`", "many", "names no test"),
        ("it_works", "it_worked", "it_worked is named and not there"),
    ] {
        let found = faults(&whole.replacen(from, to, 1), &known);
        assert!(found.len() == 1 && found[0].contains(expected), "{expected}: {found:?}");
    }
}
