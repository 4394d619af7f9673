//! A whole report, compared word for word. After a change of its form, look at the difference and
//! run `UPDATE_DOCS=1 cargo test --package end2end --lib bench`.

use super::tables;
use crate::bench::{
    counts::Counts,
    result::{BenchResult, Journey, Machine, Run, Sample, Server, SigningSample},
};
use std::{env, fs, path::Path};

/// Three rounds in which A takes 1000 and 600 ms, and C what is given.
pub fn result_with(round_trip_ms: u64, ours: [f64; 2]) -> BenchResult {
    let counts = |preflights, token_calls| Counts {
        preflights,
        connections: 2 * preflights,
        token_calls,
        signatures: 1,
        cards_created: 1,
    };
    let times =
        [("A0", [1200.0, 800.0]), ("A", [1000.0, 600.0]), ("B", [990.0, 590.0]), ("C", ours)];
    let samples = (1..=3).flat_map(|round| {
        times.map(|(contender, [first, second])| {
            let token_calls = usize::from(contender == "A0");
            Sample {
                contender: contender.into(),
                round,
                first: Journey { ms: first, counts: counts(1, token_calls) },
                second: Journey { ms: second, counts: counts(0, token_calls) },
            }
        })
    });
    let server = |contender: &str, brotli_bytes, resident_kib| Server {
        contender: contender.into(),
        requests: if contender == "C" { 5 } else { 1 },
        brotli_bytes,
        resident_kib,
    };
    BenchResult {
        date: "2026-11-26".into(),
        command: "cargo xtask bench".into(),
        machine: Machine {
            cpu: "A processor".into(),
            cores: 2,
            kernel: "Linux 6.1.0".into(),
            chromium: "140.0.1.2".into(),
            node: "v20.1.0".into(),
            express: "5.0.0".into(),
            rustc: "rustc 1.95.0".into(),
        },
        servers: vec![
            server("A0", 1500, Some(61_440)),
            server("A", 1500, Some(62_000)),
            server("B", 1500, Some(9_000)),
            server("C", 90_000, None),
        ],
        runs: vec![Run { round_trip_ms, samples: samples.collect() }],
        signing: ["A", "B", "C"]
            .map(|contender| SigningSample {
                contender: contender.into(),
                round: 1,
                signatures: if contender == "B" { 8000 } else { 4000 },
                seconds: 2.0,
                processor_seconds: (contender != "C").then_some(0.4),
            })
            .into(),
    }
}

#[test]
fn a_report_reads_like_this() {
    let mut result = result_with(200, [400.0, 210.0]);
    result.runs.insert(0, result_with(0, [30.0, 12.0]).runs.remove(0));
    // Rounds of which one differs.
    let last = result.runs[1].samples.len() - 1;
    result.runs[1].samples[last].first.ms = 500.0;
    result.runs[1].samples[last].first.counts.signatures = 2;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bench/report/expected.md");
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, tables(&result)).expect("it can be written");
    }
    assert_eq!(tables(&result), fs::read_to_string(path).expect("the expected report"));
}
