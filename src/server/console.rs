//! Text for whoever has started the process. That nobody reads it any more is no reason to panic, as `println!` would.

use std::io::{self, Write as _};

/// Writes a line to standard output, if somebody reads it.
pub fn print(text: &str) {
    let mut output = io::stdout().lock();
    let _ = writeln!(output, "{text}").and_then(|()| output.flush());
}

/// Writes a line to standard error, if somebody reads it.
pub fn print_error(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
