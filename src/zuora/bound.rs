//! What Zuora binds to a signature besides method and URI: the value signed for must be the value sent.

/// A bound parameter: one field, of the same name in the HMAC request, in the ticket and in the body of the signed call.
pub trait Bound: From<String> + Send + Sync + 'static {
    /// The field's name.
    const FIELD: &'static str;
    /// Its value.
    fn value(&self) -> &str;
}

/// The account a payment method is created in: its number (`A00000001`) or its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountKey(String);

impl From<String> for AccountKey {
    fn from(key: String) -> Self {
        Self(key)
    }
}

impl Bound for AccountKey {
    const FIELD: &'static str = "accountKey";
    fn value(&self) -> &str {
        &self.0
    }
}
