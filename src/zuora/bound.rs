//! What Zuora binds to a signature besides method and URI: the value signed for must be the value sent.

/// A bound parameter: one field, of the same name in the HMAC request, in the ticket and in the body of the signed call.
pub trait Bound: From<String> + Send + Sync + 'static {
    /// The field's name; none where the URI says it all.
    const FIELD: Option<&'static str>;
    /// Its value.
    fn value(&self) -> &str;
}

macro_rules! bound {
    ($($(#[$doc:meta])+ $name:ident = $field:expr;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(String);

        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self(value)
            }
        }

        impl Bound for $name {
            const FIELD: Option<&'static str> = $field;
            fn value(&self) -> &str {
                &self.0
            }
        }
    )+};
}
pub(super) use bound;

bound! {
    /// The account that something is done in: its number (`A00000001`) or its id.
    AccountKey = Some("accountKey");
}
