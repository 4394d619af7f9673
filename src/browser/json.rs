//! JSON as the browser parses it.

use crate::zuora::Fields;
use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

/// A JSON value that the browser has parsed.
#[derive(Debug)]
pub struct Json(JsValue);

impl From<JsValue> for Json {
    fn from(parsed: JsValue) -> Self {
        Self(parsed)
    }
}

impl Json {
    /// The value in JSON text.
    pub fn parse(text: &[u8]) -> Option<Self> {
        JSON::parse(std::str::from_utf8(text).ok()?).ok().map(Self)
    }

    fn get(&self, field: &str) -> Option<JsValue> {
        Reflect::get(&self.0, &field.into()).ok()
    }
}

impl Fields for Json {
    fn has(&self, field: &str) -> bool {
        self.get(field).is_some_and(|value| !value.is_undefined())
    }

    fn text(&self, field: &str) -> Option<String> {
        self.get(field)?.as_string()
    }

    fn flag(&self, field: &str) -> Option<bool> {
        self.get(field)?.as_bool()
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates; every number of a browser's is an f64
    fn number(&self, field: &str) -> Option<u32> {
        let value = self.get(field)?;
        match value.as_f64() {
            Some(number) => Some(number as u32),
            None => value.as_string()?.parse().ok(),
        }
    }

    fn object(&self, field: &str) -> Option<Self> {
        self.get(field).filter(JsValue::is_object).map(Self)
    }

    fn items(&self, field: &str) -> Vec<Self> {
        let items = self.get(field).and_then(|value| value.dyn_into::<Array>().ok());
        items.map(|items| items.iter().map(Self).collect()).unwrap_or_default()
    }
}
