//! Reads settings one by one and collects their faults, so that all are reported at once.
//!
//! It reads a [`Setting`], not a name: what is not declared and listed cannot be read.

use crate::server::settings::{
    faults::{Fault, Faults},
    setting::Setting,
    source::Source,
};
use std::{borrow::Cow, collections::HashMap};

pub(super) struct Reader {
    /// Every variable that may be read.
    listed: Vec<&'static str>,
    values: HashMap<String, String>,
    faults: Vec<Fault>,
    warnings: Vec<String>,
    #[cfg(test)]
    variables_read: std::cell::RefCell<std::collections::BTreeSet<&'static str>>,
}

impl Reader {
    pub(super) fn new(source: Source, listed: impl IntoIterator<Item = &'static str>) -> Self {
        Self {
            listed: listed.into_iter().collect(),
            values: source.0,
            faults: Vec::new(),
            warnings: Vec::new(),
            #[cfg(test)]
            variables_read: std::cell::RefCell::default(),
        }
    }

    /// The value, trimmed. An empty one counts as unset.
    fn value(&self, variable: &str) -> Option<String> {
        let value = self.values.get(variable)?.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    fn value_of(&self, variable: &'static str) -> Option<String> {
        debug_assert!(
            self.listed.contains(&variable),
            "{variable} is read, and not in the list of settings"
        );
        #[cfg(test)]
        self.variables_read.borrow_mut().insert(variable);
        self.value(variable)
    }

    pub(super) fn optional(&self, setting: &'static Setting) -> Option<String> {
        self.value_of(setting.variable)
    }

    /// The variable that names the file of a secret, and its value.
    pub(super) fn secret_file(&self, setting: &'static Setting) -> Option<(&'static str, String)> {
        let variable = setting.secret_file?;
        Some((variable, self.value_of(variable)?))
    }

    /// Those of a setting's variables that have a value.
    pub(super) fn variables_set(&self, setting: &'static Setting) -> Vec<&'static str> {
        let variables = [Some(setting.variable), setting.secret_file].into_iter().flatten();
        variables.filter(|variable| self.value_of(variable).is_some()).collect()
    }

    /// The names of all variables that have a value, settings or not, in order.
    pub(super) fn names(&self) -> Vec<String> {
        let set = self.values.keys().filter(|name| self.value(name).is_some());
        let mut names: Vec<_> = set.cloned().collect();
        names.sort_unstable();
        names
    }

    /// The values of all variables whose names begin like this, listed or not.
    pub(super) fn beginning_with(&self, prefix: &str) -> HashMap<String, String> {
        let names = self.names().into_iter().filter(|name| name.starts_with(prefix));
        names.filter_map(|name| Some((name.clone(), self.value(&name)?))).collect()
    }

    /// The parsed value, or the parsed default. `None` if neither is there, or if the value is
    /// wrong, which adds a fault. A fault shows the value, so this is not for secrets.
    pub(super) fn parse<T>(
        &mut self,
        setting: &'static Setting,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let value = self.optional(setting);
        let value = value.or_else(|| setting.default.text().map(str::to_owned))?;
        match parse(&value) {
            Ok(parsed) => Some(parsed),
            Err(problem) => {
                self.fault(setting, format!("{value:?} {problem}"));
                None
            }
        }
    }

    /// The same for a setting whose default depends on something else.
    pub(super) fn parse_or<T>(
        &mut self,
        setting: &'static Setting,
        default: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        match self.optional(setting) {
            Some(_) => self.parse(setting, parse),
            None => parse(default).ok(),
        }
    }

    pub(super) fn fault(&mut self, setting: &Setting, problem: impl Into<String>) {
        self.fault_in(setting.variable, problem);
    }

    pub(super) fn fault_in(
        &mut self,
        variable: impl Into<Cow<'static, str>>,
        problem: impl Into<String>,
    ) {
        self.faults.push(Fault::new(variable, problem));
    }

    pub(super) fn add_faults(&mut self, faults: Vec<Fault>) {
        self.faults.extend(faults);
    }

    /// Notes what is allowed, and probably not meant.
    pub(super) fn warn(&mut self, warning: String) {
        self.warnings.push(warning);
    }

    pub(super) fn take_warnings(&mut self) -> Vec<String> {
        std::mem::take(&mut self.warnings)
    }

    /// The settings, if no fault was found on the way.
    pub(super) fn finish<T>(self, settings: Option<T>) -> Result<T, Faults> {
        settings.filter(|_| self.faults.is_empty()).ok_or(Faults(self.faults))
    }

    #[cfg(test)]
    pub(super) fn variables_read(&self) -> std::collections::BTreeSet<&'static str> {
        self.variables_read.borrow().clone()
    }
}
