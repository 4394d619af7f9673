//! The queue while its output is read, not read, and closed.

use super::*;
use std::{sync::mpsc, time::Instant};

fn texts(queue: &Queue) -> Vec<String> {
    let waiting = queue.lock();
    let texts = waiting.lines.iter().map(|line| String::from_utf8_lossy(&line.text).into_owned());
    texts.collect()
}

/// Writes batches until no line waits.
fn write_all(queue: &Queue, output: &mut impl Write, errors: &mut impl Write) {
    while !queue.lock().lines.is_empty() {
        queue.write_batch(output, errors);
    }
}

#[test]
fn t22_when_nobody_reads_warnings_are_lost_and_counted_and_audit_events_are_kept() {
    let queue = Queue::new();
    let warning = vec![b'w'; 1024];
    for number in 0..10_000 {
        queue.writer(false).write_all(&warning).expect("it never fails");
        queue.writer(true).write_all(format!("audit {number}").as_bytes()).expect("it never fails");
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
    // Requests that were admitted before still write theirs.
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
    // The twin: once they have been written, there may be another.
    write_all(&queue, &mut Vec::new(), &mut Vec::new());
    assert!(queue.has_room_for_audit());
}

#[test]
fn lines_are_written_in_the_order_in_which_they_came() {
    let queue = Queue::new();
    for (text, is_audit) in [("one\n", false), ("two\n", true), ("three\n", false)] {
        queue.push(text.into(), is_audit);
    }
    let mut output = Vec::new();
    write_all(&queue, &mut output, &mut Vec::new());
    assert_eq!(output, b"one\ntwo\nthree\n");
    let waiting = queue.lock();
    assert_eq!((waiting.bytes, waiting.audit, waiting.lines.len()), (0, 0, 0));
}

/// Counts the writes.
#[derive(Default)]
struct Counted(Vec<usize>);

impl Write for Counted {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.0.push(text.len());
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn lines_are_written_in_batches_and_a_long_one_by_itself() {
    let queue = Queue::new();
    let long = MAX_BATCH_BYTES + 1;
    for length in [1, MAX_BATCH_BYTES - 1, 1, long, 2, 3] {
        queue.push(vec![b'a'; length], true);
    }
    let mut output = Counted::default();
    write_all(&queue, &mut output, &mut Vec::new());
    assert_eq!(output.0, [MAX_BATCH_BYTES, 1, long, 5]);
}

#[test]
fn t22_the_number_of_lost_lines_is_logged_once_there_is_room_again() {
    static LOG: Queue = Queue::new();
    let queue = Queue::new();
    let line = vec![b'w'; 1024];
    for _ in 0..MAX_WAITING_BYTES / 1024 + 7 {
        queue.push(line.clone(), false);
    }
    let log = tracing_subscriber::fmt().json().with_writer(|| LOG.writer(false)).finish();
    tracing::subscriber::with_default(log, || {
        write_all(&queue, &mut Vec::new(), &mut Vec::new());
    });
    let lines = texts(&LOG);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains("\"lost\":7"), "{lines:?}");
}

/// Standard output that its reader has closed.
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
fn audit_events_go_to_standard_error_when_standard_output_is_closed() {
    let queue = Queue::new();
    queue.push(b"warning\n".to_vec(), false);
    queue.push(b"audit\n".to_vec(), true);
    let mut errors = Vec::new();
    write_all(&queue, &mut Closed, &mut errors);
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
            QUEUE.write_batch(&mut unread, &mut Vec::new());
        }
    });
    // Each is a batch of its own.
    QUEUE.push(vec![b'f'; MAX_BATCH_BYTES], false);
    QUEUE.push(b"last\n".to_vec(), false);
    let start = Instant::now();
    QUEUE.wait_until_empty(Duration::from_millis(50));
    assert!(start.elapsed() >= Duration::from_millis(50), "it had something to wait for");
    // The twin: when it is read again, the end waits until everything is written.
    for _ in 0..2 {
        read.send(()).expect("the writer is there");
    }
    QUEUE.wait_until_empty(Duration::from_mins(1));
    assert!(texts(&QUEUE).is_empty() && !QUEUE.lock().is_writing);
    writer.join().expect("no panic");
}
