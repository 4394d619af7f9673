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

/// Whether a text that a browser sends can be one of Zuora's ids, or a number that Zuora has made.
#[cfg(not(target_arch = "wasm32"))]
pub fn is_key(text: &str) -> bool {
    (1..=MAX_KEY_CHARACTERS).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Whether a text can be a segment of a path, once it is percent-encoded. A shop gives its accounts
/// numbers with any characters. But a segment of dots leads elsewhere, and URLs drop control
/// characters such as a tab, also between two dots.
#[cfg(not(target_arch = "wasm32"))]
pub fn is_segment(text: &str) -> bool {
    (1..=MAX_KEY_CHARACTERS).contains(&text.chars().count())
        && !matches!(text, "." | "..")
        && !text.contains(char::is_control)
}

bound! {
    /// An account's number (`A00000001`, or whatever the shop has chosen) or its id.
    AccountKey = Some("accountKey");
}

#[cfg(test)]
mod tests {
    use super::{is_key, is_segment};

    #[test]
    fn a_segment_may_have_any_characters_and_lead_nowhere_else() {
        for text in ["A00000001", "K/4711", "a b", "%2e%2e", "...", "\u{fc}", "A1?x#", "\\", "A_1"]
        {
            assert!(is_segment(text), "{text}");
        }
        for text in ["", ".", "..", ".\t.", "\n", "a\u{85}", &"\u{fc}".repeat(71)] {
            assert!(!is_segment(text), "{text:?}");
        }
    }

    #[test]
    fn only_what_zuora_makes_itself_is_a_key() {
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
