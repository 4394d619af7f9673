//! What is wrong with the settings, all of it at once.

use std::{borrow::Cow, error::Error, fmt};

/// What is wrong with one variable.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    pub variable: Cow<'static, str>,
    /// What is wrong, and where to find a right value.
    pub problem: String,
}

impl Fault {
    pub fn new(variable: impl Into<Cow<'static, str>>, problem: impl Into<String>) -> Self {
        Self { variable: variable.into(), problem: problem.into() }
    }
}

/// Everything that is wrong with the settings.
#[derive(Debug, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl Error for Faults {}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let settings = if self.0.len() == 1 { "setting is" } else { "settings are" };
        writeln!(f, "{} {settings} not right; nothing was started:", self.0.len())?;
        for Fault { variable, problem } in &self.0 {
            writeln!(f, "  {variable}: {problem}")?;
        }
        f.write_str("Set them in the environment or in .env (see .env.example); --help lists every setting.")
    }
}
