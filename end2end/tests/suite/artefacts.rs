//! What is built, searched as bytes: no secret in anything a browser gets (T10).

use end2end::{Setup, browser_test, executable, site_root};
use memchr::memmem;
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// The client's secret while `cargo xtask` builds: anybody could read what is compiled in. In other
/// builds there is nothing to find.
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

/// Each page's path, the name of its program, and the endpoints that are in it.
const PROGRAMS: [(&str, &str, &[&str]); 4] = [
    ("/", "zuora-cors-sample", &["sign/create-payment-method", "payment-methods/confirm"]),
    ("/account", "account", &["sign/create-account", "accounts/confirm"]),
    ("/documents", "documents", &["sign/get-file"]),
    ("/hosted-page", "hosted_page", &["sign/rsa-signatures", "hosted-page/confirm"]),
];

#[test]
fn each_page_loads_its_own_program_and_no_other() {
    let holds =
        |bytes: &[u8], call: &str| memmem::find(bytes, format!("/api/{call}").as_bytes()).is_some();
    for (_, program, own) in PROGRAMS {
        let bytes =
            fs::read(site_root().expect("a site").join("pkg").join(program).with_extension("wasm"))
                .expect("a program");
        for (_, _, calls) in PROGRAMS {
            for call in calls {
                assert_eq!(holds(&bytes, call), own.contains(call), "{program}: {call}");
            }
        }
    }
    browser_test(Setup::default(), async |test| {
        for (page, program, _) in PROGRAMS {
            test.open(page).await?;
            let loaded = "() => performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)";
            let loaded: Vec<String> = test.page.evaluate(loaded, None::<&()>).await?;
            let programs: BTreeSet<_> =
                loaded.iter().filter(|path| path.contains(".wasm")).collect();
            assert_eq!(programs, BTreeSet::from([&format!("/pkg/{program}.wasm")]), "{page}");
        }
        Ok(())
    });
}
