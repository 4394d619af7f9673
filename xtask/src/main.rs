//! `cargo xtask`: set-up, checks and builds. `cargo xtask dev` takes a fresh clone to a running
//! application, `cargo xtask test` to a finished test run. A second run does not repeat what is
//! done already.

mod bench;
mod bundle;
mod deploy_files;
mod fuzz;
mod grade;
mod licences;
mod production;
mod python;
mod run;
mod schemas;
mod screenshots;
mod sdk;
mod setup;
mod shape;
mod shapes;
mod size;
mod slim;
mod soak;
mod suite;
mod supply_chain;
mod test_output;
mod test_tenant;
mod vitals;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Set-up, checks and builds, from a fresh clone on.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Clone, Subcommand)]
#[expect(clippy::doc_markdown)] // it is help, not Markdown
enum Task {
    /// Install what is missing, then build, serve, and rebuild on every change
    Dev,
    /// Install what is missing, then check formatting and lints and run every test
    Test,
    /// Compare a test tenant of Zuora's with the sandbox, and save a card in it with a browser
    TestTenant,
    /// Measure how long saving a card takes, against two peers
    Bench(bench::Options),
    /// Send the server a million requests of all kinds, and fail when its memory, descriptors or tables grow
    Soak(soak::Options),
    /// Feed every parser of outside bytes with mutations of its corpus that were never tried
    Fuzz(fuzz::Options),
    /// Build the pages for release and print what a browser downloads
    Size,
    /// Take the screenshots of docs/gallery
    Screenshots,
    /// Have MDN's HTTP Observatory and Google's CSP evaluator grade the site's headers
    Grade,
    /// Build what a shop deploys, as one folder: no demonstration, and the manifest of its payment pages
    Release,
    /// List the components of the server and the pages, in CycloneDX
    Sbom,
    /// Write the licences of what a release contains into target/licences
    Licences,
    /// Make a shop's own project of this one: its name, and without the parts that it does not offer
    Shape(shape::Options),
    /// Make four such projects and run their tests
    Shapes(shapes::Scope),
    /// Build the pages twice from nothing and compare the bytes
    Reproduce,
    /// Run Lighthouse, and measure how long a key takes to reach the screen, on the release build
    Vitals,
}

/// A task that fails gives a sentence for the person who called it.
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
            Self::TestTenant => test_tenant::test_tenant(),
            Self::Bench(options) => bench::bench(&options),
            Self::Soak(options) => soak::soak(&options),
            Self::Fuzz(options) => fuzz::fuzz(&options),
            Self::Size => {
                setup::for_building()?;
                size::build()?;
                size::report()
            }
            Self::Screenshots => screenshots::screenshots(),
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
            Self::Sbom => supply_chain::sbom(),
            Self::Licences => licences::write(&run::workspace().join("target")),
            Self::Shape(options) => shape::shape(&options),
            Self::Shapes(scope) => shapes::shapes(&scope),
            Self::Reproduce => {
                setup::for_building()?;
                supply_chain::reproduce()
            }
            Self::Vitals => vitals::vitals(),
        }
    }
}

fn dev() -> Result {
    setup::for_building()?;
    println!("\nBuilding; the two addresses to open follow when the site listens. Ctrl-C ends it.");
    run::command("cargo leptos watch").run()
}
