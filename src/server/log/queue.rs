//! The lines that wait to be written, and the thread that writes them.
//!
//! When nobody reads standard output, a write to it blocks for ever. The server must not wait for
//! it, and no audit event may be lost. So once `MAX_WAITING_BYTES` wait, further lines are dropped
//! and counted. Audit events are queued all the same, up to a number that the rate limits do not
//! allow in an hour. While that many wait, nothing is signed that would need another
//! (`has_room_for_audit`).

use crate::server::metrics;
use std::{
    collections::VecDeque,
    io::{self, Write},
    mem::take,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

/// For all waiting lines together, audit events not counted.
const MAX_WAITING_BYTES: usize = 4 * 1024 * 1024;
/// Nothing is signed while this many audit events wait. One has about 400 bytes.
const MAX_WAITING_AUDIT: usize = 20_000;
/// For requests that were admitted before the limit was reached, and will each write an audit
/// event. There are never as many at once.
const AUDIT_RESERVE: usize = 2_000;
/// How late a line can be because others are gathered with it.
const GATHERING_TIME: Duration = Duration::from_millis(5);
/// How much is written at once: what a pipe holds, on Linux.
const MAX_BATCH_BYTES: usize = 64 * 1024;
/// How long the end of the process waits for a log that nobody reads.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(2);

/// Lines in the order in which they were logged.
pub struct Queue {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

struct Waiting {
    lines: VecDeque<Line>,
    /// Of those lines that are not audit events.
    bytes: usize,
    audit: usize,
    /// Lines dropped since the last report.
    lost: u64,
    is_writing: bool,
    /// Whether somebody waits for the last line to be written.
    is_ending: bool,
}

impl Waiting {
    /// The next lines, as many as are written at once.
    fn take_batch(&mut self) -> Vec<Line> {
        let mut bytes = 0;
        let lines = self.lines.iter().take_while(|line| {
            bytes += line.text.len();
            bytes <= MAX_BATCH_BYTES
        });
        let count = lines.count().max(1).min(self.lines.len());
        self.lines.drain(..count).collect()
    }
}

struct Line {
    text: Vec<u8>,
    is_audit: bool,
}

impl Queue {
    pub const fn new() -> Self {
        Self {
            waiting: Mutex::new(Waiting {
                lines: VecDeque::new(),
                bytes: 0,
                audit: 0,
                lost: 0,
                is_writing: false,
                is_ending: false,
            }),
            changed: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a line. Never blocks.
    pub fn push(&self, text: Vec<u8>, is_audit: bool) {
        let mut waiting = self.lock();
        let fits = match is_audit {
            true => waiting.audit < MAX_WAITING_AUDIT + AUDIT_RESERVE,
            false => waiting.bytes + text.len() <= MAX_WAITING_BYTES,
        };
        if fits {
            match is_audit {
                true => waiting.audit += 1,
                false => waiting.bytes += text.len(),
            }
            waiting.lines.push_back(Line { text, is_audit });
        } else {
            waiting.lost += 1;
        }
        // A thread that writes looks for more by itself. To wake one that waits is a system call.
        let is_first = fits && !waiting.is_writing && waiting.lines.len() == 1;
        drop(waiting);
        if is_first {
            self.changed.notify_all();
        }
        if !fits {
            metrics::log_line_lost();
        }
    }

    /// Whether one more audit event would be queued.
    pub fn has_room_for_audit(&self) -> bool {
        self.lock().audit < MAX_WAITING_AUDIT
    }

    /// A writer for one event.
    pub fn writer(&self, is_audit: bool) -> LineWriter<'_> {
        LineWriter { queue: self, is_audit }
    }

    /// Starts the thread that writes the lines.
    pub fn drain(&'static self) -> FlushOnDrop {
        let thread = thread::Builder::new().name("log".into()).spawn(|| {
            loop {
                self.wait_for_lines();
                self.write_batch(&mut io::stdout(), &mut io::stderr());
            }
        });
        if thread.is_err() {
            metrics::log_line_lost();
        }
        FlushOnDrop(self)
    }

    /// Waits until there is a line. If there was none, lets others come before it returns: for the
    /// threads that log, waking this one costs more than a line does.
    fn wait_for_lines(&self) {
        let waiting = self.lock();
        if !waiting.lines.is_empty() {
            return;
        }
        let has_none = |waiting: &mut Waiting| waiting.lines.is_empty();
        drop(self.changed.wait_while(waiting, has_none));
        thread::sleep(GATHERING_TIME);
    }

    /// Waits for lines and writes a batch of them. When the reader has closed `output`, they are
    /// lost, but audit events are written to `errors`: some twice, rather than one never.
    fn write_batch(&self, output: &mut impl Write, errors: &mut impl Write) {
        let waiting = self.changed.wait_while(self.lock(), |waiting| waiting.lines.is_empty());
        let mut waiting = waiting.unwrap_or_else(PoisonError::into_inner);
        let batch = waiting.take_batch();
        waiting.is_writing = true;
        drop(waiting);
        let text = batch.iter().map(|line| &*line.text).collect::<Vec<_>>().concat();
        let unwritten = match output.write_all(&text).and_then(|()| output.flush()) {
            Ok(()) => 0,
            Err(_) => batch
                .iter()
                .filter(|line| !line.is_audit || errors.write_all(&line.text).is_err())
                .count(),
        };
        let mut waiting = self.lock();
        waiting.is_writing = false;
        for line in &batch {
            match line.is_audit {
                true => waiting.audit -= 1,
                false => waiting.bytes -= line.text.len(),
            }
        }
        // Not before there is room again for the report itself.
        let is_reported = unwritten == 0 && waiting.bytes < MAX_WAITING_BYTES / 2;
        let lost = if is_reported { take(&mut waiting.lost) } else { 0 };
        let is_awaited = waiting.is_ending;
        drop(waiting);
        if is_awaited {
            self.changed.notify_all();
        }
        for _ in 0..unwritten {
            metrics::log_line_lost();
        }
        if lost > 0 {
            tracing::warn!(lost, "lines of the log were lost: nobody read it");
        }
    }

    /// Waits until everything is written, at most until the timeout.
    fn wait_until_empty(&self, timeout: Duration) {
        let is_busy = |waiting: &mut Waiting| waiting.is_writing || !waiting.lines.is_empty();
        let mut waiting = self.lock();
        waiting.is_ending = true;
        let _ = self.changed.wait_timeout_while(waiting, timeout, is_busy);
    }
}

/// Adds each event that is written to it as a line.
pub struct LineWriter<'a> {
    queue: &'a Queue,
    is_audit: bool,
}

impl Write for LineWriter<'_> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        self.queue.push(event.to_vec(), self.is_audit);
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Held until the end of the process. Its drop waits until the last lines are written.
#[must_use]
pub struct FlushOnDrop(&'static Queue);

impl Drop for FlushOnDrop {
    fn drop(&mut self) {
        self.0.wait_until_empty(DRAIN_TIMEOUT);
    }
}

#[cfg(test)]
mod tests;
