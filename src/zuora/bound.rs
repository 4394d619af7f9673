//! What Zuora binds to a signature beside method and URI: the value signed must be the value sent.

/// A bound parameter: one field with the same name in the HMAC request, in the ticket and in the
/// body of the signed call.
pub trait Bound: From<String> + Send + Sync + 'static {
    /// The field's name; none where the URI alone is bound.
    const FIELD: Option<&'static str>;
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
pub(crate) use bound;

/// Zuora: the longest account number; ids have 32 characters.
#[cfg(not(target_arch = "wasm32"))]
const MAX_KEY_CHARACTERS: usize = 70;

/// Whether a text can be one of Zuora's ids or numbers, and so a segment of a path: `..` and the
/// like would change the path.
#[cfg(not(target_arch = "wasm32"))]
pub fn is_key(text: &str) -> bool {
    (1..=MAX_KEY_CHARACTERS).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

bound! {
    /// An account's number (`A00000001`) or its id.
    AccountKey = Some("accountKey");
}

#[cfg(test)]
mod tests {
    use super::is_key;

    #[test]
    fn t9_a_key_cannot_change_the_address_that_it_is_part_of() {
        for key in ["A00000001", "CUST-0042", "2c92c0f96bd1f8a6016bd5b4d1a30ac3", &"9".repeat(70)] {
            assert!(is_key(key), "{key}");
        }
        for text in [
            "",
            ".",
            "..",
            ".\t.",
            "a/b",
            "a b",
            "%2e%2e",
            "A1?x",
            "A1#x",
            "\u{ff21}1",
            "A_1",
            &"9".repeat(71),
        ] {
            assert!(!is_key(text), "{text:?}");
        }
    }
}
