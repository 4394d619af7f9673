//! Reading JSON without a JSON library.
//!
//! The browser parses JSON itself, and code that reads every format would be a third of the page's
//! download. So a type names its fields once, and each side looks a field up in its own way: the
//! server in `serde_json`'s values, the browser in JavaScript's.

/// A parsed JSON value that may have fields. A field that is null counts as missing; where a name
/// is missing, the same name with a capital is used, as Zuora's older operations write it.
pub trait Fields: Sized {
    fn has(&self, field: &str) -> bool;
    /// The value itself, where it is a string.
    fn own_text(&self) -> Option<String>;
    fn text(&self, field: &str) -> Option<String>;
    /// A boolean, or `true` or `false` as a string.
    fn flag(&self, field: &str) -> Option<bool>;
    /// A whole number, as a number or as a string (Zuora's schema says string, its samples are
    /// numbers).
    fn number(&self, field: &str) -> Option<u32>;
    /// A string, or a number as it is written: for codes, which can be longer than any number type.
    fn code(&self, field: &str) -> Option<String>;
    /// An amount of money with two decimals.
    #[cfg(not(target_arch = "wasm32"))]
    fn decimal(&self, field: &str) -> Option<String>;
    fn object(&self, field: &str) -> Option<Self>;
    /// A list. An object or a string in place of a list counts as its only item.
    fn items(&self, field: &str) -> Vec<Self>;
}

pub fn capitalised(field: &str) -> String {
    let mut name = field.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
}

pub fn flag_in_words(words: &str) -> Option<bool> {
    [true, false]
        .into_iter()
        .find(|flag| words.eq_ignore_ascii_case(if *flag { "true" } else { "false" }))
}

/// A type that reads itself from JSON, field by field.
pub trait FromFields: Sized {
    /// `None` when a field is missing or of another type.
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
