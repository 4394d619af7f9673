//! The options of the soak. `xtask` includes this file, so that its help is the soak's.

/// How long it takes.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// How many requests are sent, in fifty rounds
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(5_000..))]
    pub requests: u32,
}
