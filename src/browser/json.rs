//! JSON read and written by the browser itself.

use js_sys::{JSON, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt;
use wasm_bindgen::JsValue;

/// The text is not JSON, or not of the shape that was asked for. It says no more: the text may hold what must not be shown.
#[derive(Debug)]
pub struct JsonError;

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the JSON that was expected")
    }
}

/// The value as JSON text.
///
/// # Errors
/// When a value has no form in JSON.
pub fn to_text<T: Serialize>(value: &T) -> Result<String, JsonError> {
    let value = value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|_| JsonError)?;
    let text = JSON::stringify(&value).map_err(|_| JsonError)?;
    Ok(text.into())
}

/// The value in a parsed JSON value of the browser's.
///
/// # Errors
/// When it is of another shape.
pub fn from_value<T: DeserializeOwned>(value: JsValue) -> Result<T, JsonError> {
    serde_wasm_bindgen::from_value(value).map_err(|_| JsonError)
}

/// The value in JSON text.
///
/// # Errors
/// When it is not JSON, or of another shape.
pub fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, JsonError> {
    let text = std::str::from_utf8(bytes).map_err(|_| JsonError)?;
    from_value(JSON::parse(text).map_err(|_| JsonError)?)
}
