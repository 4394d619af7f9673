//! Reads a request's body as Zuora does: checks every field, and reports all errors at once,
//! unknown fields among them.

use crate::sandbox::error_reply::{ErrorReply, Reason};
use serde_json::{Map, Value};
use std::ops::RangeInclusive;

/// Inferred: the first six digits of a code stand for the resource and the field. Zuora publishes
/// few of them; `500000` stands for unknown.
pub const UNKNOWN_RESOURCE: u32 = 500_000;

const WRONG_VALUE: u32 = 20;
const UNKNOWN_FIELD: u32 = 21;
const MISSING_FIELD: u32 = 22;
const MALFORMED: u32 = 90;

/// Reads one JSON object, and collects the errors in it.
pub struct FieldReader<'a> {
    object: &'a Map<String, Value>,
    resource: u32,
    seen: Vec<&'static str>,
    reasons: Vec<Reason>,
}

/// The JSON object in a request's body.
///
/// # Errors
/// When the body is anything else (Zuora: category 90).
pub fn object(body: &[u8]) -> Result<Map<String, Value>, ErrorReply> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err(ErrorReply::new(
            code(UNKNOWN_RESOURCE, MALFORMED),
            "Malformed JSON in the request body.",
        )),
    }
}

fn code(resource: u32, category: u32) -> u32 {
    resource * 100 + category
}

impl<'a> FieldReader<'a> {
    /// A reader whose errors have this resource's code.
    pub fn new(object: &'a Map<String, Value>, resource: u32) -> Self {
        Self { object, resource, seen: Vec::new(), reasons: Vec::new() }
    }

    /// Reports that a value is wrong.
    pub fn report_wrong(&mut self, message: impl Into<String>) {
        self.report(WRONG_VALUE, message.into());
    }

    fn report(&mut self, category: u32, message: String) {
        let code = code(self.resource, category);
        self.reasons.push(Reason { code, message });
    }

    /// A field's value. Null counts as absent (recorded).
    pub fn get(&mut self, field: &'static str) -> Option<&'a Value> {
        self.seen.push(field);
        self.object.get(field).filter(|value| !value.is_null())
    }

    /// Accepts fields that change nothing in the sandbox.
    pub fn ignore(&mut self, fields: &'static [&'static str]) {
        self.seen.extend(fields);
    }

    /// Reports a missing field, and returns the value unchanged.
    pub fn required<T>(&mut self, field: &'static str, value: Option<T>) -> Option<T> {
        let wrong = self.object.get(field).is_some_and(|value| !value.is_null());
        if value.is_none() && !wrong {
            self.report(MISSING_FIELD, format!("'{field}' may not be null"));
        }
        value
    }

    /// A text of at most `max` characters.
    pub fn text(&mut self, field: &'static str, max: usize) -> Option<&'a str> {
        match self.get(field)? {
            Value::String(text) if text.chars().count() > max => {
                self.report_wrong(format!("'{field}' may not have more than {max} characters"));
                None
            }
            // Zuora: characters of four bytes are not supported.
            Value::String(text) if text.chars().any(|character| character.len_utf8() == 4) => {
                self.report_wrong(format!("'{field}' has characters that are not supported"));
                None
            }
            Value::String(text) => Some(text),
            _ => {
                self.report_wrong(format!("'{field}' must be a string"));
                None
            }
        }
    }

    /// A text that may be neither missing nor empty.
    pub fn required_text(&mut self, field: &'static str, max: usize) -> Option<&'a str> {
        let text = self.text(field, max);
        let text = self.required(field, text)?;
        if text.is_empty() {
            self.report_wrong(format!("'{field}' may not be empty"));
            return None;
        }
        Some(text)
    }

    /// One of these texts.
    pub fn one_of(&mut self, field: &'static str, values: &[&'static str]) -> Option<&'static str> {
        let text = self.text(field, 255)?;
        let found = values.iter().find(|value| **value == text).copied();
        if found.is_none() {
            self.report_wrong(format!("'{field}' value should be one of: {}", values.join(", ")));
        }
        found
    }

    /// A whole number, as a number or (recorded) as text.
    pub fn whole(&mut self, field: &'static str, range: RangeInclusive<u16>) -> Option<u16> {
        let value = self.get(field)?;
        let number = match value {
            Value::Number(number) => number.as_u64().and_then(|number| number.try_into().ok()),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            self.report_wrong(format!(
                "'{field}' value should be between {} and {}",
                range.start(),
                range.end()
            ));
        }
        number
    }

    /// A boolean, or `true` or `false` as text, which Zuora's own JavaScript sends.
    pub fn flag(&mut self, field: &'static str) -> Option<bool> {
        match self.get(field)? {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) if text == "true" || text == "false" => Some(text == "true"),
            _ => {
                self.report_wrong(format!("'{field}' must be true or false"));
                None
            }
        }
    }

    /// A nested object. Its errors are reported with those of the outer object.
    pub fn object<T>(
        &mut self,
        field: &'static str,
        read: impl FnOnce(&mut FieldReader<'a>) -> Option<T>,
    ) -> Option<T> {
        match self.get(field)? {
            Value::Object(object) => {
                let mut inner = FieldReader::new(object, self.resource);
                let value = read(&mut inner);
                inner.report_unknown();
                self.reasons.append(&mut inner.reasons);
                value
            }
            _ => {
                self.report_wrong(format!("'{field}' must be an object"));
                None
            }
        }
    }

    fn report_unknown(&mut self) {
        let unknown: Vec<&str> = self
            .object
            .keys()
            // Zuora: the names of custom fields end like this.
            .filter(|name| !self.seen.contains(&name.as_str()) && !name.ends_with("__c"))
            .map(String::as_str)
            .collect();
        if !unknown.is_empty() {
            // Recorded: all of them in one pair of quotes.
            self.report(UNKNOWN_FIELD, format!("Invalid parameter(s): '{}'.", unknown.join(",")));
        }
    }

    /// Returns the value that was read, when there was no error.
    ///
    /// # Errors
    /// All errors that were reported.
    pub fn finish<T>(mut self, value: Option<T>) -> Result<T, ErrorReply> {
        self.report_unknown();
        match value {
            Some(value) if self.reasons.is_empty() => Ok(value),
            _ => Err(ErrorReply::from_reasons(self.reasons)),
        }
    }
}

#[cfg(test)]
mod tests;
