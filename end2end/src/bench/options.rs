//! The options of the benchmark. `xtask` includes this file, so that its help is the benchmark's.

/// What is measured, and how often.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// How many rounds; the first one fills caches and is not counted
    // The sandbox's journal, from which calls are counted, has room for a thousand exchanges.
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(2..=13))]
    pub rounds: u32,
    /// Round-trip times of every link, in milliseconds
    #[arg(long, value_name = "MS", value_delimiter = ',', default_value = "0,50,200")]
    pub delays: Vec<u64>,
    /// Write the results to docs/benchmarks, and the table in docs/benchmarks.md
    #[arg(long)]
    pub save: bool,
}
