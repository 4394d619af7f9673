//! The documents' links into the repository, held against it: a README that leads to a file or a
//! function that is gone misleads everybody who follows it.

mod line_numbers;

use line_numbers::{code_name, corrected, documents, line_of, links};
use std::{env, fs, path::Path};

/// The repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_link_leads_to_a_file_and_every_name_in_one_is_in_that_file() {
    let (mut followed, mut wrong) = (0, Vec::new());
    for path in documents(root()).expect("the documents") {
        let document = path.display();
        let text = fs::read_to_string(&path).expect("a document");
        for (name, target) in links(&text).into_iter().filter(|(_, target)| !target.contains(':')) {
            let file = target.split('#').next().unwrap_or_default();
            // A link within the document has no file.
            let file = path.parent().expect("a folder").join(file);
            if !file.exists() {
                wrong.push(format!("{document} leads to {target}"));
            } else if let Some(name) = code_name(&name, &file) {
                let source = fs::read_to_string(&file).expect("a source file");
                if !source.contains(name) {
                    wrong.push(format!("{document}: {target} has no {name}"));
                }
            }
            followed += 1;
        }
    }
    // All at once: a fork that takes a page out has many.
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(followed > 20, "only {followed} links were found");
}

/// `UPDATE_DOCS=1 cargo test --lib` corrects the numbers.
#[test]
fn every_link_to_a_line_leads_to_where_its_name_is_defined() {
    let mut followed = 0;
    for path in documents(root()).expect("the documents") {
        let (updated, count) = corrected(&path).unwrap_or_else(|error| panic!("{error}"));
        followed += count;
        let text = fs::read_to_string(&path).expect("a document");
        if env::var_os("UPDATE_DOCS").is_some() {
            // A document without such links belongs to the test that makes it.
            if updated != text {
                fs::write(&path, &updated).expect("a document");
            }
        } else {
            assert_eq!(
                text,
                updated,
                "{} is out of date: run UPDATE_DOCS=1 cargo test --lib",
                path.display()
            );
        }
    }
    assert!(followed > 10, "only {followed} links to a line were found");
}

#[test]
fn a_name_is_looked_up_where_it_is_defined() {
    let source = "\
//! The fn send is below.
use other::send;
    let sent = resend(1);
    pub async fn send<Op>(ticket: Op) {}
pub struct Sender;
";
    assert_eq!(line_of("send", source), Some(4));
    assert_eq!(line_of("Sender", source), Some(5));
    assert_eq!(line_of("other", source), Some(2));
    assert_eq!(line_of("receive", source), None);
}
