//! What is printed at the end: a line for each case, then every difference and failure by name.

use super::observation::Observation;
use std::process::ExitCode;

/// The rows and findings so far.
#[derive(Debug, Default)]
pub struct Report {
    rows: Vec<String>,
    differences: Vec<String>,
    failures: Vec<String>,
}

impl Report {
    pub fn compare(&mut self, name: &str, sandbox: &Observation, tenant: &Observation) {
        let row = if sandbox == tenant {
            format!("{name} | {} | the same", sandbox.describe(None))
        } else {
            self.differences.push(name.to_owned());
            let (sandbox, tenant) =
                (sandbox.describe(Some(tenant)), tenant.describe(Some(sandbox)));
            format!("{name} | {sandbox} | {tenant}")
        };
        self.rows.push(row);
    }

    pub fn fail(&mut self, what: &str) {
        self.failures.push(what.to_owned());
    }

    /// Prints it all. The exit code says whether there was anything to name.
    pub fn print(&self) -> ExitCode {
        println!("\ncase | sandbox | tenant");
        for row in &self.rows {
            println!("{row}");
        }
        println!("\n{} cases, {} differences", self.rows.len(), self.differences.len());
        for name in &self.differences {
            println!("differs: {name}");
        }
        for what in &self.failures {
            println!("failed: {what}");
        }
        match self.differences.is_empty() && self.failures.is_empty() {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        }
    }
}
