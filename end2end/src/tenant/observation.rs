//! What a reply shows of a Zuora's behaviour, without any value that belongs to a card, an account
//! or a key.

use crate::Result;
use reqwest::Response;
use serde_json::Value;
use std::collections::BTreeSet;

/// What can be compared between two tenants.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Observation {
    status: Option<u16>,
    success: Option<bool>,
    codes: Vec<String>,
    keys: BTreeSet<String>,
    notes: Vec<String>,
}

impl Observation {
    /// Only words.
    pub fn note(note: String) -> Self {
        Self { notes: vec![note], ..Self::default() }
    }

    /// A reply's status, `success`, codes of the reasons and names of the keys; and its body.
    pub async fn of(response: Response) -> Result<(Self, Value)> {
        let status = Some(response.status().as_u16());
        let text = response.text().await.map_err(reqwest::Error::without_url)?;
        let Ok(body) = serde_json::from_str::<Value>(&text) else {
            let notes = vec![if text.is_empty() { "no body" } else { "not JSON" }.to_owned()];
            return Ok((Self { status, notes, ..Self::default() }, Value::Null));
        };
        let codes = body["reasons"].as_array().into_iter().flatten();
        let codes = codes.map(|reason| reason["code"].to_string()).collect();
        let mut keys = BTreeSet::new();
        for (key, value) in body.as_object().into_iter().flatten() {
            keys.insert(key.clone());
            let first = value.get(0).and_then(Value::as_object).into_iter().flatten();
            keys.extend(first.map(|(inner, _)| format!("{key}[].{inner}")));
        }
        let success = body["success"].as_bool();
        Ok((Self { status, success, codes, keys, notes: Vec::new() }, body))
    }

    #[must_use]
    pub fn with_note(mut self, note: String) -> Self {
        self.notes.push(note);
        self
    }

    /// The observation in one line; beside another, only the keys that the other has not.
    pub fn describe(&self, other: Option<&Self>) -> String {
        let mut parts = Vec::new();
        parts.extend(self.status.map(|status| format!("HTTP {status}")));
        parts.extend(self.success.map(|success| format!("success {success}")));
        if !self.codes.is_empty() {
            parts.push(format!("codes {}", self.codes.join(" ")));
        }
        parts.extend(self.notes.iter().cloned());
        let without = other.map(|other| &other.keys);
        let keys: Vec<&str> = self
            .keys
            .iter()
            .filter(|key| without.is_none_or(|without| !without.contains(*key)))
            .map(String::as_str)
            .collect();
        if !keys.is_empty() {
            let which = if without.is_some() { "keys only here" } else { "keys" };
            parts.push(format!("{which} {}", keys.join(" ")));
        }
        parts.join(", ")
    }
}
