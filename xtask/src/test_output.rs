//! Reads what test programs print: how many tests have passed, and why the others have not.

use std::fmt;

/// How a line of the log begins. The summary leaves the log out, because it would hide the message.
const LOG_LINE: &str = r#"{"timestamp""#;

/// What the test programs of one command reported.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tests {
    pub passed: usize,
    pub failed: usize,
    pub ignored: usize,
    pub failures: Vec<Failure>,
    /// Whether the lines belong to the failure that was read last.
    in_failure: bool,
}

/// A test that failed, and what it printed.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure {
    pub test: String,
    output: String,
}

impl Tests {
    /// Reads one line of the output.
    pub fn read(&mut self, line: &str) {
        if let Some(counts) = line.strip_prefix("test result: ") {
            self.in_failure = false;
            self.count(counts);
        } else if let Some(heading) =
            line.strip_prefix("---- ").and_then(|rest| rest.strip_suffix(" ----"))
        {
            let test = heading.strip_suffix(" stdout").unwrap_or(heading).to_owned();
            self.failures.push(Failure { test, output: String::new() });
            self.in_failure = true;
        } else if line == "failures:" {
            self.in_failure = false;
        } else if let Some(failure) = self.failures.last_mut().filter(|_| self.in_failure)
            && !line.is_empty()
            && !line.starts_with(LOG_LINE)
        {
            failure.output.push_str(line);
            failure.output.push('\n');
        }
    }

    /// Adds what a line like `ok. 3 passed; 0 failed; 0 ignored; …` counts.
    fn count(&mut self, counts: &str) {
        for count in counts.split([';', '.']) {
            match count.trim().split_once(' ') {
                Some((number, "passed")) => self.passed += number.parse().unwrap_or(0),
                Some((number, "failed")) => self.failed += number.parse().unwrap_or(0),
                Some((number, "ignored")) => self.ignored += number.parse().unwrap_or(0),
                _ => {}
            }
        }
    }

    /// Adds what another program reported.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
        self.failures.extend(other.failures);
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.test)?;
        self.output.lines().try_for_each(|line| writeln!(formatter, "    {line}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(output: &str) -> Tests {
        let mut tests = Tests::default();
        output.lines().for_each(|line| tests.read(line));
        tests
    }

    #[test]
    fn results_are_counted() {
        let tests = read(
            "test result: ok. 51 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.43s\n\
             test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.43s\n\
             test card::tests::a ... ok",
        );
        assert_eq!((tests.passed, tests.failed, tests.ignored), (53, 3, 1));
    }

    #[test]
    fn a_failure_has_its_name_and_what_it_printed() {
        let tests = read(
            "test layout::a ... FAILED\n\nfailures:\n\n---- layout::a stdout ----\n\n\
             {\"timestamp\":\"2026-11-21T10:00:00Z\",\"message\":\"answered\"}\n\
             thread 'layout::a' panicked at layout.rs:9:5:\nwider than the window\n\n\
             ---- webkit::b ----\nno answer\n\n\
             failures:\n    layout::a\n    webkit::b\n\n\
             test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
        );
        let failures: Vec<_> = tests.failures.iter().map(ToString::to_string).collect();
        assert_eq!(
            failures,
            [
                "layout::a\n    thread 'layout::a' panicked at layout.rs:9:5:\n    wider than the window\n",
                "webkit::b\n    no answer\n",
            ]
        );
    }
}
