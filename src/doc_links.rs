//! The documents' links into the repository, held against it: a README that leads to a file or a function that is gone misleads everybody who follows it.

use std::{
    fs,
    path::{Path, PathBuf},
};

const DOCUMENTS: [&str; 10] = [
    "README.md",
    "ARCHITECTURE.md",
    "SECURITY.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/add-an-operation.md",
    "docs/asvs.md",
    "docs/card-form.md",
    "docs/gallery.md",
    "docs/operations.md",
];

/// The text and the target of every Markdown link in a document.
fn links(document: &str) -> Vec<(String, String)> {
    let parts: Vec<_> = document.split("](").collect();
    let texts = parts.iter().map(|part| part.rsplit('[').next().unwrap_or_default());
    let targets = parts.iter().skip(1).map(|part| part.split(')').next().unwrap_or_default());
    texts.zip(targets).map(|(text, target)| (text.to_owned(), target.to_owned())).collect()
}

#[test]
fn every_link_leads_to_a_file_and_every_name_in_one_is_in_that_file() {
    let repository = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut followed = 0;
    for document in DOCUMENTS {
        let path = repository.join(document);
        let text = fs::read_to_string(&path).expect(document);
        for (name, target) in links(&text).into_iter().filter(|(_, target)| !target.contains(':')) {
            let file =
                path.parent().expect("a folder").join(target.split('#').next().unwrap_or_default());
            assert!(file.exists(), "{document} leads to {target}");
            let code = name.strip_prefix('`').and_then(|name| name.strip_suffix('`'));
            if let Some(identifier) =
                code.filter(|_| file.extension() == Some(Path::new("rs").as_os_str()))
            {
                let source = fs::read_to_string(&file).expect("a source file");
                assert!(source.contains(identifier), "{document}: {target} has no {identifier}");
            }
            followed += 1;
        }
    }
    assert!(followed > 20, "only {followed} links were found");
}
