//! Set-up and orchestration: `cargo xtask dev` and `cargo xtask test` do everything that stands between a fresh clone and a running
//! application or a finished test run. A second run redoes nothing that is done.

mod grade;
mod look;
mod production;
mod run;
mod sdk;
mod setup;
mod size;
mod suite;
mod supply;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  dev          install what is missing, then build, serve, and rebuild on every change
  test         install what is missing, then check formatting and lints and run every test
  size         build the page for release and print what a browser downloads
  screenshots  take the pictures of docs/gallery
  grade        have the site's headers judged by MDN's HTTP Observatory and Google's CSP evaluator
  release      build what a shop deploys: no demonstration, and the manifest of its payment page
  sbom         list what the server and the page are made of, in CycloneDX
  reproduce    build the page twice from nothing and compare the bytes
  vitals       run Lighthouse and time the typing of a card, on the release build";

/// What a command ends with when it fails: a sentence for the person who called it.
type Result<T = ()> = std::result::Result<T, String>;

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    let outcome = match command.as_str() {
        "dev" => dev(),
        "test" => suite::test(),
        "screenshots" => look::screenshots(),
        "grade" => setup::for_building()
            .and_then(|()| size::build())
            .and_then(|()| size::server())
            .and_then(|()| grade::grade()),
        "release" => setup::for_building().and_then(|()| production::release()),
        "sbom" => supply::sbom(),
        "reproduce" => setup::for_building().and_then(|()| supply::reproduce()),
        "vitals" => look::vitals(),
        "size" => setup::for_building().and_then(|()| size::build()).and_then(|()| size::report()),
        _ => Err(HELP.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\n{message}");
            ExitCode::FAILURE
        }
    }
}

fn dev() -> Result {
    setup::for_building()?;
    println!("\nBuilding; the two addresses to open follow when the site listens. Ctrl-C ends it.");
    run::command("cargo leptos watch").run()
}
