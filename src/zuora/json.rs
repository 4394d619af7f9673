//! Reading JSON without a JSON library.
//!
//! The browser parses JSON itself, and code that reads every format there is would be a third of the page's download. So a type says once which
//! fields it is made of, and the two sides say how they look a field up: the server in `serde_json`'s values, the browser in JavaScript's.

/// A JSON value that may have fields, whoever parsed it.
pub trait Fields: Sized {
    /// Whether there is such a field.
    fn has(&self, field: &str) -> bool;
    /// A field's text.
    fn text(&self, field: &str) -> Option<String>;
    /// A field that says yes or no.
    fn flag(&self, field: &str) -> Option<bool>;
    /// A field's whole number, written as a number or as text (Zuora's schema says text, its samples are numbers).
    fn number(&self, field: &str) -> Option<u32>;
    /// A field's amount of money, with two digits behind the point.
    #[cfg(not(target_arch = "wasm32"))]
    fn decimal(&self, field: &str) -> Option<String>;
    /// A field that has fields itself.
    fn object(&self, field: &str) -> Option<Self>;
    /// A field's items; none when it is missing or no list.
    fn items(&self, field: &str) -> Vec<Self>;
}

/// A type that knows its fields.
pub trait FromFields: Sized {
    /// The value in `json`; `None` when a field is missing or of another type.
    fn from_fields(json: &impl Fields) -> Option<Self>;
}

#[cfg(not(target_arch = "wasm32"))]
impl Fields for serde_json::Value {
    fn has(&self, field: &str) -> bool {
        self.get(field).is_some()
    }

    fn text(&self, field: &str) -> Option<String> {
        self.get(field)?.as_str().map(str::to_owned)
    }

    fn flag(&self, field: &str) -> Option<bool> {
        self.get(field)?.as_bool()
    }

    fn number(&self, field: &str) -> Option<u32> {
        let value = self.get(field)?;
        match value.as_u64() {
            Some(number) => number.try_into().ok(),
            None => value.as_str()?.parse().ok(),
        }
    }

    fn decimal(&self, field: &str) -> Option<String> {
        self.get(field)?.as_f64().map(|amount| format!("{amount:.2}"))
    }

    fn object(&self, field: &str) -> Option<Self> {
        self.get(field).cloned()
    }

    fn items(&self, field: &str) -> Vec<Self> {
        self.get(field).and_then(Self::as_array).cloned().unwrap_or_default()
    }
}
