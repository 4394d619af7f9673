//! The tenant's RSA key, which signs and encrypts what the hosted page needs.

use crate::sandbox::error_reply::ErrorReply;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use rsa::{
    BigUint, Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey,
    hazmat::rsa_encrypt,
    pkcs8::{DecodePublicKey as _, EncodePublicKey as _},
    rand_core::OsRng,
    traits::PublicKeyParts as _,
};
use sha2::{Digest as _, Sha512};
use tokio::{sync::OnceCell, task::spawn_blocking};

/// Zuora: the length of its keys.
const KEY_BITS: usize = 2048;
/// RFC 8017, 9.2: the bytes before a SHA-512 hash in a signature. They are written out because
/// `rsa` supports only an older version of `sha2`.
const SHA512_INFO: [u8; 19] = [
    0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05,
    0x00, 0x04, 0x40,
];

/// The tenant's key. The first call generates it, which takes a moment.
///
/// # Errors
/// When no key can be generated.
pub async fn private_key() -> Result<&'static RsaPrivateKey, ErrorReply> {
    static KEY: OnceCell<RsaPrivateKey> = OnceCell::const_new();
    let make =
        || async { spawn_blocking(|| RsaPrivateKey::new(&mut OsRng, KEY_BITS)).await.ok()?.ok() };
    let key = KEY.get_or_try_init(|| async { make().await.ok_or(()) }).await;
    key.map_err(|()| ErrorReply::new(50_000_060, "No key could be made."))
}

/// The public key, as Zuora sends it.
pub fn public_key_base64(key: &RsaPrivateKey) -> String {
    let der = RsaPublicKey::from(key).to_public_key_der();
    der.map(|der| STANDARD.encode(der.as_bytes())).unwrap_or_default()
}

/// Encrypts a short text with the private key, so that `/decrypt` can decrypt it. `None` when the
/// text is too long for the key.
pub fn encrypt_with_private_key(key: &RsaPrivateKey, text: &str) -> Option<String> {
    let encrypted = key.sign(Pkcs1v15Sign::new_unprefixed(), text.as_bytes()).ok()?;
    Some(STANDARD.encode(encrypted))
}

/// Signs a text of any length (Zuora: `SHA512withRSA`).
pub fn sign_sha512(key: &RsaPrivateKey, text: &str) -> Option<String> {
    let hash = Sha512::digest(text.as_bytes());
    let scheme = Pkcs1v15Sign { hash_len: Some(hash.len()), prefix: Box::new(SHA512_INFO) };
    Some(STANDARD.encode(key.sign(scheme, &hash).ok()?))
}

/// The text in a signature, when it was made with this key.
pub fn decrypt_with_public_key(key: &str, signature: &str) -> Option<String> {
    // A form that was not encoded turns a plus into a space.
    let decode = |text: &str| STANDARD.decode(text.replace(' ', "+")).ok();
    let key = RsaPublicKey::from_public_key_der(&decode(key)?).ok()?;
    let signature = BigUint::from_bytes_be(&decode(signature)?);
    if key.size() > KEY_BITS / 8 || signature >= *key.n() {
        return None;
    }
    // PKCS #1: 00 01 FF … FF 00 text. As a number it has lost the leading zeros.
    let padded = rsa_encrypt(&key, &signature).ok()?.to_bytes_be();
    let text = padded.strip_prefix(&[1])?;
    let end = text.iter().position(|byte| *byte != 0xff)?;
    let text = text[end..].strip_prefix(&[0])?;
    String::from_utf8(text.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_signature_opens_with_its_own_key_only() {
        let own_key = private_key().await.expect("a key");
        let signature =
            own_key.sign(Pkcs1v15Sign::new_unprefixed(), b"/apps#1#2#3#4").expect("a signature");
        let signature = STANDARD.encode(signature);
        assert_eq!(signature.len(), 344);
        assert_eq!(
            decrypt_with_public_key(&public_key_base64(own_key), &signature).as_deref(),
            Some("/apps#1#2#3#4")
        );
        let other = RsaPrivateKey::new(&mut OsRng, KEY_BITS).expect("another key");
        assert_eq!(decrypt_with_public_key(&public_key_base64(&other), &signature), None);
        assert_eq!(
            decrypt_with_public_key(&public_key_base64(own_key), &STANDARD.encode([7; 256])),
            None
        );
        assert_eq!(decrypt_with_public_key("", ""), None);
    }
}
