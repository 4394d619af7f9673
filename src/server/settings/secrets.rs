//! Secrets: from a variable or from a file, and never shown in a fault.

use crate::server::settings::{reader::Reader, setting::Setting};
use std::fs;

/// What a secret's variables hold.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Secret<T> {
    Unset,
    /// It is set and wrong, and a fault says so.
    Faulty,
    Value(T),
}

impl<T> Secret<T> {
    pub(super) fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unset | Self::Faulty => None,
        }
    }
}

impl Reader {
    /// A secret, from its variable or from the file that its second variable names.
    pub(super) fn secret(&mut self, setting: &'static Setting) -> Secret<String> {
        let variable = setting.variable;
        match (self.optional(setting), self.secret_file(setting)) {
            (None, None) => Secret::Unset,
            (Some(value), None) => Secret::Value(value),
            (Some(_), Some((file_variable, _))) => {
                let problem = format!("is set, and so is {variable}: set only one of them");
                self.fault_in(file_variable, problem);
                Secret::Faulty
            }
            (None, Some((file_variable, path))) => match fs::read_to_string(&path) {
                Ok(text) if !text.trim().is_empty() => Secret::Value(text.trim().to_owned()),
                Ok(_) => {
                    self.fault_in(file_variable, format!("{path:?} is an empty file"));
                    Secret::Faulty
                }
                Err(error) => {
                    self.fault_in(file_variable, format!("{path:?} cannot be read: {error}"));
                    Secret::Faulty
                }
            },
        }
    }
}
