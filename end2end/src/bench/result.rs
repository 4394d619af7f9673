//! What a run of the benchmark has found, as it is saved: every single measurement, so that the
//! report can be made from it again.

use super::{contender::Kind, counts::Counts};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
pub struct BenchResult {
    /// The day, in UTC: `2026-11-26`.
    pub date: String,
    pub command: String,
    pub machine: Machine,
    pub servers: Vec<Server>,
    /// One for each round-trip time.
    pub runs: Vec<Run>,
    #[serde(default)]
    pub signing: Vec<SigningSample>,
}

/// What the times depend on. Nothing here says whose machine it is.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Machine {
    pub cpu: String,
    pub cores: usize,
    pub kernel: String,
    pub chromium: String,
    pub node: String,
    pub express: String,
    pub rustc: String,
}

/// What a contender weighs.
#[derive(Debug, Serialize, Deserialize)]
pub struct Server {
    pub contender: String,
    /// Until the page can be used.
    pub requests: usize,
    pub brotli_bytes: usize,
    pub resident_kib: Option<u64>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Run {
    pub round_trip_ms: u64,
    pub samples: Vec<Sample>,
}

/// One visit.
#[derive(Debug, Serialize, Deserialize)]
pub struct Sample {
    pub contender: String,
    pub round: usize,
    pub first: Journey,
    pub second: Journey,
}

/// A card that was saved.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Journey {
    /// From the click until the page said so.
    pub ms: f64,
    pub counts: Counts,
}

/// What a server has done for many customers at once.
#[derive(Debug, Serialize, Deserialize)]
pub struct SigningSample {
    pub contender: String,
    pub round: usize,
    pub signatures: u32,
    pub seconds: f64,
    /// The time of processors that the server's process has used. `None` where Linux's /proc is not
    /// there.
    pub processor_seconds: Option<f64>,
}

/// Which card of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    First,
    Second,
}

impl BenchResult {
    /// A contender's signatures in a second, in the order of the rounds.
    pub fn signatures_per_second(&self, kind: Kind) -> Vec<f64> {
        let samples = self.signing.iter().filter(|sample| sample.contender == kind.name());
        samples.map(|sample| f64::from(sample.signatures) / sample.seconds).collect()
    }

    /// What each of a contender's signatures took of a processor, in microseconds, in the order of
    /// the rounds. Empty where it is not known.
    pub fn microseconds_per_signature(&self, kind: Kind) -> Vec<f64> {
        let samples = self.signing.iter().filter(|sample| sample.contender == kind.name());
        let microseconds = |sample: &SigningSample| {
            Some(sample.processor_seconds? * 1e6 / f64::from(sample.signatures))
        };
        samples.filter_map(microseconds).collect()
    }
}

impl Run {
    /// The journeys of a contender, in the order of the rounds.
    pub fn journeys(&self, kind: Kind, which: Which) -> Vec<Journey> {
        let samples = self.samples.iter().filter(|sample| sample.contender == kind.name());
        let pick = |sample: &Sample| match which {
            Which::First => sample.first,
            Which::Second => sample.second,
        };
        samples.map(pick).collect()
    }

    /// Their times, in milliseconds.
    pub fn times(&self, kind: Kind, which: Which) -> Vec<f64> {
        self.journeys(kind, which).iter().map(|journey| journey.ms).collect()
    }
}
