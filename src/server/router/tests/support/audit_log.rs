//! The log of a test, with its audit events: what is written while it runs, in its own thread.

use serde_json::Value;
use std::{
    io,
    sync::{Arc, Mutex},
};
use tracing::subscriber::DefaultGuard;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("one thread").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub struct AuditLog {
    lines: Lines,
    _guard: DefaultGuard,
}

impl AuditLog {
    /// Begins to record.
    pub fn start() -> Self {
        let lines = Lines::default();
        let writer = lines.clone();
        let subscriber =
            tracing_subscriber::fmt().json().with_writer(move || writer.clone()).finish();
        Self { lines, _guard: tracing::subscriber::set_default(subscriber) }
    }

    /// All lines since the last call.
    pub fn take_lines(&self) -> String {
        let lines = std::mem::take(&mut *self.lines.0.lock().expect("one thread"));
        String::from_utf8(lines).expect("text")
    }

    /// The audit events since the last call, each as its message and its reason (null without one).
    pub fn take_events(&self) -> Vec<(String, Value)> {
        let lines = self.take_lines();
        assert!(!lines.contains("A00000001") && !lines.contains("A00000002"), "{lines}");
        lines
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
            .filter(|line| line["target"] == "audit")
            .map(|mut line| {
                let fields = line["fields"].take();
                (
                    fields["message"].as_str().unwrap_or_default().to_owned(),
                    fields["reason"].clone(),
                )
            })
            .collect()
    }
}
