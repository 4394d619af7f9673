//! `cargo xtask soak`: whether the server's memory, descriptors and tables stay as they are, however
//! many requests come. docs/operations.md says what is measured and what counts as flat.

mod options;
mod process;
mod report;
mod traffic;
mod trend;

pub use options::Options;
pub use process::Process;
pub use report::Report;

use crate::{App, Result, Sandbox, browser::RUNTIME, wait_up_to};
use report::Sample;
use std::{process::ExitCode, time::Duration};
use traffic::Traffic;

/// After each, the server is looked at. [`trend`] knows the number.
const ROUNDS: usize = 50;
/// The first of them fill pools and tables, and are not judged.
const WARM_UP_ROUNDS: usize = 10;
/// So many that the limits let everything through. What a key has used comes back within a
/// millisecond, so that it is forgotten at the next sweep.
pub const SIGNATURE_BUDGET: &str = "100000/1s";
/// Two sweeps of the rate limits (`memory.rs`), and some time for a slow machine.
const FORGETTING_TIME: Duration = Duration::from_secs(25);
/// Longer than the server takes to notice that a connection is gone.
const CLOSING_TIME: Duration = Duration::from_secs(10);

/// Runs the soak, prints its table, and fails when something grows.
pub fn run(options: &Options) -> ExitCode {
    match RUNTIME.block_on(soak(options.requests as usize, SIGNATURE_BUDGET)) {
        Ok(report) => {
            println!("{report}");
            if report.is_flat() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Sends about this many requests to a site of its own, whose rate limits follow from this budget.
pub async fn soak(requests: usize, signature_budget: &str) -> Result<Report> {
    let sandbox = Sandbox::start("http://localhost:3000").await?;
    let mut settings = sandbox.settings();
    settings.extend([
        ("SIGNATURE_BUDGET", signature_budget.to_owned()),
        // Visitors name their addresses as a proxy would.
        ("TRUSTED_PROXIES", "127.0.0.1/32".to_owned()),
        // Its start is waited for.
        ("RUST_LOG", "error,zuora_cors_sample::server::start=info".to_owned()),
    ]);
    let app = App::start(&settings).await?;
    let site = Process::new(app.process_id())?;
    let zuora = Process::new(sandbox.process_id())?;
    let mut traffic = Traffic::new(&app)?;
    let mut samples = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        traffic.send(requests / ROUNDS).await?;
        let open = traffic.connections();
        wait_up_to(CLOSING_TIME, async || Ok(gauge(&app, "http_connections").await? <= open))
            .await?;
        samples.push(Sample {
            requests: traffic.sent(),
            memory: site.memory()?,
            descriptors: site.descriptors()?,
            connections: gauge(&app, "http_connections").await?,
            keys: gauge(&app, "rate_limit_keys").await?,
            zuoras_memory: zuora.memory()?,
        });
    }
    let unexpected = traffic.end();
    let mut left = (0, 0);
    let forgotten = wait_up_to(FORGETTING_TIME, async || {
        left = (gauge(&app, "http_connections").await?, gauge(&app, "rate_limit_keys").await?);
        Ok(left == (0, 0))
    });
    // What is left then is in the report.
    let _ = forgotten.await;
    Ok(Report { samples: samples.split_off(WARM_UP_ROUNDS), warm_up: samples, left, unexpected })
}

/// The sum of a gauge of the site over all its labels.
async fn gauge(app: &App, name: &str) -> Result<u64> {
    let metrics = reqwest::get(format!("{}/metrics", app.admin)).await?.text().await?;
    let values = metrics.lines().filter_map(|line| {
        let (full_name, value) = line.rsplit_once(' ')?;
        (full_name.split('{').next() == Some(name)).then(|| value.parse::<u64>().ok())?
    });
    Ok(values.sum())
}
