//! docs/benchmarks.md, whose tables come from the newest file of results beside it.

use super::{report::tables, result::BenchResult};
use crate::Result;
use std::{
    fs,
    path::{Path, PathBuf},
};

const BEGIN: &str = "<!-- made from docs/benchmarks by `cargo xtask bench --save` -->\n";
const END: &str = "<!-- end -->";

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

/// Writes the results, and their tables into the document. Returns the name of the file.
///
/// # Errors
/// When a file cannot be written.
pub fn save(result: &BenchResult) -> Result<String> {
    let name = format!("docs/benchmarks/{}-click.json", result.date);
    fs::create_dir_all(docs().join("benchmarks"))?;
    fs::write(docs().join("..").join(&name), serde_json::to_string_pretty(result)? + "\n")?;
    let path = docs().join("benchmarks.md");
    let document = fs::read_to_string(&path)?;
    fs::write(path, with_tables(&document, result).ok_or("docs/benchmarks.md has no place")?)?;
    Ok(name)
}

/// The document with the tables of these results. `None` when it has no place for them.
fn with_tables(document: &str, result: &BenchResult) -> Option<String> {
    let (before, rest) = document.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{}\n{END}{after}", tables(result)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env;

    /// The names begin with the date, so the last one is the newest.
    fn newest_result() -> BenchResult {
        let files = fs::read_dir(docs().join("benchmarks")).expect("the folder of results");
        let newest = files.map(|file| file.expect("a file").path()).max().expect("a result");
        serde_json::from_slice(&fs::read(newest).expect("a text")).expect("a result")
    }

    #[test]
    fn the_document_has_the_numbers_of_the_newest_result() {
        let path = docs().join("benchmarks.md");
        let document = fs::read_to_string(&path).expect("the document");
        let expected = with_tables(&document, &newest_result()).expect("a place for the tables");
        if env::var_os("UPDATE_DOCS").is_some() {
            fs::write(&path, &expected).expect("it can be written");
        }
        assert!(
            document == expected,
            "run `UPDATE_DOCS=1 cargo test --package end2end --lib bench`"
        );
    }

    #[test]
    fn only_the_tables_are_replaced() {
        let result = crate::bench::report::tests::result_with(200, [400.0, 200.0]);
        let document = format!("above\n{BEGIN}old\n{END}\nbelow\n");
        let written = with_tables(&document, &result).expect("a place");
        assert!(written.starts_with("above\n") && written.ends_with("\nbelow\n"), "{written}");
        assert!(written.contains("C / A") && !written.contains("old"), "{written}");
        assert_eq!(with_tables(&written, &result).as_ref(), Some(&written));
        assert_eq!(with_tables("no place", &result), None);
    }
}
