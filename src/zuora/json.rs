//! Reading JSON without a JSON library.
//!
//! The browser parses JSON itself, and code that reads every format there is would be a third of the page's download. So a type says once which
//! fields it is made of, and the two sides say how they look a field up: the server in `serde_json`'s values, the browser in JavaScript's.

/// A JSON value that may have fields, whoever parsed it. A field that is null is not there; where a name is missing, the same name with a capital (as
/// Zuora's older operations write it) stands in its place.
pub trait Fields: Sized {
    /// Whether there is such a field.
    fn has(&self, field: &str) -> bool;
    /// The value itself, where it is a text and has no fields.
    fn own_text(&self) -> Option<String>;
    /// A field's text.
    fn text(&self, field: &str) -> Option<String>;
    /// A field that says yes or no, as a boolean or in words.
    fn flag(&self, field: &str) -> Option<bool>;
    /// A field's whole number, written as a number or as text (Zuora's schema says text, its samples are numbers).
    fn number(&self, field: &str) -> Option<u32>;
    /// A field's text, or its number as it is written: for codes, which can be longer than any number type.
    fn code(&self, field: &str) -> Option<String>;
    /// A field's amount of money, with two digits behind the point.
    #[cfg(not(target_arch = "wasm32"))]
    fn decimal(&self, field: &str) -> Option<String>;
    /// A field that has fields itself.
    fn object(&self, field: &str) -> Option<Self>;
    /// A field's items. An object or a text in place of a list is its only item.
    fn items(&self, field: &str) -> Vec<Self>;
}

/// The name with a capital.
pub fn capitalised(field: &str) -> String {
    let mut name = field.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
}

/// Yes or no in words.
pub fn flag_in_words(words: &str) -> Option<bool> {
    [true, false]
        .into_iter()
        .find(|flag| words.eq_ignore_ascii_case(if *flag { "true" } else { "false" }))
}

/// A type that knows its fields.
pub trait FromFields: Sized {
    /// The value in `json`; `None` when a field is missing or of another type.
    fn from_fields(json: &impl Fields) -> Option<Self>;
}

#[cfg(not(target_arch = "wasm32"))]
fn field<'a>(json: &'a serde_json::Value, name: &str) -> Option<&'a serde_json::Value> {
    let given = |name: &str| json.get(name).filter(|value| !value.is_null());
    given(name).or_else(|| given(&capitalised(name)))
}

#[cfg(not(target_arch = "wasm32"))]
impl Fields for serde_json::Value {
    fn has(&self, name: &str) -> bool {
        field(self, name).is_some()
    }

    fn own_text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }

    fn text(&self, name: &str) -> Option<String> {
        field(self, name)?.own_text()
    }

    fn flag(&self, name: &str) -> Option<bool> {
        let value = field(self, name)?;
        value.as_bool().or_else(|| flag_in_words(value.as_str()?))
    }

    fn number(&self, name: &str) -> Option<u32> {
        let value = field(self, name)?;
        match value.as_u64() {
            Some(number) => number.try_into().ok(),
            None => value.as_str()?.parse().ok(),
        }
    }

    fn code(&self, name: &str) -> Option<String> {
        match field(self, name)? {
            Self::Number(number) => Some(number.to_string()),
            value => value.own_text(),
        }
    }

    fn decimal(&self, name: &str) -> Option<String> {
        field(self, name)?.as_f64().map(|amount| format!("{amount:.2}"))
    }

    fn object(&self, name: &str) -> Option<Self> {
        field(self, name).cloned()
    }

    fn items(&self, name: &str) -> Vec<Self> {
        match field(self, name) {
            Some(Self::Array(items)) => items.clone(),
            Some(item @ (Self::Object(_) | Self::String(_))) => vec![item.clone()],
            _ => Vec::new(),
        }
    }
}
