//! The list of metrics, held against what names them.

use super::*;
use std::{collections::BTreeSet, fs, path::Path};

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn names() -> BTreeSet<&'static str> {
    ALL.into_iter().map(|(name, ..)| name).collect()
}

/// The words of a text that look like metrics of ours. Prometheus adds the endings to a histogram.
fn metrics_in(text: &str) -> BTreeSet<String> {
    let words =
        text.split(|character: char| !(character.is_ascii_alphanumeric() || character == '_'));
    words
        .map(|word| {
            ["_bucket", "_count", "_sum"]
                .iter()
                .find_map(|end| word.strip_suffix(end))
                .unwrap_or(word)
        })
        .filter(|word| {
            let beginnings = [
                "http_",
                "zuora_",
                "tickets_",
                "api_",
                "account_searches",
                "unknown_outcomes",
                "rate_limit",
                "policy_",
                "log_lines",
                "trace_",
            ];
            beginnings.iter().any(|beginning| word.starts_with(beginning))
                && ["_total", "_seconds", "_open", "_reachable", "_connections", "_keys", "_up"]
                    .iter()
                    .any(|end| word.ends_with(end))
        })
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_code_records_the_metrics_of_the_list_and_no_others() {
    let mut recorded = BTreeSet::new();
    let code = read("src/server/metrics.rs");
    for kind in ["counter!(\"", "gauge!(\"", "histogram!(\""] {
        recorded.extend(code.split(kind).skip(1).filter_map(|rest| rest.split('"').next()));
    }
    assert_eq!(recorded, names());
}

#[test]
fn r32_the_operators_list_has_every_metric() {
    let documented = metrics_in(&read("docs/operations.md"));
    for name in names() {
        assert!(documented.contains(name), "docs/operations.md does not name {name}");
    }
}

/// An alert on a metric that nobody records never fires.
#[test]
fn r32_alerts_and_dashboard_name_only_metrics_that_there_are() {
    for file in ["deploy/alerts.yml", "deploy/grafana.json", "docs/operations.md"] {
        let named = metrics_in(&read(file));
        assert!(named.len() > 5, "{file}: {named:?}");
        for name in named {
            assert!(names().contains(&*name), "{file} names {name}, which is not recorded");
        }
    }
}
