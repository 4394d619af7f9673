//! Prints text for the person who started the process. Unlike `println!` it does not panic when the
//! reader has closed the stream.

use std::io::{self, Write as _};

/// Prints a line to standard output, unless its reader has closed it.
pub fn print(text: &str) {
    let mut output = io::stdout().lock();
    let _ = writeln!(output, "{text}").and_then(|()| output.flush());
}

/// Prints a line to standard error, unless its reader has closed it.
pub fn print_error(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
