//! What a browser downloads before the form is live, in bytes.

use crate::{
    Result,
    run::{command, workspace},
};
use std::{fs, path::Path};

/// A folder of its own, so that a test run does not change the site that `cargo leptos watch` is serving meanwhile.
pub const SITE_ROOT: &str = "target/site-release";
/// What is compiled in could be read by anybody. A test searches for this.
pub const CANARY: &str = "canary-never-to-be-built-in";
/// No build may need more than this for its code, compressed with brotli.
const MOST_BYTES: u64 = 90 * 1024;
/// Where we are going.
const GOAL_BYTES: u64 = 60 * 1024;

/// What is downloaded, and whether it counts as code.
const FILES: [(&str, bool); 4] = [
    ("pkg/zuora-cors-sample.wasm", true),
    ("pkg/zuora-cors-sample.js", true),
    ("boot.js", true),
    ("pkg/zuora-cors-sample.css", false),
];

/// Builds the page for release, and its compressed twins.
pub fn build() -> Result {
    command("cargo leptos build --release --frontend-only --precompress")
        .env("LEPTOS_SITE_ROOT", SITE_ROOT)
        .env("ZUORA_CLIENT_SECRET", CANARY)
        .run()
}

/// Builds the server.
pub fn server() -> Result {
    command("cargo build --locked").env("ZUORA_CLIENT_SECRET", CANARY).run()
}

/// What the browser suite needs to know: which site, and which server.
pub fn under_test(server: &Path) -> [(&'static str, String); 2] {
    [
        ("E2E_SITE_ROOT", workspace().join(SITE_ROOT).display().to_string()),
        ("E2E_SERVER", server.display().to_string()),
    ]
}

/// Prints the sizes; fails when the code is too large.
pub fn report() -> Result {
    let site = workspace().join(SITE_ROOT);
    let length = |name: String| {
        fs::metadata(site.join(&name))
            .map(|file| file.len())
            .map_err(|error| format!("{name}: {error}"))
    };
    println!("\n{:<32}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip", "brotli");
    let mut code = 0;
    for (name, is_code) in FILES {
        let (raw, gzip, brotli) = (length(name.into())?, length(format!("{name}.gz"))?, length(format!("{name}.br"))?);
        println!("{name:<32}{raw:>10}{gzip:>10}{brotli:>10}");
        if is_code {
            code += brotli;
        }
    }
    println!("code, brotli: {code} of at most {MOST_BYTES}; the goal is {GOAL_BYTES}");
    if code > MOST_BYTES {
        return Err(format!("the page's code has {} bytes too many", code - MOST_BYTES));
    }
    Ok(())
}
