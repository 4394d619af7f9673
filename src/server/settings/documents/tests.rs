//! The documents that list the settings. `UPDATE_DOCS=1 cargo test --lib` writes them, and without
//! it these tests compare.

use super::*;
use crate::server::settings::list;
use std::{env, fs, path::PathBuf};

const ENV_EXAMPLE_HEADER: &str = "\
# Copy to .env and remove the # from the settings you need. Everything is optional: with nothing set,
# the application runs against its own stand-in Zuora. Environment variables win over this file.
# Keep values in single quotes: unquoted, a # begins a comment; in double quotes, a $ begins a variable.
# `zuora-cors-sample --check` validates the settings.
#
# Made from src/server/settings/ by `UPDATE_DOCS=1 cargo test --lib`.
";

const TABLE_HEADER: &str = "| setting | default | meaning |\n|---|---|---|\n";

fn env_example() -> String {
    let mut text = ENV_EXAMPLE_HEADER.to_owned();
    for group in GROUPS {
        let _ = write!(text, "\n# --- {} ---\n", group.title);
        for setting in group.settings {
            let Some(example) = setting.example else { continue };
            for sentence in sentences(setting) {
                let _ = writeln!(text, "# {}", plain(&sentence).replace(". ", ".\n# "));
            }
            let _ = writeln!(text, "#{}='{example}'", setting.variable);
        }
    }
    text
}

fn readme_table() -> String {
    let mut table = TABLE_HEADER.to_owned();
    for setting in list::settings() {
        let default = match setting.default {
            DefaultValue::Text(text) => format!("`{text}`"),
            DefaultValue::Described(text) => text.to_owned(),
        };
        let meaning = sentences(setting).join("<br>").replace('|', "\\|");
        let _ = writeln!(table, "| `{}` | {default} | {meaning} |", setting.variable);
    }
    table
}

/// Holds a file to what `update` makes of it.
fn assert_up_to_date(name: &str, update: impl Fn(&str) -> String) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = fs::read_to_string(&path).expect(name);
    let updated = update(&text);
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &updated).expect(name);
        return;
    }
    assert_eq!(text, updated, "{name} is out of date: run UPDATE_DOCS=1 cargo test --lib");
}

#[test]
fn the_env_example_is_made_from_the_list() {
    assert_up_to_date(".env.example", |_| env_example());
}

#[test]
fn the_table_of_the_readme_is_made_from_the_list() {
    assert_up_to_date("README.md", |readme| {
        let begin = readme.find(TABLE_HEADER).expect("the table of settings");
        let length = readme[begin..].find("\n\n").expect("the end of the table") + 1;
        format!("{}{}{}", &readme[..begin], readme_table(), &readme[begin + length..])
    });
}

/// A copy of the example with every `#` removed can at least be parsed, and has right names.
#[test]
fn the_env_example_can_be_read() {
    let text = env_example();
    let lines = text.lines().filter_map(|line| line.strip_prefix('#'));
    let assignments: Vec<_> = lines.filter(|line| line.contains("='")).collect();
    let values: Vec<_> = dotenvy::from_read_iter(assignments.join("\n").as_bytes())
        .collect::<Result<_, _>>()
        .expect("it can be parsed");
    let expected =
        list::settings().filter_map(|setting| Some((setting.variable, setting.example?)));
    let expected: Vec<_> = expected.map(|(name, value)| (name.into(), value.into())).collect();
    assert_eq!(values, expected);
}

#[test]
fn help_has_every_variable_with_its_default_and_without_markdown() {
    let help = help();
    for variable in list::variables() {
        assert!(help.contains(variable), "{variable}");
    }
    assert!(help.contains("[default: 127.0.0.1:3000]") && !help.contains('`'), "{help}");
    assert!(help.contains("Only in the demonstration"), "{help}");
}
