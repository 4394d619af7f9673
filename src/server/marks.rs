//! Marks: what only this shop's servers can write, on things that come back from elsewhere (an account's `crmId`, a page's `Drawn-For`).

use crate::server::keyed_hash::KeyedHash;
use axum_extra::extract::cookie::Key;
use hmac::digest::InvalidLength;

/// 128 bits: nobody guesses one.
const MARK_BYTES: usize = 16;

/// Makes marks with the session key, and knows those again that were made with the key before it.
#[derive(Clone)]
pub struct Marks {
    current: KeyedHash,
    old: Option<KeyedHash>,
}

impl Marks {
    /// Marks made with `current`; those made with `old` are known as well, so that a rotation of keys loses nothing that is under way.
    ///
    /// # Errors
    /// Never: HMAC takes keys of any length.
    pub fn new(current: &Key, old: Option<&Key>) -> Result<Self, InvalidLength> {
        let hash = |key: &Key| KeyedHash::new(key.master(), "marks");
        Ok(Self { current: hash(current)?, old: old.map(hash).transpose()? })
    }

    /// The mark of this text.
    pub fn make(&self, text: &str) -> String {
        self.current.of(text, MARK_BYTES)
    }

    /// Whether this is a mark of the text.
    pub fn matches(&self, mark: &str, text: &str) -> bool {
        let keys = [Some(&self.current), self.old.as_ref()];
        keys.into_iter().flatten().any(|key| key.of(text, MARK_BYTES) == mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t6_a_mark_is_known_after_one_change_of_the_key_and_not_after_two() {
        let (first, second, third) = (Key::generate(), Key::generate(), Key::generate());
        let marks = |current, old| Marks::new(current, old).expect("keys");
        let mark = marks(&first, None).make("session account");
        assert!(marks(&first, None).matches(&mark, "session account"));
        assert!(marks(&second, Some(&first)).matches(&mark, "session account"));
        assert!(!marks(&second, Some(&first)).matches(&mark, "another account"));
        assert!(!marks(&third, Some(&second)).matches(&mark, "session account"));
        assert!(!marks(&second, None).matches(&mark, "session account"));
    }
}
