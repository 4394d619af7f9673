//! Where settings come from.

use crate::server::settings::{
    dotenv,
    faults::{Fault, Faults},
};
use std::{borrow::Cow, collections::HashMap};

/// The raw values: the environment over `.env`.
#[derive(Clone, Debug, Default)]
pub struct Source(HashMap<String, String>);

impl Source {
    /// These values, and no others.
    pub fn of(values: &[(&str, &str)]) -> Self {
        Self(values.iter().map(|&(name, value)| (name.into(), value.into())).collect())
    }

    /// The process's environment, and below it the nearest `.env` from the working directory upwards.
    ///
    /// # Errors
    /// When there is a `.env` that cannot be read; the fault says which line, never what it holds.
    pub fn of_process() -> Result<Self, Faults> {
        let mut values = dotenv::read()?;
        // A value that is no text is none of ours.
        values.extend(std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        }));
        Ok(Self(values))
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Source {
    fn from(values: [(&str, &str); N]) -> Self {
        Self::of(&values)
    }
}

/// Reads values one by one and gathers the faults, so that all are told at once.
pub(super) struct Reader {
    values: HashMap<String, String>,
    faults: Vec<Fault>,
    warnings: Vec<String>,
}

impl Reader {
    pub(super) fn new(source: Source) -> Self {
        Self { values: source.0, faults: Vec::new(), warnings: Vec::new() }
    }

    pub(super) fn fault(
        &mut self,
        variable: impl Into<Cow<'static, str>>,
        problem: impl Into<String>,
    ) {
        self.faults.push(Fault::new(variable, problem));
    }

    /// Notes what may be meant, and should be known.
    pub(super) fn warn(&mut self, warning: String) {
        self.warnings.push(warning);
    }

    /// Everything that was warned of.
    pub(super) fn warnings(&mut self) -> Vec<String> {
        std::mem::take(&mut self.warnings)
    }

    /// The names of all variables that have a value, in order.
    pub(super) fn names(&self) -> Vec<String> {
        let set = self.values.keys().filter(|name| self.optional(name).is_some());
        let mut names: Vec<_> = set.cloned().collect();
        names.sort_unstable();
        names
    }

    pub(super) fn faults(&mut self, faults: Vec<Fault>) {
        self.faults.extend(faults);
    }

    /// The value, trimmed; an empty one counts as unset.
    pub(super) fn optional(&self, variable: &str) -> Option<String> {
        let value = self.values.get(variable)?.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// The parsed value, or `default` when it is unset. A fault names the value, so this is not for secrets.
    pub(super) fn parse<T>(
        &mut self,
        variable: &'static str,
        default: T,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> T {
        let Some(value) = self.optional(variable) else {
            return default;
        };
        match parse(&value) {
            Ok(parsed) => parsed,
            Err(problem) => {
                self.fault(variable, format!("{value:?} {problem}"));
                default
            }
        }
    }

    /// The settings, if no fault was found on the way.
    pub(super) fn finish<T>(self, settings: Option<T>) -> Result<T, Faults> {
        settings.filter(|_| self.faults.is_empty()).ok_or(Faults(self.faults))
    }
}
