//! Set-up and orchestration: `cargo xtask dev` and `cargo xtask test` do everything that stands
//! between a fresh clone and a running application or a finished test run. A second run redoes
//! nothing that is done.

mod grade;
mod look;
mod production;
mod run;
mod sdk;
mod setup;
mod size;
mod suite;
mod supply;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Everything between a fresh clone and a running application or a finished test run.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Clone, Copy, Subcommand)]
#[expect(clippy::doc_markdown)] // it is help, not Markdown
enum Task {
    /// Install what is missing, then build, serve, and rebuild on every change
    Dev,
    /// Install what is missing, then check formatting and lints and run every test
    Test,
    /// Build the pages for release and print what a browser downloads
    Size,
    /// Take the pictures of docs/gallery
    Screenshots,
    /// Have the site's headers judged by MDN's HTTP Observatory and Google's CSP evaluator
    Grade,
    /// Build what a shop deploys: no demonstration, and the manifest of its payment pages
    Release,
    /// List what the server and the pages are made of, in CycloneDX
    Sbom,
    /// Build the pages twice from nothing and compare the bytes
    Reproduce,
    /// Run Lighthouse and time the typing of a card, on the release build
    Vitals,
}

/// What a task ends with when it fails: a sentence for the person who called it.
type Result<T = ()> = std::result::Result<T, String>;

fn main() -> ExitCode {
    match Arguments::parse().task.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\n{message}");
            ExitCode::FAILURE
        }
    }
}

impl Task {
    fn run(self) -> Result {
        match self {
            Self::Dev => dev(),
            Self::Test => suite::test(),
            Self::Size => {
                setup::for_building()?;
                size::build()?;
                size::report()
            }
            Self::Screenshots => look::screenshots(),
            Self::Grade => {
                setup::for_building()?;
                size::build()?;
                size::server()?;
                grade::grade()
            }
            Self::Release => {
                setup::for_building()?;
                production::release()
            }
            Self::Sbom => supply::sbom(),
            Self::Reproduce => {
                setup::for_building()?;
                supply::reproduce()
            }
            Self::Vitals => look::vitals(),
        }
    }
}

fn dev() -> Result {
    setup::for_building()?;
    println!("\nBuilding; the two addresses to open follow when the site listens. Ctrl-C ends it.");
    run::command("cargo leptos watch").run()
}
