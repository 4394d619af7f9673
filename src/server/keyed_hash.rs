//! Keyed hashes, which only this shop's servers can make: in place of secrets in the log, and to
//! recognise values that come back from a third party.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// Makes hashes for one purpose. They have a key, because an account number could be found from a
/// plain hash by trying all numbers. Every replica has the same key, and so the same hashes.
#[derive(Clone)]
pub struct KeyedHash(Hmac<Sha256>);

impl KeyedHash {
    /// The key is derived from the session key and the purpose.
    ///
    /// # Errors
    /// Never: HMAC takes keys of any length.
    pub fn new(session_key: &[u8], purpose: &str) -> Result<Self, hmac::digest::InvalidLength> {
        let mut own_key = Hmac::<Sha256>::new_from_slice(session_key)?;
        own_key.update(purpose.as_bytes());
        Hmac::new_from_slice(&own_key.finalize().into_bytes()).map(Self)
    }

    /// The first `bytes` bytes of the hash, two letters each, from `a` for 0 to `p` for 15. It has no
    /// digits, because a part of a hash in hexadecimal can look like a card number, which the log
    /// would redact.
    pub fn hash(&self, text: &str, bytes: usize) -> String {
        let hash = self.mac(text).finalize().into_bytes();
        let halves = hash.iter().take(bytes).flat_map(|byte| [byte >> 4, byte & 0xf]);
        halves.map(|half| char::from(b'a' + half)).collect()
    }

    /// The first `N` bytes of the hash.
    ///
    /// # Panics
    /// When the hash has fewer bytes. The compiler checks it.
    pub fn bytes<const N: usize>(&self, text: &str) -> [u8; N] {
        const { assert!(N <= 32, "SHA-256 has 32 bytes") };
        let hash = self.mac(text).finalize().into_bytes();
        std::array::from_fn(|at| hash[at])
    }

    /// Whether these are the first bytes of the hash. The comparison takes the same time for all
    /// bytes of one length.
    pub fn verify(&self, text: &str, bytes: &[u8]) -> bool {
        self.mac(text).verify_truncated_left(bytes).is_ok()
    }

    fn mac(&self, text: &str) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(text.as_bytes());
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t5_hashes_are_the_same_on_every_replica_and_nobody_elses() {
        let hash =
            |key: &[u8], purpose, text| KeyedHash::new(key, purpose).expect("a key").hash(text, 8);
        assert_eq!(hash(b"key", "audit", "A00000001"), hash(b"key", "audit", "A00000001"));
        assert_ne!(hash(b"key", "audit", "A00000001"), hash(b"other", "audit", "A00000001"));
        assert_ne!(hash(b"key", "audit", "A00000001"), hash(b"key", "page", "A00000001"));
        assert_ne!(hash(b"key", "audit", "A00000001"), hash(b"key", "audit", "A00000002"));
        assert_eq!(hash(b"key", "audit", "A00000001").len(), 16);
    }

    #[test]
    fn t5_no_hash_has_a_digit() {
        let hashes = KeyedHash::new(b"key", "audit").expect("a key");
        for number in 0..10_000 {
            let hash = hashes.hash(&number.to_string(), 32);
            assert!(
                hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'a'..=b'p')),
                "{hash}"
            );
        }
    }
}
