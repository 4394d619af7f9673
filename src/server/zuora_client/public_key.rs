//! An RSA public key of Zuora's, and what can be done with it: open what Zuora has encrypted with
//! the private key, and verify a signature.
//!
//! Only operations with the public key are made, so there is no secret that their time could
//! reveal.

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA512, UnparsedPublicKey};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use rsa::{
    BigUint, RsaPublicKey, hazmat::rsa_encrypt, pkcs8::DecodePublicKey as _,
    traits::PublicKeyParts as _,
};

/// *Recorded*: every published key of Zuora's has 2048 bits. A longer one is taken too.
const MIN_KEY_BYTES: usize = 2048 / 8;
/// Longer keys are refused by `rsa`.
const MAX_KEY_BYTES: usize = 4096 / 8;
/// *Recorded*: every published key of Zuora's has this exponent.
const EXPONENT: u32 = 65_537;
/// RFC 8017, 7.2 and 9.2: there are never fewer bytes of padding.
const MIN_PADDING_BYTES: usize = 8;

#[derive(Debug, PartialEq, Eq)]
pub struct PublicKey {
    spki: Vec<u8>,
    key: RsaPublicKey,
}

impl PublicKey {
    /// The key in this SPKI, which is written in base64, as Zuora sends it. `None` when it is
    /// something else, or a key that is too weak.
    pub fn from_base64(spki: &str) -> Option<Self> {
        let spki = STANDARD.decode(spki).ok()?;
        let key = RsaPublicKey::from_public_key_der(&spki).ok()?;
        let is_strong = (MIN_KEY_BYTES..=MAX_KEY_BYTES).contains(&key.size())
            && *key.e() == BigUint::from(EXPONENT);
        is_strong.then_some(Self { spki, key })
    }

    /// Opens what was encrypted with the private key (Zuora's library: `RSA/ECB/PKCS1Padding`,
    /// decrypted with the public key).
    ///
    /// `None` unless it is exactly one block of PKCS #1's type 1: `00 01`, at least eight times
    /// `FF`, `00`, and then the text up to the end of the block. Nobody without the private key can
    /// make such a block.
    pub fn open(&self, encrypted: &[u8]) -> Option<String> {
        let size = self.key.size();
        let number = BigUint::from_bytes_be(encrypted);
        if encrypted.len() != size || number >= *self.key.n() {
            return None;
        }
        let opened = rsa_encrypt(&self.key, &number).ok()?.to_bytes_be();
        // As a number, the block has lost its leading zero, and no other byte.
        let block = opened.strip_prefix(&[1]).filter(|_| opened.len() == size - 1)?;
        let padding = block.iter().take_while(|byte| **byte == 0xff).count();
        if padding < MIN_PADDING_BYTES {
            return None;
        }
        let text = block[padding..].strip_prefix(&[0])?;
        String::from_utf8(text.to_vec()).ok()
    }

    /// Whether this is the signature of the text (Zuora: `SHA512withRSA`).
    pub fn verifies(&self, text: &str, signature: &[u8]) -> bool {
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA512, &self.spki);
        key.verify(text.as_bytes(), signature).is_ok()
    }
}

#[cfg(test)]
pub mod tests;
