//! The log, to standard output: for people, or one JSON object a line for machines.
//!
//! A thread of its own writes it, so that a log that nobody reads stops nobody's request. What that means for audit events is said in `queue.rs`.

mod queue;
mod rate;
mod redact;

pub use queue::Drained;
pub use rate::{RateLimited, beginning};

use crate::server::{LogFormat, Settings, audit, log::redact::Redacting};
use queue::{Lines, Queue};
use std::{
    io::{IsTerminal as _, stdout},
    panic,
};
use tracing::Metadata;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

/// What this process has to log and has not written yet.
static QUEUE: Queue = Queue::new();

/// Starts the log of this process. What it holds when the returned value is dropped is still written, if somebody reads it.
pub fn start(settings: &Settings) -> Drained {
    let log = tracing_subscriber::fmt().with_env_filter(filter(settings)).with_writer(Writer);
    match settings.log.format {
        LogFormat::Pretty => log.compact().with_ansi(stdout().is_terminal()).init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
    // What a panic says is written down like everything else, and not past the log.
    panic::set_hook(Box::new(|panic| tracing::error!(%panic, "panicked")));
    QUEUE.drain()
}

/// Writes a text for people, in its place among the log's lines.
pub fn print(text: &str) {
    QUEUE.push(format!("{text}\n").into_bytes(), false);
}

/// Whether one more audit event will certainly be kept until it can be written. Without that, nothing may be signed.
pub fn has_room_for_audit() -> bool {
    QUEUE.has_room_for_audit()
}

/// What the settings ask for, and the audit log in any case.
fn filter(settings: &Settings) -> EnvFilter {
    EnvFilter::new(format!("{},{}=info", settings.log.filter, audit::TARGET))
}

/// Makes the writer of one event.
struct Writer;

impl<'a> MakeWriter<'a> for Writer {
    type Writer = Redacting<Lines<'static>>;

    fn make_writer(&'a self) -> Self::Writer {
        Redacting(QUEUE.lines(false))
    }

    fn make_writer_for(&'a self, event: &Metadata<'_>) -> Self::Writer {
        Redacting(QUEUE.lines(event.target() == audit::TARGET))
    }
}
