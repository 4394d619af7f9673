//! What Zuora binds to a signature besides method and URI: the value signed for must be the value sent.

use serde::{Deserialize, Serialize};

/// A bound parameter: one field, of the same name in the HMAC request and in the body of the signed call.
pub trait Bound: Serialize + for<'de> Deserialize<'de> + Send + 'static {
    /// The field's name in both bodies.
    const FIELD: &'static str;
    /// Its value.
    fn value(&self) -> &str;
}

/// The account a payment method is created in: its number (`A00000001`) or its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountKey {
    #[serde(rename = "accountKey")]
    value: String,
}

impl AccountKey {
    /// The account with this number or id.
    pub fn new(value: impl Into<String>) -> Self {
        Self { value: value.into() }
    }
}

impl Bound for AccountKey {
    const FIELD: &'static str = "accountKey";
    fn value(&self) -> &str {
        &self.value
    }
}
