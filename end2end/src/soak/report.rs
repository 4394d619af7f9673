//! The table of a soak, and whether what it shows is flat.

use super::trend::{Trend, trend};
use std::fmt;

const MIB: f64 = 1024.0 * 1024.0;
/// The memory may grow by so much in the rounds that are judged: an allocator takes what it needs in
/// steps, and gives little back. In a million requests, that is less than eleven bytes a request.
const MEMORY_BOUND: f64 = 8.0 * MIB;
/// So many connections to Zuora may be opened or closed meanwhile.
const DESCRIPTORS_BOUND: f64 = 4.0;
/// The sandbox keeps up to 100,000 tickets that nobody uses, and a thousand exchanges
/// (`src/sandbox`): it is bounded, and not flat.
const ZUORAS_BOUND: f64 = 256.0 * MIB;
/// Every so many rounds have a line in the table.
const SHOWN: usize = 5;

/// What the processes have after a round.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Sent so far.
    pub requests: usize,
    /// In bytes.
    pub memory: u64,
    pub descriptors: u64,
    pub connections: u64,
    pub keys: u64,
    /// Of the sandbox, in bytes.
    pub zuoras_memory: u64,
}

/// What a soak has found.
#[derive(Debug)]
pub struct Report {
    pub(super) warm_up: Vec<Sample>,
    /// After the warm-up.
    pub(super) samples: Vec<Sample>,
    /// Connections and keys that are left a while after the last request.
    pub(super) left: (u64, u64),
    /// Answers that should not have come.
    pub(super) unexpected: Vec<String>,
}

impl Report {
    /// The trend of the site's memory, in bytes.
    pub fn memory(&self) -> Trend {
        self.trend(|sample| sample.memory)
    }

    /// The trend of the site's descriptors.
    pub fn descriptors(&self) -> Trend {
        self.trend(|sample| sample.descriptors)
    }

    /// How many keys of the rate limits are left a while after the last request.
    pub fn keys_left(&self) -> u64 {
        self.left.1
    }

    /// The highest number of keys at the end of a round.
    pub fn most_keys(&self) -> u64 {
        self.samples.iter().map(|sample| sample.keys).max().unwrap_or_default()
    }

    pub fn is_flat(&self) -> bool {
        self.findings().into_iter().all(|(_, is_flat)| is_flat)
    }

    fn trend(&self, value: impl Fn(&Sample) -> u64) -> Trend {
        trend(&self.samples.iter().map(|sample| number(value(sample))).collect::<Vec<_>>())
    }

    /// A sentence for each thing that is judged, and whether it is as it should be.
    fn findings(&self) -> Vec<(String, bool)> {
        let (memory, descriptors) = (self.memory(), self.descriptors());
        let zuoras_most = self.samples.iter().map(|sample| sample.zuoras_memory).max();
        let zuoras_most = number(zuoras_most.unwrap_or_default());
        let (connections, keys) = self.left;
        let Trend { growth, low, high } = memory;
        let mut findings = vec![
            (
                format!(
                    "memory: {:+.2} MiB over the run (95 %: {:+.2} to {:+.2}; bound {:.0})",
                    growth / MIB,
                    low / MIB,
                    high / MIB,
                    MEMORY_BOUND / MIB
                ),
                memory.is_flat(MEMORY_BOUND),
            ),
            (
                format!(
                    "descriptors: {:+.2} over the run (95 %: {:+.2} to {:+.2}; bound {DESCRIPTORS_BOUND:.0})",
                    descriptors.growth, descriptors.low, descriptors.high
                ),
                descriptors.is_flat(DESCRIPTORS_BOUND),
            ),
            (format!("connections at the end: {connections}"), connections == 0),
            (format!("keys of the rate limits at the end: {keys}"), keys == 0),
            (
                format!(
                    "the sandbox's memory: at most {:.0} MiB (bound {:.0})",
                    zuoras_most / MIB,
                    ZUORAS_BOUND / MIB
                ),
                zuoras_most <= ZUORAS_BOUND,
            ),
        ];
        findings
            .extend(self.unexpected.iter().map(|answer| (format!("unexpected: {answer}"), false)));
        findings
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:>10}{:>14}{:>14}{:>14}{:>10}{:>16}",
            "requests", "memory, MiB", "descriptors", "connections", "keys", "sandbox, MiB"
        )?;
        let rounds = self.warm_up.iter().chain(&self.samples);
        for sample in rounds.skip(SHOWN - 1).step_by(SHOWN) {
            let Sample { requests, descriptors, connections, keys, .. } = sample;
            let (memory, zuoras) =
                (number(sample.memory) / MIB, number(sample.zuoras_memory) / MIB);
            writeln!(
                f,
                "{requests:>10}{memory:>14.1}{descriptors:>14}{connections:>14}{keys:>10}{zuoras:>16.1}"
            )?;
        }
        writeln!(f, "\nwithout the first {} rounds:", self.warm_up.len())?;
        for (finding, is_flat) in self.findings() {
            writeln!(f, "{} {finding}", if is_flat { "✓" } else { "✗" })?;
        }
        write!(f, "{}", if self.is_flat() { "flat" } else { "NOT FLAT" })
    }
}

#[expect(clippy::cast_precision_loss)] // for a person to read, or of a size that is exact
fn number(value: u64) -> f64 {
    value as f64
}
