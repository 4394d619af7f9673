//! The journeys that differ by engine, in each of three engines, by `WebDriver`. The browser suite
//! (`tests/suite`) has everything else, in Chromium.
//!
//! Each journey is a test for each engine: `webkit::a_card_is_saved`. The tests of an engine that the
//! machine does not have are ignored, with the reason.

mod between;
mod documentation;
mod engine;
mod journeys;
mod page;
mod runner;
mod session;
mod visit;

use engine::Engine;
use libtest_mimic::{Arguments, Trial};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    // By journey, so that the engines take turns and two journeys can run beside each other.
    let journeys = journeys::ALL.iter().flat_map(|journey| {
        Engine::ALL.map(|engine| {
            let name = format!("{}::{}", engine.name(), journey.name);
            Trial::ignorable_test(name, move || runner::run(engine, journey))
        })
    });
    let documentation = Trial::test("docs_browsers_md_has_every_journey", || {
        documentation::expect_every_journey().map_err(|error| error.to_string().into())
    });
    let conclusion = libtest_mimic::run(&arguments, journeys.chain([documentation]).collect());
    if !arguments.list {
        runner::finish();
    }
    conclusion.exit_code()
}
