//! Runs a journey in an engine's browser, and reports what each engine has done.

use crate::{
    engine::{Engine, Programs},
    journeys::Journey,
    session::Session,
    visit::Visit,
};
use end2end::block_on;
use futures::FutureExt as _;
use libtest_mimic::{Completion, Failed};
use std::{
    any::Any,
    panic::AssertUnwindSafe,
    time::{Duration, Instant},
};
use tokio::{sync::Mutex, time::timeout};

/// No journey takes as long on the slowest machine.
const TIMEOUT: Duration = Duration::from_mins(2);

/// An engine's browser, and what it has done.
#[derive(Default)]
struct Lane {
    session: Option<Session>,
    version: String,
    passed: usize,
    failed: usize,
    /// Journeys that have failed once, and why. They were made again in a new browser.
    again: Vec<String>,
    took: Duration,
}

static LANES: [Mutex<Option<Lane>>; 3] =
    [Mutex::const_new(None), Mutex::const_new(None), Mutex::const_new(None)];

/// Runs a journey. Where the engine is missing, it says so.
pub fn run(engine: Engine, journey: &Journey) -> Result<Completion, Failed> {
    let programs = match engine.programs() {
        Ok(programs) => programs,
        Err(why) => return Ok(Completion::ignored_with(why)),
    };
    block_on(async {
        let mut lane = LANES[engine as usize].lock().await;
        let lane = lane.get_or_insert_default();
        let start = Instant::now();
        let mut outcome = attempt(lane, engine, &programs, journey).await;
        // WebKit's driver loses a click or a script now and then. What is wrong in the page fails again.
        if let Err(why) = &outcome {
            lane.again.push(format!("{}: {why}", journey.name));
            outcome = attempt(lane, engine, &programs, journey).await;
        }
        lane.took += start.elapsed();
        match &outcome {
            Ok(()) => lane.passed += 1,
            Err(_) => lane.failed += 1,
        }
        Ok(outcome.map(|()| Completion::Completed).map_err(Failed::from))
    })
}

/// Makes a journey within the time limit.
async fn attempt(
    lane: &mut Lane,
    engine: Engine,
    programs: &Programs,
    journey: &Journey,
) -> Result<(), String> {
    let outcome = timeout(TIMEOUT, run_in(lane, engine, programs, journey)).await;
    let outcome = outcome.unwrap_or_else(|_| Err("it does not end".into()));
    // What has gone wrong in this browser must not spoil the journeys that follow.
    if outcome.is_err()
        && let Some(session) = lane.session.take()
    {
        let _ = session.quit().await;
    }
    outcome
}

async fn run_in(
    lane: &mut Lane,
    engine: Engine,
    programs: &Programs,
    journey: &Journey,
) -> Result<(), String> {
    let as_text = |error: end2end::Error| error.to_string();
    if lane.session.is_none() {
        let session = Session::start(engine, programs).await;
        let session =
            session.map_err(|error| format!("{} does not start: {error}", engine.name()))?;
        lane.version.clone_from(&session.version);
        lane.session = Some(session);
    }
    let session = lane.session.as_ref().ok_or("there is no browser")?;
    let visit = Visit::begin(engine, session).await.map_err(as_text)?;
    outcome((journey.run)(&visit)).await?;
    visit.expect_no_card().map_err(as_text)
}

/// How a journey ends. A failed assertion is text too.
pub async fn outcome(journey: impl Future<Output = end2end::Result>) -> Result<(), String> {
    match AssertUnwindSafe(journey).catch_unwind().await {
        Ok(outcome) => outcome.map_err(|error| error.to_string()),
        Err(panic) => Err(message(&*panic)),
    }
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked").to_owned()
}

/// Ends every browser, and prints a table of what has been run in it.
pub fn finish() {
    println!("{:<10}{:<16}{:>8}{:>8}{:>8}", "engine", "version", "passed", "failed", "seconds");
    for engine in Engine::ALL {
        let lane = block_on(async {
            let mut lane = LANES[engine as usize].lock().await.take().unwrap_or_default();
            if let Some(session) = lane.session.take() {
                let _ = session.quit().await;
            }
            Ok(lane)
        });
        match engine.programs() {
            Err(why) => println!("{why}"),
            Ok(_) => println!(
                "{:<10}{:<16}{:>8}{:>8}{:>8}",
                engine.name(),
                lane.version,
                lane.passed,
                lane.failed,
                lane.took.as_secs()
            ),
        }
        for journey in lane.again {
            println!("{}, made again: {journey}", engine.name());
        }
    }
    println!();
}
