//! The lists of log lines in `docs/operations.md`, held against what the code logs.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Messages with their fields.
type Events = BTreeMap<String, BTreeSet<String>>;

/// The events whose names depend on what was done to a card (`operations/payment_method_changes.rs`).
const CARD_CHANGES: [&str; 4] =
    ["default card changed", "default card change failed", "card removed", "card removal failed"];

const LEVELS: [&str; 5] = ["trace", "debug", "info", "warn", "error"];

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The tokens of every file of the server, tests left out.
fn sources(folder: &Path, found: &mut Vec<TokenStream>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.ends_with("tests") || path.ends_with("tests.rs") {
            continue;
        }
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).expect("a source file");
            found.push(source.parse().expect("Rust"));
        }
    }
}

/// Calls `visit` with every group of tokens, and with what stands before it.
fn visit_groups(tokens: TokenStream, visit: &mut impl FnMut(&[String], &TokenStream)) {
    let mut before: Vec<String> = Vec::new();
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            if group.delimiter() == Delimiter::Parenthesis {
                visit(&before, &group.stream());
            }
            visit_groups(group.stream(), visit);
        }
        before.push(token.to_string());
    }
}

/// The text of a literal, with lines that are continued put together.
fn text(literal: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = literal else { return None };
    let text = literal.to_string();
    let text = text.strip_prefix('"')?.strip_suffix('"')?;
    Some(text.split("\\\n").map(str::trim_start).collect())
}

/// The message of an event, the names of its fields, and whether it has a target of its own: that of
/// the audit log.
fn event(arguments: &TokenStream) -> Option<(String, BTreeSet<String>, bool)> {
    let (mut fields, mut message, mut has_target) = (BTreeSet::new(), None, false);
    let tokens: Vec<_> = arguments.clone().into_iter().collect();
    for part in tokens.split(|token| token.to_string() == ",") {
        let words: Vec<_> = part.iter().map(ToString::to_string).collect();
        match part {
            [] => {}
            [literal] if text(literal).is_some() => message = text(literal),
            _ if words.get(1).is_some_and(|word| word == ":") => has_target = true,
            _ => {
                let name = words.iter().take_while(|word| *word != "=");
                let name = name.filter(|word| !matches!(&***word, "%" | "?"));
                fields.insert(name.cloned().collect());
            }
        }
    }
    Some((message?, fields, has_target))
}

/// Everything that the server logs, and the names of what it writes to the audit log.
fn logged() -> (Events, BTreeSet<String>) {
    let mut files = Vec::new();
    sources(&repository().join("src/server"), &mut files);
    let (mut events, mut audited) = (Events::new(), BTreeSet::new());
    for file in files {
        visit_groups(file, &mut |before, group| match before {
            [.., tracing, first, second, level, mark]
                if tracing == "tracing"
                    && [first, second] == [":", ":"]
                    && LEVELS.contains(&&**level)
                    && mark == "!" =>
            {
                match event(group).expect("a message") {
                    // A warning about a setting, or an event of the audit log by its name.
                    (message, ..) if message.starts_with('{') => {}
                    (message, _, true) => drop(audited.insert(message)),
                    (message, fields, false) => events.entry(message).or_default().extend(fields),
                }
            }
            [.., name] if name == "audit" => {
                audited.extend(group.clone().into_iter().next().as_ref().and_then(text));
            }
            _ => {}
        });
    }
    (events, audited)
}

/// The rows of the tables of a chapter: what its first cell and its last one quote.
fn documented(heading: &str) -> Vec<(Vec<String>, BTreeSet<String>)> {
    let document = fs::read_to_string(repository().join("docs/operations.md")).expect("the list");
    let chapter = document.split(heading).nth(1).expect("the chapter");
    let chapter = chapter.split("\n#").next().unwrap_or_default();
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    let rows = chapter.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| {
        let cells: Vec<_> = row.trim_end_matches('|').split(" | ").collect();
        let last = cells.last().copied().unwrap_or_default();
        let fields: Vec<_> = quoted(last);
        (quoted(&format!("`{}", cells[0])), fields.into_iter().collect())
    })
    .collect()
}

#[test]
fn r32_the_operators_list_has_every_line_of_the_log_with_its_fields() {
    let (events, _) = logged();
    assert!(events.len() > 25, "{events:#?}");
    let rows = documented("### Every line");
    let is_of = |message: &str, listed: &str| listed.len() > 5 && message.starts_with(listed);
    for (message, fields) in &events {
        let row =
            rows.iter().find(|(listed, _)| listed.iter().any(|listed| is_of(message, listed)));
        let (_, listed) = row.unwrap_or_else(|| panic!("no row has {message:?}"));
        assert!(fields.is_subset(listed), "{message}: {fields:?}, and the list has {listed:?}");
    }
    for (listed, fields) in rows {
        let mut logged = BTreeSet::new();
        for listed in listed {
            let named: Vec<_> =
                events.iter().filter(|(message, _)| is_of(message, &listed)).collect();
            assert!(!named.is_empty(), "nothing logs {listed:?}");
            logged.extend(named.into_iter().flat_map(|(_, fields)| fields.clone()));
        }
        assert_eq!(fields, logged);
    }
}

#[test]
fn r32_the_operators_list_has_every_event_of_the_audit_log() {
    let (_, mut audited) = logged();
    assert!(audited.contains("signature"), "{audited:?}");
    audited.extend(CARD_CHANGES.map(str::to_owned));
    let listed: BTreeSet<_> =
        documented("### The audit log").into_iter().flat_map(|(names, _)| names).collect();
    assert_eq!(listed, audited);
}
