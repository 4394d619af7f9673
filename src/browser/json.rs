//! JSON parsed by the browser: a second JSON library would be downloaded with every page.

use crate::zuora::{Fields, capitalised, flag_in_words};
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

/// A JSON value that the browser has parsed.
#[derive(Debug)]
pub struct Json(JsValue);

impl From<JsValue> for Json {
    fn from(parsed: JsValue) -> Self {
        Self(parsed)
    }
}

/// Sets a property of a plain object, which never fails.
pub fn set(object: &Object, name: &str, value: impl Into<JsValue>) {
    set_value(object, name, &value.into());
}

#[inline(never)] // twice the code otherwise
fn set_value(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}

impl Json {
    /// Parses JSON text.
    pub fn parse(text: &[u8]) -> Option<Self> {
        JSON::parse(std::str::from_utf8(text).ok()?).ok().map(Self)
    }

    fn get(&self, field: &str) -> Option<JsValue> {
        self.property(field).or_else(|| self.property(&capitalised(field)))
    }

    #[inline(never)] // twice the code otherwise
    fn property(&self, name: &str) -> Option<JsValue> {
        let value = Reflect::get(&self.0, &name.into()).ok()?;
        (!value.is_null() && !value.is_undefined()).then_some(value)
    }
}

impl Fields for Json {
    fn has(&self, field: &str) -> bool {
        self.get(field).is_some()
    }

    fn own_text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn text(&self, field: &str) -> Option<String> {
        self.get(field)?.as_string()
    }

    fn flag(&self, field: &str) -> Option<bool> {
        let value = self.get(field)?;
        value.as_bool().or_else(|| flag_in_words(&value.as_string()?))
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates; every number of a browser's is an f64
    fn number(&self, field: &str) -> Option<u32> {
        let value = self.get(field)?;
        match value.as_f64() {
            Some(number) => Some(number as u32),
            None => value.as_string()?.parse().ok(),
        }
    }

    fn code(&self, field: &str) -> Option<String> {
        let value = self.get(field)?;
        match value.as_f64() {
            // Formatted by the browser: Rust's own code for that would be downloaded with every
            // page.
            Some(_) => JSON::stringify(&value).ok().map(String::from),
            None => value.as_string(),
        }
    }

    fn object(&self, field: &str) -> Option<Self> {
        self.get(field).filter(JsValue::is_object).map(Self)
    }

    fn items(&self, field: &str) -> Vec<Self> {
        let Some(value) = self.get(field) else {
            return Vec::new();
        };
        match value.dyn_into::<Array>() {
            Ok(items) => items.iter().map(Self).collect(),
            Err(item) if item.is_object() || item.is_string() => vec![Self(item)],
            Err(_) => Vec::new(),
        }
    }
}
