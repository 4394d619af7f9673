//! Message authentication codes: for values that leave this server and must come back unchanged
//! (an account's `crmId`, a page's `Drawn-For`).

use crate::server::keyed_hash::KeyedHash;
use axum_extra::extract::cookie::Key;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::digest::InvalidLength;

/// 128 bits cannot be guessed.
const MAC_BYTES: usize = 16;

/// Makes codes with the session key, and verifies those made with it or the key before it.
#[derive(Clone)]
pub struct Macs {
    current: KeyedHash,
    old: Option<KeyedHash>,
}

impl Macs {
    /// Codes made with `current`. Those made with `old` are verified as well, so that a rotation of
    /// keys loses nothing that is under way.
    ///
    /// # Errors
    /// Never: HMAC takes keys of any length.
    pub fn new(current: &Key, old: Option<&Key>) -> Result<Self, InvalidLength> {
        // The label is a part of every code that is under way, so it stays as it is.
        let hash = |key: &Key| KeyedHash::new(key.master(), "marks");
        Ok(Self { current: hash(current)?, old: old.map(hash).transpose()? })
    }

    /// The code of this text, in 22 characters: what Zuora signs with RSA has little room.
    pub fn mac(&self, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.current.bytes::<MAC_BYTES>(text))
    }

    /// Whether `mac` is a code of this text.
    pub fn verify(&self, mac: &str, text: &str) -> bool {
        let Some(mac) = URL_SAFE_NO_PAD.decode(mac).ok().filter(|mac| mac.len() == MAC_BYTES)
        else {
            return false;
        };
        let keys = [Some(&self.current), self.old.as_ref()];
        keys.into_iter().flatten().any(|key| key.verify(text, &mac))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t6_a_code_is_verified_after_one_change_of_the_key_and_not_after_two() {
        let (first, second, third) = (Key::generate(), Key::generate(), Key::generate());
        let macs = |current, old| Macs::new(current, old).expect("keys");
        let mac = macs(&first, None).mac("session account");
        assert!(macs(&first, None).verify(&mac, "session account"));
        assert!(macs(&second, Some(&first)).verify(&mac, "session account"));
        assert!(!macs(&second, Some(&first)).verify(&mac, "another account"));
        assert!(!macs(&third, Some(&second)).verify(&mac, "session account"));
        assert!(!macs(&second, None).verify(&mac, "session account"));
    }

    #[test]
    fn t6_only_the_whole_code_is_verified() {
        let macs = Macs::new(&Key::generate(), None).expect("a key");
        let mac = macs.mac("session account");
        assert_eq!(mac.len(), 22);
        assert!(macs.verify(&mac, "session account"));
        let whole = URL_SAFE_NO_PAD.decode(&mac).expect("base64");
        let mut changed = whole.clone();
        changed[15] ^= 1;
        for (what, bytes) in [
            ("none", &[][..]),
            ("a part", &whole[..15]),
            ("a byte more", &[&*whole, &[0]].concat()),
            ("another", &changed),
        ] {
            let other = URL_SAFE_NO_PAD.encode(bytes);
            assert!(!macs.verify(&other, "session account"), "{what}");
        }
        assert!(!macs.verify(&format!("{mac}="), "session account"));
    }
}
