//! The page with the texts: each once, below the packages that it is for.

use super::packages::Package;
use crate::Result;
use std::{collections::BTreeMap, fmt::Write as _};

/// Packages that bring no text, although their licence asks for one. Each offers the MIT licence,
/// whose standard text they get with the authors that they name, or the Apache licence, whose text
/// names nobody. Look into a package's repository before you add it.
const WITHOUT_TEXT: [&str; 33] = [
    "any_spawner",
    "const_str_slice_concat",
    "drain_filter_polyfill",
    "either_of",
    "erased",
    "gloo-net",
    "gloo-utils",
    "governor",
    "hydration_context",
    "leptos",
    "leptos_axum",
    "leptos_config",
    "leptos_dom",
    "leptos_hot_reload",
    "leptos_integration_utils",
    "leptos_meta",
    "leptos_router",
    "leptos_server",
    "next_tuple",
    "oco_ref",
    "opentelemetry",
    "opentelemetry-http",
    "opentelemetry-otlp",
    "opentelemetry-proto",
    "opentelemetry_sdk",
    "or_poisoned",
    "reactive_graph",
    "reactive_stores",
    "rstml",
    "server_fn",
    "tachys",
    "throw_error",
    "wasm_split_helpers",
];
const MIT: &str = include_str!("MIT.txt");
const APACHE: &str = include_str!("Apache-2.0.txt");

const TOP: &str = "\
<!DOCTYPE html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<meta name=\"color-scheme\" content=\"light dark\">
<title>Third-party licences</title>
<h1>Third-party licences</h1>
<p>This site's server and pages contain the packages below. <a href=\"rust.html\">Rust's standard library</a> has a page of its own.</p>
";

/// The whole page.
///
/// # Errors
/// Names every package without a text, and every exception that is none any more.
pub fn document(packages: &[Package]) -> Result<String> {
    write(packages, &WITHOUT_TEXT)
}

fn write(packages: &[Package], without_text: &[&str]) -> Result<String> {
    // By its words, because copies of a licence differ in their line breaks.
    let mut texts: BTreeMap<Vec<String>, (String, Vec<String>)> = BTreeMap::new();
    let mut faults = Vec::new();
    for package in packages {
        let mut own = package.texts()?;
        own.retain(|text| !text.is_empty());
        match (own.is_empty(), without_text.contains(&&*package.name)) {
            (false, false) => {}
            (true, true) if package.licence.contains("MIT") => own.push(standard(package)),
            (true, true) if package.licence == "Apache-2.0" => own.push(APACHE.to_owned()),
            (true, _) => faults.push(format!(
                "{} {} has no text of its licence ({})",
                package.name, package.version, package.licence
            )),
            (false, true) => {
                faults.push(format!("{} has a text: it is no exception", package.name));
            }
        }
        for text in own {
            let words = text.split_whitespace().map(str::to_owned).collect();
            let (_, used_by) = texts.entry(words).or_insert_with(|| (text, Vec::new()));
            used_by.push(format!("{} {} ({})", package.name, package.version, package.licence));
        }
    }
    let gone = without_text.iter().filter(|name| !packages.iter().any(|it| it.name == **name));
    faults.extend(gone.map(|name| format!("{name} is in no release: it is no exception")));
    if !faults.is_empty() {
        return Err(faults.join("\n"));
    }
    let mut texts: Vec<_> = texts.into_values().collect();
    texts.sort_by(|(_, one), (_, other)| one.cmp(other));
    let mut page = TOP.to_owned();
    for (text, mut used_by) in texts {
        used_by.dedup();
        write!(page, "<h2>{}</h2>\n<pre>{}</pre>\n", escaped(&used_by.join(", ")), escaped(&text))
            .map_err(|error| error.to_string())?;
    }
    Ok(page)
}

/// The MIT licence as the package's authors would have written it down.
fn standard(package: &Package) -> String {
    let authors = match &*package.authors {
        [] => format!("the contributors to {}", package.name),
        authors => authors.join(", "),
    };
    format!("MIT License\n\nCopyright (c) {authors}\n\n{}", MIT.trim())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A package with this text, or with none.
    fn package(name: &str, licence: &str, text: Option<&str>) -> Package {
        let folder = tempfile::tempdir().expect("a folder").keep();
        if let Some(text) = text {
            fs::write(folder.join("LICENSE"), text).expect("a file");
        }
        let (version, authors) = ("1.0.0".into(), vec!["A. Uthor <a@example>".into()]);
        Package { name: name.into(), version, licence: licence.into(), authors, folder }
    }

    #[test]
    fn a_text_is_there_once_for_all_that_bring_it() {
        let packages = [
            package("one", "MIT", Some("Do & be\nfree")),
            package("two", "MIT", Some("Do & be free")),
            package("three", "ISC", Some("other")),
        ];
        let page = write(&packages, &[]).expect("a page");
        assert_eq!(page.matches("Do &amp; be").count(), 1, "{page}");
        assert!(page.contains("<h2>one 1.0.0 (MIT), two 1.0.0 (MIT)</h2>"), "{page}");
        assert!(page.contains("<pre>other</pre>"), "{page}");
    }

    #[test]
    fn a_package_without_a_text_is_named() {
        let packages = [package("bare", "MIT", None), package("empty", "MIT", Some(" \n"))];
        let faults = write(&packages, &[]).expect_err("no text");
        assert!(faults.contains("bare 1.0.0 has no text of its licence (MIT)"), "{faults}");
        assert!(faults.contains("empty 1.0.0 has no text"), "{faults}");
    }

    #[test]
    fn an_exception_gets_the_standard_text_with_its_authors() {
        let page = write(&[package("bare2", "MIT OR Apache-2.0", None)], &["bare2"]);
        let page = page.expect("a page");
        assert!(page.contains("Copyright (c) A. Uthor &lt;a@example&gt;"), "{page}");
        assert!(page.contains("Permission is hereby granted"), "{page}");
        // The standard text is that of no other licence.
        assert!(write(&[package("bare3", "ISC", None)], &["bare3"]).is_err());
    }

    #[test]
    fn an_exception_that_is_none_any_more_is_named() {
        let packages = [package("has", "MIT", Some("text"))];
        let faults = write(&packages, &["has", "gone"]).expect_err("no exceptions");
        assert!(faults.contains("has has a text"), "{faults}");
        assert!(faults.contains("gone is in no release"), "{faults}");
    }
}
