//! The tables of a report, in Markdown, made from the single measurements.

use super::{
    contender::Kind,
    result::{BenchResult, Run, Server, Which},
    statistics::{median, ratio},
};
use std::fmt::Write as _;

const JOURNEYS: [(Which, &str); 2] = [(Which::First, "first card"), (Which::Second, "second card")];

/// Every table: ratios, times, calls and sizes, and below them the machine.
pub fn tables(result: &BenchResult) -> String {
    let machine = &result.machine;
    [
        ratios(result),
        times(result),
        result.runs.iter().max_by_key(|run| run.round_trip_ms).map(calls).unwrap_or_default(),
        signing(result),
        sizes(&result.servers),
        format!(
            "{}: `{}`. {} ({} cores), {}; Chromium {}, Node.js {}, Express {}, {}.\n",
            result.date,
            result.command,
            machine.cpu,
            machine.cores,
            machine.kernel,
            machine.chromium,
            machine.node,
            machine.express,
            machine.rustc,
        ),
    ]
    .join("\n")
}

/// How long this project's page takes, as a part of what each peer's takes.
fn ratios(result: &BenchResult) -> String {
    let row = |run: &Run, which: Which| {
        let ours = run.times(Kind::Ours, which);
        let cell = |peer: Kind| {
            let found = ratio(&ours, &run.times(peer, which));
            format!("{:.2} ({:.2} to {:.2})", found.median, found.low, found.high)
        };
        [Kind::Published, Kind::Express, Kind::Axum].map(cell).to_vec()
    };
    let heads = ["C / A0", "C / A", "C / B"].map(str::to_owned);
    by_run("ratio of times, with 95 % intervals", &heads, result, row)
}

/// Medians, in milliseconds and in round trips.
fn times(result: &BenchResult) -> String {
    let row = |run: &Run, which: Which| {
        let cell = |kind: Kind| {
            let time = median(&run.times(kind, which));
            match u32::try_from(run.round_trip_ms) {
                Ok(round_trip @ 1..) => {
                    format!("{time:.0} ms = {:.1} R", time / f64::from(round_trip))
                }
                _ => format!("{time:.0} ms"),
            }
        };
        Kind::ALL.map(cell).to_vec()
    };
    by_run("median time", &Kind::ALL.map(|kind| kind.name().to_owned()), result, row)
}

fn by_run(
    title: &str,
    heads: &[String],
    result: &BenchResult,
    row: impl Fn(&Run, Which) -> Vec<String>,
) -> String {
    let mut table = Table::new(title, heads);
    for (which, journey) in JOURNEYS {
        for run in &result.runs {
            table.row(&format!("{journey}, R = {} ms", run.round_trip_ms), &row(run, which));
        }
    }
    table.0
}

/// Calls and connections. Where rounds differ: the fewest and the most.
fn calls(run: &Run) -> String {
    let title = format!("calls, R = {} ms", run.round_trip_ms);
    let mut table = Table::new(&title, &Kind::ALL.map(|kind| kind.name().to_owned()));
    for (which, journey) in JOURNEYS {
        let counts = |kind| {
            let journeys = run.journeys(kind, which).into_iter();
            journeys.map(|journey| journey.counts.named()).collect::<Vec<_>>()
        };
        let names = counts(Kind::Ours).first().copied().unwrap_or_default().map(|(name, _)| name);
        for (index, name) in names.into_iter().enumerate() {
            let cell = |kind: Kind| {
                let found = counts(kind);
                let numbers = found.iter().map(|counts| counts[index].1);
                match (numbers.clone().min(), numbers.max()) {
                    (Some(fewest), Some(most)) if fewest != most => format!("{fewest} to {most}"),
                    (fewest, _) => fewest.unwrap_or_default().to_string(),
                }
            };
            table.row(&format!("{journey}: {name}"), &Kind::ALL.map(cell));
        }
    }
    table.0
}

/// How many signatures a server gets for many customers at once, and what each costs.
fn signing(result: &BenchResult) -> String {
    let kinds = [Kind::Express, Kind::Axum, Kind::Ours];
    let mut table =
        Table::new("signatures, 16 customers at once", &kinds.map(|kind| kind.name().to_owned()));
    let rate = |kind| format!("{:.0}", median(&result.signatures_per_second(kind)));
    table.row("signatures in a second", &kinds.map(rate));
    let compared = |kind| {
        let found =
            ratio(&result.signatures_per_second(Kind::Ours), &result.signatures_per_second(kind));
        format!("{:.2} ({:.2} to {:.2})", found.median, found.low, found.high)
    };
    table.row("C in relation to this", &kinds.map(compared));
    let cost = |kind| match &result.microseconds_per_signature(kind)[..] {
        [] => "unknown".into(),
        times => format!("{:.0} µs", median(times)),
    };
    table.row("processor's time for each", &kinds.map(cost));
    table.0
}

/// What a visitor downloads, and what a server needs.
fn sizes(servers: &[Server]) -> String {
    let heads: Vec<_> = servers.iter().map(|server| server.contender.clone()).collect();
    let mut table = Table::new("size", &heads);
    let mut row = |name: &str, cell: &dyn Fn(&Server) -> String| {
        table.row(name, &servers.iter().map(cell).collect::<Vec<_>>());
    };
    row("page, compressed with brotli, bytes", &|server| server.brotli_bytes.to_string());
    row("requests until it can be used", &|server| server.requests.to_string());
    row("server's memory, idle after the visits, MiB", &|server| {
        server.resident_kib.map_or("unknown".into(), |kib| (kib / 1024).to_string())
    });
    table.0
}

/// A table in Markdown.
struct Table(String);

impl Table {
    fn new(title: &str, heads: &[String]) -> Self {
        let mut table = Self(String::new());
        table.row(title, heads);
        table.0.push_str("|---|");
        table.0.push_str(&"---:|".repeat(heads.len()));
        table.0.push('\n');
        table
    }

    fn row(&mut self, name: &str, cells: &[String]) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.0, "| {name} | {} |", cells.join(" | "));
    }
}

#[cfg(test)]
pub mod tests;
