//! The log, to standard output: for people, or one JSON object a line for machines. And, beside it, the
//! traces.
//!
//! A thread of its own writes it, so that a log that nobody reads blocks no request. `queue.rs`
//! says what that means for audit events.

#[cfg(test)]
mod events;
mod queue;
mod rate;
pub mod redact;

pub use rate::{RateLimited, beginning};

use crate::server::{LogFormat, Settings, audit, log::redact::Redacting, traces};
use queue::{LineWriter, Queue};
use std::{
    io::{IsTerminal as _, stdout},
    panic,
};
use tracing::{Metadata, Subscriber};
use tracing_subscriber::{
    EnvFilter, Layer,
    filter::filter_fn,
    fmt::{self, MakeWriter},
    layer::SubscriberExt as _,
    registry,
    registry::LookupSpan,
    util::SubscriberInitExt as _,
};

/// The lines that this process has not written yet.
static QUEUE: Queue = Queue::new();

/// Held until the end of the process. Its drop waits until everything is sent and written.
#[must_use]
pub struct FlushOnDrop {
    // Before the log, which says when it fails.
    _traces: Option<traces::FlushOnDrop>,
    _log: queue::FlushOnDrop,
}

/// Starts the log of this process, and its traces where a collector is configured. Drop the returned
/// value last.
pub fn start(settings: &Settings) -> FlushOnDrop {
    let traces = settings.traces.as_ref().map(traces::start).transpose();
    let (traces, failure) = match traces {
        Ok(traces) => (traces, None),
        Err(error) => (None, Some(error)),
    };
    let filter = filter(settings, traces.is_some());
    let traces = match traces {
        None => {
            registry().with(filter).with(lines(settings.log.format)).init();
            None
        }
        Some((layer, flush)) => {
            let is_for_log = filter_fn(|metadata| metadata.target() != traces::TARGET);
            let lines = lines(settings.log.format).with_filter(is_for_log);
            registry().with(layer).with(filter).with(lines).init();
            Some(flush)
        }
    };
    // A panic's message goes through the log too, and so through redaction.
    panic::set_hook(Box::new(|panic| tracing::error!(%panic, "panicked")));
    if let Some(error) = failure {
        tracing::error!(%error, "no traces are exported");
    }
    FlushOnDrop { _traces: traces, _log: QUEUE.drain() }
}

fn lines<S>(format: LogFormat) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let log = fmt::layer().with_writer(Writer);
    match format {
        LogFormat::Pretty => log.compact().with_ansi(stdout().is_terminal()).boxed(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).boxed(),
    }
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
fn filter(settings: &Settings, has_traces: bool) -> EnvFilter {
    let traces = if has_traces { "info" } else { "off" };
    let always = format!("{}=info,{}={traces}", audit::TARGET, traces::TARGET);
    EnvFilter::new(format!("{},{always}", settings.log.filter))
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
