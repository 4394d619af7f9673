//! A tenant's private key, which only Zuora has.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rsa::{
    BigUint, Pkcs1v15Sign, RsaPrivateKey, hazmat::rsa_decrypt, pkcs8::EncodePublicKey as _,
    rand_core::OsRng,
};
use sha2::{Digest as _, Sha512};
use std::sync::OnceLock;

const BYTES: usize = 256;
/// RFC 8017, 9.2: the bytes before a SHA-512 hash in a signature.
const SHA512_INFO: &[u8] =
    b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40";

pub struct PrivateKey(pub RsaPrivateKey);

impl PrivateKey {
    /// One of two keys, which are generated once for all tests.
    fn nth(number: usize) -> &'static Self {
        static KEYS: [OnceLock<PrivateKey>; 2] = [const { OnceLock::new() }; 2];
        let make = || Self(RsaPrivateKey::new(&mut OsRng, 8 * BYTES).expect("a key"));
        KEYS[number].get_or_init(make)
    }

    pub fn first() -> &'static Self {
        Self::nth(0)
    }

    /// The key after the tenant's administrator has generated another.
    pub fn second() -> &'static Self {
        Self::nth(1)
    }

    /// The public key, as Zuora sends it.
    pub fn public(&self) -> String {
        let der = self.0.to_public_key().to_public_key_der().expect("a key");
        STANDARD.encode(der.as_bytes())
    }

    /// Zuora: what is encrypted in a callback is encrypted so, in base64.
    pub fn encrypt(&self, text: &str) -> String {
        let encrypted = self.0.sign(Pkcs1v15Sign::new_unprefixed(), text.as_bytes());
        STANDARD.encode(encrypted.expect("a text that is short enough"))
    }

    /// Zuora: the advanced signature, in base64.
    pub fn sign(&self, text: &str) -> String {
        let scheme = Pkcs1v15Sign { hash_len: Some(64), prefix: SHA512_INFO.into() };
        let signature = self.0.sign(scheme, &Sha512::digest(text.as_bytes()));
        STANDARD.encode(signature.expect("a signature"))
    }

    /// What the private key makes of a block with this content at its end.
    pub fn apply(&self, content: &[u8]) -> Vec<u8> {
        let block = BigUint::from_bytes_be(content);
        let applied = rsa_decrypt(None::<&mut OsRng>, &self.0, &block);
        let applied = applied.expect("a number below the modulus").to_bytes_be();
        [vec![0; BYTES - applied.len()], applied].concat()
    }
}
