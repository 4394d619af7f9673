//! What a browser downloads before a page is live, in bytes.

use crate::{
    Result,
    run::{Program, command, workspace},
    slim::{brotli, slim_site},
};
use site_map::{INSPECTOR, LABORATORY, PAGES, Page};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// Not the folder of `cargo leptos watch`, so that a test run does not change the site that it
/// serves.
pub const SITE_ROOT: &str = "target/site-release";
/// The client's secret during a build. Anybody could read what is compiled in, so a test searches
/// for it.
pub const CANARY: &str = "canary-never-to-be-built-in";
/// The option of a build without the demonstration.
pub const PRODUCTION: &str = "--no-default-features";
/// The limits for what the flow inspector adds to a page, for what it loads with its panel, for the
/// panel, and for the CORS laboratory.
const MAX_RECORDER_BYTES: u64 = 3 * 1024;
const MAX_CONTROLS_BYTES: u64 = 5 * 1024;
const MAX_PANEL_BYTES: u64 = 60 * 1024;
const MAX_LABORATORY_BYTES: u64 = 60 * 1024;
/// The limit for the code of each page, compressed with brotli.
const MAX_BYTES: u64 = 88 * 1024;
/// The size that we want to reach.
const GOAL_BYTES: u64 = 60 * 1024;

#[allow(dead_code)]
#[path = "../../src/site_map.rs"]
pub mod site_map;

/// Builds the code of the pages for release, without a path of this machine in it: the places of panics
/// name the source files of dependencies.
pub fn page_build(options: &str) -> Program {
    let words = format!("cargo leptos build --release --frontend-only {options}");
    let flags = cargo_home().map(|home| format!("--remap-path-prefix={}=cargo", home.display()));
    command(words.trim_end()).env("CARGO_ENCODED_RUSTFLAGS", flags.unwrap_or_default())
}

/// Where cargo keeps the source of dependencies.
pub fn cargo_home() -> Option<PathBuf> {
    let named = env::var_os("CARGO_HOME").map(PathBuf::from);
    named.or_else(|| Some(env::home_dir()?.join(".cargo")))
}

/// Builds each page's program for release. A build empties the folder that it writes to, so each
/// page has a folder of its own; the programs are then copied into the first page's folder.
pub fn programs(site_root: &str, options: &str, variables: &[(&str, String)]) -> Result {
    let mut programs = PAGES.map(|page| (page.name, page.program)).to_vec();
    // Only the demonstration has these.
    if !options.contains(PRODUCTION) {
        programs.extend([INSPECTOR, LABORATORY].map(|program| (program.name, program)));
    }
    let folder = |name: &str| format!("{site_root}-{name}");
    let build = |name: &str, program: site_map::Program, folder: &str| {
        page_build(options)
            .env("LEPTOS_SITE_ROOT", folder)
            .env("LEPTOS_OUTPUT_NAME", program.name)
            .env("SAMPLE_PAGE", name)
            .envs(variables)
            .run()
    };
    for (at, (name, program)) in programs.iter().enumerate() {
        build(name, *program, &if at == 0 { site_root.to_owned() } else { folder(name) })?;
    }
    for (name, program) in &programs[1..] {
        let (from, to) =
            (workspace().join(folder(name)).join("pkg"), workspace().join(site_root).join("pkg"));
        let files = fs::read_dir(&from).map_err(|error| format!("{}: {error}", from.display()))?;
        for file in files.flatten().map(|file| file.file_name()) {
            let name = file.to_string_lossy();
            let is_program = [".js", ".wasm"]
                .iter()
                .any(|kind| name.starts_with(&format!("{}{kind}", program.name)));
            if is_program {
                fs::copy(from.join(&file), to.join(&file))
                    .map_err(|error| format!("{name}: {error}"))?;
            }
        }
    }
    slim_site(site_root, programs.iter().map(|(_, program)| program.name))
}

/// Builds the pages for release, and their compressed twins.
pub fn build() -> Result {
    programs(SITE_ROOT, "--precompress", &[("ZUORA_CLIENT_SECRET", CANARY.to_owned())])
}

/// Builds the server.
pub fn server() -> Result {
    command("cargo build --locked").env("ZUORA_CLIENT_SECRET", CANARY).run()
}

/// The site and the server that the browser suite tests, as environment variables.
pub fn under_test(server: &Path) -> [(&'static str, String); 2] {
    [
        ("E2E_SITE_ROOT", workspace().join(SITE_ROOT).display().to_string()),
        ("E2E_SERVER", server.display().to_string()),
    ]
}

/// Prints the sizes; fails when a page's code is too large.
pub fn report() -> Result {
    let site = workspace().join(SITE_ROOT);
    let length = |name: String| {
        fs::metadata(site.join(&name))
            .map(|file| file.len())
            .map_err(|error| format!("{name}: {error}"))
    };
    println!("\n{:<32}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip", "brotli");
    let show = |name: &str| {
        let (raw, gzip, brotli) =
            (length(name.into())?, length(format!("{name}.gz"))?, length(format!("{name}.br"))?);
        println!("{name:<32}{raw:>10}{gzip:>10}{brotli:>10}");
        Result::<u64>::Ok(brotli)
    };
    show(&format!("pkg/{}.css", PAGES[0].program.name))?;
    let boot = show("boot.js")?;
    let (mut totals, mut too_large) = (Vec::new(), Vec::new());
    for page in PAGES {
        let Page { name, program, .. } = page;
        let code = boot
            + show(&format!("pkg/{}.js", program.name))?
            + show(&format!("pkg/{}.wasm", program.name))?;
        totals.push(format!(
            "{name}: code, brotli: {code} of at most {MAX_BYTES}; the goal is {GOAL_BYTES}"
        ));
        if code > MAX_BYTES {
            too_large.push(format!("the code of {name} has {} bytes too many", code - MAX_BYTES));
        }
    }
    let own = |program: site_map::Program| {
        let (glue, wasm) =
            (format!("pkg/{}.js", program.name), format!("pkg/{}.wasm", program.name));
        Result::<u64>::Ok(show(&glue)? + show(&wasm)?)
    };
    let (panel, laboratory) = (own(INSPECTOR)?, own(LABORATORY)?);
    let compiled_in = |names: &[&str]| {
        let mut code = String::new();
        for name in names {
            let source = fs::read_to_string(workspace().join("src/inspector").join(name));
            let source = source.map_err(|error| format!("{name}: {error}"))?;
            // The server sends it without comments.
            for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
                code.push_str(line);
                code.push('\n');
            }
        }
        Result::<u64>::Ok(brotli(code.as_bytes())?.len() as u64)
    };
    for (name, bytes, limit) in [
        ("the flow inspector's panel", panel, MAX_PANEL_BYTES),
        ("its recorder", compiled_in(&["recorder.js"])?, MAX_RECORDER_BYTES),
        ("its controls", compiled_in(&["controls.js", "anatomy.js"])?, MAX_CONTROLS_BYTES),
        ("the CORS laboratory", boot + laboratory, MAX_LABORATORY_BYTES),
    ] {
        totals.push(format!("{name}: code, brotli: {bytes} of at most {limit}"));
        if bytes > limit {
            too_large.push(format!("{name} has {} bytes too many", bytes - limit));
        }
    }
    println!("{}", totals.join("\n"));
    match too_large.is_empty() {
        true => Ok(()),
        false => Err(too_large.join("; ")),
    }
}
