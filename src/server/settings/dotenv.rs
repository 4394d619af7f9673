//! The `.env` file: the nearest one from the working directory upwards. A faulty line is reported
//! by its number, never by what it holds.

use crate::server::settings::faults::{Fault, Faults};
use std::{collections::HashMap, env, fs, path::PathBuf};

const NAME: &str = ".env";

/// The values in the file; none when there is no file.
///
/// # Errors
/// A file that cannot be read.
pub(super) fn read() -> Result<HashMap<String, String>, Faults> {
    let fault = |problem: String| Faults(vec![Fault::new(NAME, problem)]);
    let Some(path) = nearest() else {
        return Ok(HashMap::new());
    };
    let text = fs::read_to_string(path)
        .map_err(|error| fault(format!("the file cannot be opened: {error}")))?;
    parse(&text).map_err(|line| {
        fault(match line {
            Some(line) => {
                format!("line {line} cannot be read; put values in single quotes, each on one line")
            }
            None => "the file cannot be read; put values in single quotes, each on one line".into(),
        })
    })
}

fn nearest() -> Option<PathBuf> {
    let folder = env::current_dir().ok()?;
    folder.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file())
}

/// The values in a text, or the number of the first line that cannot be read.
fn parse(text: &str) -> Result<HashMap<String, String>, Option<usize>> {
    let text = text.trim_start_matches('\u{feff}');
    values(text).ok_or_else(|| unreadable_line(text))
}

fn values(text: &str) -> Option<HashMap<String, String>> {
    dotenvy::from_read_iter(text.as_bytes()).collect::<Result<_, _>>().ok()
}

/// `dotenvy` does not say which line it is. A quoted value may span several.
fn unreadable_line(text: &str) -> Option<usize> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut begin = 0;
    while begin < lines.len() {
        match (begin..lines.len()).find(|&end| values(&lines[begin..=end].concat()).is_some()) {
            Some(end) => begin = end + 1,
            None => return Some(begin + 1),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_cannot_be_read_is_named_by_its_number() {
        for (text, line) in [
            ("# a comment\n\nA='1'\nthis is no setting\n", 4),
            ("A='1'\r\nB=two words\r\n", 2),
            ("\u{feff}A=1\nB\n", 2),
            ("A=1\nAB=2\nA\n", 3),
            // As openssl breaks it: the rest of the key stands on the second line.
            ("SESSION_KEY=QUJD\nQUJD+/QUJD\n", 2),
            ("# one\nA='begins\nand goes on\nB=2\n", 2),
            ("A=1\nB=a b # why\n", 2),
        ] {
            assert_eq!(parse(text), Err(Some(line)), "{text:?}");
        }
    }

    #[test]
    fn comments_quotes_and_empty_values_are_read() {
        let values = parse("\u{feff}# a comment\nA='1 # 2'\nexport B=\"two\" # why\n\nC=\n")
            .expect("it can be read");
        let expected = [("A", "1 # 2"), ("B", "two"), ("C", "")];
        assert_eq!(
            values,
            expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
        );
    }

    /// A line that cannot be read is named by a number of the file's, and nothing of it is shown.
    #[test]
    fn fuzz_dotenv() {
        crate::fuzz::fuzz("dotenv", |bytes| {
            let text = String::from_utf8_lossy(bytes);
            match parse(&text) {
                Ok(_) | Err(None) => {}
                Err(Some(line)) => assert!((1..=text.lines().count()).contains(&line), "{line}"),
            }
        });
    }
}
