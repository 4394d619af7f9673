//! The log, to standard output: for people, or one JSON object a line for machines.
//!
//! A thread of its own writes it, so that a log that nobody reads blocks no request. `queue.rs`
//! says what that means for audit events.

mod queue;
mod rate;
mod redact;

pub use queue::FlushOnDrop;
pub use rate::{RateLimited, beginning};

use crate::server::{LogFormat, Settings, audit, log::redact::Redacting};
use queue::{LineWriter, Queue};
use std::{
    io::{IsTerminal as _, stdout},
    panic,
};
use tracing::Metadata;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

/// The lines that this process has not written yet.
static QUEUE: Queue = Queue::new();

/// Starts the log of this process. Drop the returned value last: it waits until everything is
/// written.
pub fn start(settings: &Settings) -> FlushOnDrop {
    let log = tracing_subscriber::fmt().with_env_filter(filter(settings)).with_writer(Writer);
    match settings.log.format {
        LogFormat::Pretty => log.compact().with_ansi(stdout().is_terminal()).init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
    // A panic's message goes through the log too, and so through redaction.
    panic::set_hook(Box::new(|panic| tracing::error!(%panic, "panicked")));
    QUEUE.drain()
}

/// Prints a text for people, in order with the lines of the log.
pub fn print(text: &str) {
    QUEUE.push(format!("{text}\n").into_bytes(), false);
}

/// Whether one more audit event would be queued. Otherwise nothing may be signed.
pub fn has_room_for_audit() -> bool {
    QUEUE.has_room_for_audit()
}

/// The filter of the settings. The audit log is written in any case.
fn filter(settings: &Settings) -> EnvFilter {
    EnvFilter::new(format!("{},{}=info", settings.log.filter, audit::TARGET))
}

struct Writer;

impl<'a> MakeWriter<'a> for Writer {
    type Writer = Redacting<LineWriter<'static>>;

    fn make_writer(&'a self) -> Self::Writer {
        Redacting(QUEUE.writer(false))
    }

    fn make_writer_for(&'a self, event: &Metadata<'_>) -> Self::Writer {
        Redacting(QUEUE.writer(event.target() == audit::TARGET))
    }
}
