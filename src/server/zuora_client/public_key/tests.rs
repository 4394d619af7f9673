//! Signatures that Zuora has published, and blocks that are not quite what they should be.

pub mod private_key;

use super::*;
use private_key::PrivateKey;
use rsa::pkcs8::EncodePublicKey as _;
use serde::Deserialize;

/// A signature of a tenant of Zuora's own, with the key and the text that were published with it.
#[derive(Deserialize)]
struct Published {
    source: String,
    text: String,
    key: String,
    signature: String,
}

fn published() -> Vec<Published> {
    let published: Vec<Published> =
        serde_json::from_str(include_str!("published.json")).expect("a list");
    assert_eq!(published.len(), 4);
    published
}

fn decode(base64: &str) -> Vec<u8> {
    STANDARD.decode(base64).expect("base64")
}

fn spki(key: &RsaPublicKey) -> String {
    STANDARD.encode(key.to_public_key_der().expect("a key"))
}

fn public_key() -> PublicKey {
    PublicKey::from_base64(&PrivateKey::first().public()).expect("a key")
}

/// What the private key makes of a block with this content at its end.
fn seal(content: &[u8]) -> Vec<u8> {
    PrivateKey::first().apply(content)
}

fn padded(kind: u8, padding: usize, text: &str) -> Vec<u8> {
    [&[kind][..], &vec![0xff; padding], &[0], text.as_bytes()].concat()
}

#[test]
fn t25_each_signature_that_zuora_published_opens_to_its_published_text() {
    for Published { source, text, key, signature } in published() {
        let key = PublicKey::from_base64(&key).expect(&source);
        assert_eq!(key.open(&decode(&signature)), Some(text), "{source}");
        let mut changed = decode(&signature);
        changed[200] ^= 1;
        assert_eq!(key.open(&changed), None, "{source}");
    }
}

#[test]
fn t25_a_published_signature_does_not_open_with_another_tenants_key() {
    let published = published();
    let by_key = |key: &str| PublicKey::from_base64(key).expect("a key");
    let mut others = 0;
    for signed in &published {
        for other in published.iter().filter(|other| other.key != signed.key) {
            assert_eq!(by_key(&other.key).open(&decode(&signed.signature)), None);
            others += 1;
        }
    }
    assert_eq!(others, 10);
}

#[test]
fn t25_only_a_block_with_its_exact_padding_opens() {
    let key = public_key();
    let text = "2c92c0f855e2b4630155ec9e6a1b6eec";
    let whole = 256 - 3 - text.len();
    assert_eq!(key.open(&seal(&padded(1, whole, text))).as_deref(), Some(text));
    let eight = "x".repeat(256 - 3 - 8);
    assert_eq!(key.open(&seal(&padded(1, 8, &eight))), Some(eight));
    let mut interrupted = padded(1, whole, text);
    interrupted[20] = 0xfe;
    let mut ended_early = padded(1, whole, text);
    ended_early[4] = 0;
    for (what, content) in [
        ("too little padding", padded(1, 7, &"x".repeat(256 - 3 - 7))),
        ("no padding", padded(1, 0, &"x".repeat(256 - 3))),
        ("text that ends before the block", padded(1, 8, text)),
        ("padding of another kind", padded(2, whole, text)),
        ("no kind", padded(0, whole, text)),
        ("padding with another byte in it", interrupted),
        ("padding that ends early", ended_early),
        ("no end of the padding", [&[1][..], &[0xff; 254]].concat()),
        ("no text in UTF-8", [&[1][..], &[0xff; 252], &[0, 0xc3]].concat()),
    ] {
        assert_eq!(key.open(&seal(&content)), None, "{what}");
    }
}

#[test]
fn t25_only_a_block_of_the_keys_own_size_opens() {
    let key = public_key();
    let text = "2c92c0f855e2b4630155ec9e6a1b6eec";
    let sealed = seal(&padded(1, 256 - 3 - text.len(), text));
    assert_eq!(key.open(&sealed).as_deref(), Some(text));
    assert_eq!(key.open(&[&[0], &*sealed].concat()), None, "one byte more");
    assert_eq!(key.open(&sealed[1..]), None, "one byte less");
    assert_eq!(key.open(&[]), None);
    // The same number and the modulus more, which is the same to RSA. Some keys leave room for it.
    let more = (BigUint::from_bytes_be(&sealed) + key.key.n()).to_bytes_be();
    assert_eq!(key.open(&more), None, "{} bytes", more.len());
    assert_eq!(key.open(&[0xff; 256]), None, "more than the modulus");
}

#[test]
fn t25_a_signature_verifies_its_own_text_alone() {
    let signature = decode(&PrivateKey::first().sign("/callback#1#2"));
    let key = public_key();
    assert!(key.verifies("/callback#1#2", &signature));
    assert!(!key.verifies("/callback#1#3", &signature));
    assert!(!key.verifies("/callback#1#2", &signature[1..]));
    assert!(!key.verifies("/callback#1#2", &[]));
    assert_eq!(key.open(&signature), None, "a signature is no encrypted text");
}

#[test]
fn a_weak_key_and_what_is_no_key_are_refused() {
    let number = |bits: usize| {
        let mut bytes = vec![0xff; bits / 8];
        bytes[bits / 8 - 1] = 0xfd;
        BigUint::from_bytes_be(&bytes)
    };
    let read = |bits, exponent: u32| {
        let key = RsaPublicKey::new_unchecked(number(bits), BigUint::from(exponent));
        PublicKey::from_base64(&spki(&key))
    };
    for bits in [2048, 3072, 4096] {
        assert!(read(bits, 65_537).is_some(), "{bits}");
    }
    for (bits, exponent) in [(1024, 65_537), (2040, 65_537), (4104, 65_537), (2048, 3), (2048, 1)] {
        assert!(read(bits, exponent).is_none(), "{bits} bits, exponent {exponent}");
    }
    for text in ["", "AAAA", "no base64"] {
        assert!(PublicKey::from_base64(text).is_none(), "{text}");
    }
}
