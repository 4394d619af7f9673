//! What is to be logged and has not been written yet, and the thread that writes it.
//!
//! When nobody reads the log, a write to it never returns. Two things must not happen then: the server must not wait for it, and an audit event must not be
//! lost. So most lines are lost once many of them wait, and are counted; audit events go on waiting, up to a number that the budgets do not let through in
//! an hour, and while so many wait nothing is signed that would need another (`has_room_for_audit`).

use crate::server::metrics;
use std::{
    collections::VecDeque,
    io::{self, Write},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

/// Lines that wait, other than audit events, have no more bytes than this together.
const MAX_WAITING_BYTES: usize = 4 * 1024 * 1024;
/// Nothing is signed while so many audit events wait. One is about 400 bytes.
const MAX_WAITING_AUDIT: usize = 20_000;
/// Requests that have been let through and will write an audit event. There are never so many at once.
const AUDIT_RESERVE: usize = 2_000;
/// At the end of the process, a log that nobody reads is waited for this long.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(2);

/// Lines in the order in which they came.
pub struct Queue {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

struct Waiting {
    lines: VecDeque<Line>,
    /// Bytes of those lines that are no audit events.
    bytes: usize,
    audit: usize,
    /// How many lines have been lost and not been told of.
    lost: u64,
    is_writing: bool,
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
            }),
            changed: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a line without ever waiting.
    pub fn push(&self, text: Vec<u8>, is_audit: bool) {
        let mut waiting = self.lock();
        let is_kept = match is_audit {
            true => waiting.audit < MAX_WAITING_AUDIT + AUDIT_RESERVE,
            false => waiting.bytes + text.len() <= MAX_WAITING_BYTES,
        };
        if is_kept {
            match is_audit {
                true => waiting.audit += 1,
                false => waiting.bytes += text.len(),
            }
            waiting.lines.push_back(Line { text, is_audit });
        } else {
            waiting.lost += 1;
        }
        drop(waiting);
        match is_kept {
            true => self.changed.notify_all(),
            false => metrics::log_line_lost(),
        }
    }

    /// Whether one more audit event will certainly be kept.
    pub fn has_room_for_audit(&self) -> bool {
        self.lock().audit < MAX_WAITING_AUDIT
    }

    /// A writer for one event.
    pub fn lines(&self, is_audit: bool) -> Lines<'_> {
        Lines { queue: self, is_audit }
    }

    /// Starts the thread that writes the lines.
    pub fn drain(&'static self) -> Drained {
        let begun = thread::Builder::new().name("log".into()).spawn(|| {
            loop {
                self.write_next(&mut io::stdout(), &mut io::stderr());
            }
        });
        if begun.is_err() {
            metrics::log_line_lost();
        }
        Drained(self)
    }

    /// Waits for a line and writes it. One that cannot be written, because whoever read it has gone, is lost; unless it is an audit event, which then goes where
    /// errors go.
    fn write_next(&self, output: &mut impl Write, errors: &mut impl Write) {
        let waiting = self.changed.wait_while(self.lock(), |waiting| waiting.lines.is_empty());
        let mut waiting = waiting.unwrap_or_else(PoisonError::into_inner);
        let Some(Line { text, is_audit }) = waiting.lines.pop_front() else {
            return;
        };
        waiting.is_writing = true;
        drop(waiting);
        let mut written = output.write_all(&text).and_then(|()| output.flush());
        if is_audit && written.is_err() {
            written = errors.write_all(&text);
        }
        let mut waiting = self.lock();
        waiting.is_writing = false;
        match is_audit {
            true => waiting.audit -= 1,
            false => waiting.bytes -= text.len(),
        }
        let lost = match written {
            // Reported once there is room again.
            Ok(()) if waiting.lost > 0 && waiting.bytes < MAX_WAITING_BYTES / 2 => {
                std::mem::take(&mut waiting.lost)
            }
            _ => 0,
        };
        drop(waiting);
        self.changed.notify_all();
        if written.is_err() {
            metrics::log_line_lost();
        }
        if lost > 0 {
            tracing::warn!(lost, "lines of the log were lost: nobody read it");
        }
    }

    /// Waits until everything is written, but no longer than this.
    fn wait_until_empty(&self, timeout: Duration) {
        let is_busy = |waiting: &mut Waiting| waiting.is_writing || !waiting.lines.is_empty();
        let _ = self.changed.wait_timeout_while(self.lock(), timeout, is_busy);
    }
}

/// Writes each event as a line of the queue.
pub struct Lines<'a> {
    queue: &'a Queue,
    is_audit: bool,
}

impl Write for Lines<'_> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        self.queue.push(event.to_vec(), self.is_audit);
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// When this is dropped, at the end of the process, what still waits is written.
#[must_use]
pub struct Drained(&'static Queue);

impl Drop for Drained {
    fn drop(&mut self) {
        self.0.wait_until_empty(DRAIN_TIMEOUT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{sync::mpsc, time::Instant};

    fn texts(queue: &Queue) -> Vec<String> {
        let waiting = queue.lock();
        let texts =
            waiting.lines.iter().map(|line| String::from_utf8_lossy(&line.text).into_owned());
        texts.collect()
    }

    #[test]
    fn t22_when_nobody_reads_warnings_are_lost_and_counted_and_audit_events_are_kept() {
        let queue = Queue::new();
        let warning = vec![b'w'; 1024];
        for number in 0..10_000 {
            queue.lines(false).write_all(&warning).expect("it never fails");
            queue
                .lines(true)
                .write_all(format!("audit {number}").as_bytes())
                .expect("it never fails");
        }
        let waiting = queue.lock();
        assert_eq!(waiting.audit, 10_000);
        assert_eq!(waiting.bytes, MAX_WAITING_BYTES);
        assert_eq!(waiting.lost, 10_000 - MAX_WAITING_BYTES as u64 / 1024);
    }

    #[test]
    fn t5_without_room_for_an_audit_event_nothing_may_be_signed() {
        let queue = Queue::new();
        for _ in 0..MAX_WAITING_AUDIT {
            assert!(queue.has_room_for_audit());
            queue.push(b"event".to_vec(), true);
        }
        assert!(!queue.has_room_for_audit());
        // What had been let through before is still kept.
        for _ in 0..AUDIT_RESERVE {
            queue.push(b"event".to_vec(), true);
        }
        assert_eq!(queue.lock().lost, 0);
        queue.push(b"event".to_vec(), true);
        let (audit, lost) = {
            let waiting = queue.lock();
            (waiting.audit, waiting.lost)
        };
        assert_eq!((audit, lost), (MAX_WAITING_AUDIT + AUDIT_RESERVE, 1));
        // The twin: once one has been written, there may be another.
        for _ in 0..=AUDIT_RESERVE {
            queue.write_next(&mut Vec::new(), &mut Vec::new());
        }
        assert!(queue.has_room_for_audit());
    }

    #[test]
    fn lines_are_written_in_the_order_in_which_they_came() {
        let queue = Queue::new();
        for (text, is_audit) in [("one\n", false), ("two\n", true), ("three\n", false)] {
            queue.push(text.into(), is_audit);
        }
        let mut output = Vec::new();
        for _ in 0..3 {
            queue.write_next(&mut output, &mut Vec::new());
        }
        assert_eq!(output, b"one\ntwo\nthree\n");
        let waiting = queue.lock();
        assert_eq!((waiting.bytes, waiting.audit, waiting.lines.len()), (0, 0, 0));
    }

    #[test]
    fn t22_how_many_lines_were_lost_is_said_once_there_is_room_again() {
        static SAID: Queue = Queue::new();
        let queue = Queue::new();
        let line = vec![b'w'; 1024];
        for _ in 0..MAX_WAITING_BYTES / 1024 + 7 {
            queue.push(line.clone(), false);
        }
        let log = tracing_subscriber::fmt().json().with_writer(|| SAID.lines(false)).finish();
        tracing::subscriber::with_default(log, || {
            for _ in 0..MAX_WAITING_BYTES / 1024 {
                queue.write_next(&mut Vec::new(), &mut Vec::new());
            }
        });
        let said = texts(&SAID);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains("\"lost\":7"), "{said:?}");
    }

    /// Standard output whose reader has gone.
    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn when_the_reader_has_gone_audit_events_go_where_errors_go() {
        let queue = Queue::new();
        queue.push(b"warning\n".to_vec(), false);
        queue.push(b"audit\n".to_vec(), true);
        let mut errors = Vec::new();
        for _ in 0..2 {
            queue.write_next(&mut Closed, &mut errors);
        }
        assert_eq!(errors, b"audit\n");
        assert_eq!(texts(&queue), Vec::<String>::new());
    }

    /// Standard output that nobody reads, until something is sent.
    struct Unread(mpsc::Receiver<()>);

    impl Write for Unread {
        fn write(&mut self, text: &[u8]) -> io::Result<usize> {
            let _ = self.0.recv();
            Ok(text.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn t22_a_log_that_nobody_reads_stops_neither_requests_nor_the_end() {
        static QUEUE: Queue = Queue::new();
        let (read, unread) = mpsc::channel();
        let writer = thread::spawn(move || {
            let mut unread = Unread(unread);
            for _ in 0..2 {
                QUEUE.write_next(&mut unread, &mut Vec::new());
            }
        });
        QUEUE.push(b"first\n".to_vec(), false);
        QUEUE.push(b"last\n".to_vec(), false);
        let begun = Instant::now();
        QUEUE.wait_until_empty(Duration::from_millis(50));
        assert!(begun.elapsed() >= Duration::from_millis(50), "it had something to wait for");
        // The twin: when it is read again, the end waits until everything is written.
        for _ in 0..2 {
            read.send(()).expect("somebody writes");
        }
        QUEUE.wait_until_empty(Duration::from_mins(1));
        assert!(texts(&QUEUE).is_empty() && !QUEUE.lock().is_writing);
        writer.join().expect("no panic");
    }
}
