//! What is built, searched as bytes: no secret in anything a browser gets (T10).

use end2end::{executable, site_root};
use memchr::memmem;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Set as the client's secret while `cargo xtask` builds; other builds have nothing to find. What is compiled in could be read by anybody.
const CANARY: &str = "canary-never-to-be-built-in";

fn files(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, found)?;
        } else {
            let bytes = fs::read(&path)?;
            found.push((path, bytes));
        }
    }
    Ok(())
}

#[test]
fn t10_nothing_of_the_servers_is_in_what_browsers_get() {
    let mut all = Vec::new();
    files(&site_root().expect("a site"), &mut all).expect("its files");
    let holds = |bytes: &[u8], text: &str| memmem::find(bytes, text.as_bytes()).is_some();
    let is_searched = all.iter().any(|(_, bytes)| holds(bytes, "/api/sign/create-payment-method"));
    assert!(is_searched, "the search finds what is there");
    for (name, bytes) in &all {
        for secret in [
            CANARY,
            "sandbox-demo-secret",
            "client_secret",
            "oauth/token",
            "Bearer ",
            "hmac-signatures",
            "ZUORA_CLIENT",
            "SESSION_KEY",
        ] {
            assert!(!holds(bytes, secret), "{}: {secret}", name.display());
        }
    }
    let server = fs::read(executable().expect("a server")).expect("its file");
    assert!(!holds(&server, CANARY), "the server reads its secrets when it starts");
}
