//! `cargo xtask bench`: how long a customer waits for a card to be saved, here and at two peers.
//! docs/benchmarks.md says what is measured and how.
//!
//! All contenders use one sandbox, as sites of one origin, behind links with a round-trip time:
//!
//! ```text
//! browser ── site's link ──────────► the contender whose turn it is
//! browser ── browser's link ───────► sandbox
//! contender ── contender's link ───► sandbox
//! ```

mod contender;
mod counts;
mod document;
mod gates;
mod machine;
mod network;
mod options;
mod page_size;
mod relay;
mod report;
mod result;
mod signing;
mod statistics;
mod visit;

pub use options::Options;

use crate::{Result, browser::RUNTIME};
use contender::Kind;
use network::Network;
use result::{BenchResult, Run, Sample};
use std::{
    env,
    io::{Write as _, stdout},
    process::ExitCode,
    time::{Duration, Instant},
};

/// Measures, prints the report, and fails when a gate is missed.
pub fn run(options: &Options) -> ExitCode {
    match RUNTIME.block_on(measure(options)).and_then(|result| finish(&result, options)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(options: &Options) -> Result<BenchResult> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let mut result = BenchResult {
        date: time::OffsetDateTime::now_utc().date().to_string(),
        command: ["cargo xtask bench".to_owned()]
            .into_iter()
            .chain(arguments)
            .collect::<Vec<_>>()
            .join(" "),
        machine: machine::describe()?,
        servers: Vec::new(),
        runs: Vec::new(),
        signing: Vec::new(),
    };
    result.signing = signing::measure(options.rounds as usize).await?;
    for delay in &options.delays {
        let network = Network::start(Duration::from_millis(*delay)).await?;
        result.machine.chromium = network.browser_version().await?;
        result.runs.push(run_rounds(&network, *delay, options.rounds as usize).await?);
        // After the visits, when every server has done the same work.
        result.servers = network.measure_servers().await?;
    }
    Ok(result)
}

/// Has every contender visited once a round. The order is another one in each round.
async fn run_rounds(network: &Network, delay: u64, rounds: usize) -> Result<Run> {
    let mut samples = Vec::new();
    for round in 0..rounds {
        print!("round trips of {delay} ms, round {} of {rounds}", round + 1);
        stdout().flush()?;
        let begun = Instant::now();
        for turn in 0..Kind::ALL.len() {
            let kind = Kind::ALL[(round + turn) % Kind::ALL.len()];
            let (first, second) = network.visit(kind).await?;
            // The first round fills caches.
            if round > 0 {
                samples.push(Sample { contender: kind.name().into(), round, first, second });
            }
        }
        println!(
            ": {:.1} s{}",
            begun.elapsed().as_secs_f64(),
            if round == 0 { ", not counted" } else { "" }
        );
    }
    Ok(Run { round_trip_ms: delay, samples })
}

fn finish(result: &BenchResult, options: &Options) -> Result<bool> {
    println!("\n{}", report::tables(result));
    if options.save {
        println!("written: {}", document::save(result)?);
    }
    let gates = gates::gates(result);
    for gate in &gates {
        println!("{gate}");
    }
    Ok(gates.iter().all(|gate| gate.met != Some(false)))
}
