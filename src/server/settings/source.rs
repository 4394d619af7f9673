//! Where settings come from.

use crate::server::settings::{dotenv, faults::Faults};
use std::collections::HashMap;

/// The raw values: the environment over `.env`.
#[derive(Clone, Debug, Default)]
pub struct Source(pub(super) HashMap<String, String>);

impl Source {
    /// These values, and no others.
    pub fn new(values: &[(&str, &str)]) -> Self {
        Self(values.iter().map(|&(name, value)| (name.into(), value.into())).collect())
    }

    /// The process's environment over the nearest `.env`, from the working directory upwards.
    ///
    /// # Errors
    /// A `.env` that cannot be read. The fault says which line, never what it holds.
    pub fn from_process() -> Result<Self, Faults> {
        let mut values = dotenv::read()?;
        // No setting has a value that is not UTF-8.
        values.extend(std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        }));
        Ok(Self(values))
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Source {
    fn from(values: [(&str, &str); N]) -> Self {
        Self::new(&values)
    }
}
