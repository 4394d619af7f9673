//! The log, to standard output: for people, or one JSON object a line for machines.

use super::{LogFormat, Settings, audit, redact::Redacting};
use std::{
    io::{IsTerminal as _, stdout},
    panic,
};
use tracing_subscriber::EnvFilter;

/// Starts the log of this process.
pub fn start(settings: &Settings) {
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter(settings))
        .with_writer(|| Redacting(stdout()));
    match settings.log_format {
        LogFormat::Pretty => log.compact().with_ansi(stdout().is_terminal()).init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
    // What a panic says is written down like everything else, and not past the log.
    panic::set_hook(Box::new(|panic| tracing::error!(%panic, "panicked")));
}

/// What the settings ask for, and the audit log in any case.
fn filter(settings: &Settings) -> EnvFilter {
    EnvFilter::new(format!("{},{}=info", settings.log_filter, audit::TARGET))
}
