//! What is built, searched as bytes: no secret in anything a browser gets (T10).

use end2end::{executable, site_root};
use std::{fs, path::Path};

/// Set while `cargo xtask` builds: what is compiled in could be read by anybody.
const CANARY: &str = "canary-never-to-be-built-in";

fn files(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push((path.display().to_string(), fs::read(&path).expect("a file")));
        }
    }
}

#[test]
fn t10_nothing_of_the_servers_is_in_what_browsers_get() {
    let mut all = Vec::new();
    files(&site_root().expect("a site"), &mut all);
    let holds = |bytes: &[u8], text: &str| memchr::memmem::find(bytes, text.as_bytes()).is_some();
    let webassembly = all.iter().find(|(name, _)| name.ends_with(".wasm")).expect("WebAssembly");
    assert!(
        holds(&webassembly.1, "/api/sign/create-payment-method"),
        "the search finds what is there"
    );
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
            assert!(!holds(bytes, secret), "{name}: {secret}");
        }
    }
    let server = fs::read(executable().expect("a server")).expect("its file");
    assert!(!holds(&server, CANARY), "the server reads its secrets when it starts");
}
