//! Secrets: from a variable or from a file, and never shown in a fault.

use crate::server::settings::source::Reader;
use axum_extra::extract::cookie::Key;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::fs;

/// Every secret, with the variable that names a file to read it from.
pub(super) const SECRETS: [(&str, &str); 3] = [
    ("ZUORA_CLIENT_SECRET", "ZUORA_CLIENT_SECRET_FILE"),
    ("SESSION_KEY", "SESSION_KEY_FILE"),
    ("SESSION_KEY_OLD", "SESSION_KEY_OLD_FILE"),
];

/// Makes a key on one line, which can be pasted into a `.env` file.
pub(super) const MAKE_ONE: &str = "make one with: openssl rand -base64 64 | tr -d '\\n'";

/// A key is random if it has this much of Shannon's entropy, in bits. Of 64 random bytes, none in any number that could be made has less than 300.
const MIN_ENTROPY: f64 = 200.0;

/// What there is of a secret.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Secret<T> {
    Unset,
    /// It is set, and its fault is noted.
    Faulty,
    Value(T),
}

impl<T> Secret<T> {
    pub(super) fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unset | Self::Faulty => None,
        }
    }
}

impl Reader {
    /// A secret, from its variable or from the file that another one names.
    pub(super) fn secret(&mut self, variable: &'static str) -> Secret<String> {
        let file = SECRETS.iter().find(|(name, _)| *name == variable).map(|(_, file)| *file);
        let path = file.and_then(|file| Some((file, self.optional(file)?)));
        match (self.optional(variable), path) {
            (None, None) => Secret::Unset,
            (Some(value), None) => Secret::Value(value),
            (Some(_), Some((file, _))) => {
                self.fault(file, format!("is set, and so is {variable}: set only one of them"));
                Secret::Faulty
            }
            (None, Some((file, path))) => match fs::read_to_string(&path) {
                Ok(text) if !text.trim().is_empty() => Secret::Value(text.trim().to_owned()),
                Ok(_) => {
                    self.fault(file, format!("{path:?} is an empty file"));
                    Secret::Faulty
                }
                Err(error) => {
                    self.fault(file, format!("{path:?} cannot be read: {error}"));
                    Secret::Faulty
                }
            },
        }
    }

    /// A key that signs cookies.
    pub(super) fn session_key(&mut self, variable: &'static str) -> Secret<Key> {
        match self.secret(variable) {
            Secret::Unset => Secret::Unset,
            Secret::Faulty => Secret::Faulty,
            Secret::Value(text) => match session_key(&text) {
                Ok(key) => Secret::Value(key),
                Err(problem) => {
                    self.fault(variable, format!("{problem}; {MAKE_ONE}"));
                    Secret::Faulty
                }
            },
        }
    }
}

fn session_key(text: &str) -> Result<Key, &'static str> {
    // openssl breaks its lines.
    let text: String = text.split_ascii_whitespace().collect();
    let bytes = STANDARD.decode(text).map_err(|_| "is not base64")?;
    let key = Key::try_from(bytes.as_slice())
        .map_err(|_| "has fewer than 64 bytes (in .env, it must be on one line)")?;
    match is_random(&bytes) {
        true => Ok(key),
        false => Err("is not random: whoever guesses it can sign in as any customer"),
    }
}

/// Whether bytes may have come out of a random generator: not the same ones again and again, and not one after the other.
fn is_random(bytes: &[u8]) -> bool {
    let differences: Vec<u8> = bytes.windows(2).map(|pair| pair[1].wrapping_sub(pair[0])).collect();
    let is_repeated =
        (1..=bytes.len() / 2).any(|period| bytes[period..] == bytes[..bytes.len() - period]);
    !is_repeated && entropy(bytes) >= MIN_ENTROPY && entropy(&differences) >= MIN_ENTROPY
}

/// Shannon's entropy of all these bytes together, in bits.
#[expect(clippy::cast_precision_loss)] // a key has a few hundred bytes at most
fn entropy(bytes: &[u8]) -> f64 {
    let mut counts = [0_usize; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let total = bytes.len() as f64;
    let counts = counts.into_iter().filter(|&count| count > 0).map(|count| count as f64);
    counts.map(|count| count * (total / count).log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng as _;

    fn encoded(bytes: &[u8]) -> String {
        STANDARD.encode(bytes)
    }

    #[test]
    fn t4_a_session_key_that_can_be_guessed_is_refused() {
        let ascending: Vec<u8> = (0..64).collect();
        let phrase = b"secretsecretsecretsecretsecretsecretsecretsecretsecretsecretsecret";
        let hello = b"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        for weak in [
            &[0; 64][..],
            &[0xff; 128],
            &[b'a'; 64],
            &ascending,
            &ascending.iter().rev().copied().collect::<Vec<_>>(),
            phrase,
            hello,
            &[[0, 1].repeat(31), vec![2, 3]].concat(),
        ] {
            assert!(session_key(&encoded(weak)).is_err(), "{weak:?}");
        }
    }

    /// The twin: whatever comes out of a generator is taken, however it was written before.
    #[test]
    fn random_keys_are_taken() {
        for _ in 0..10_000 {
            let mut bytes = [0; 64];
            rand::rng().fill_bytes(&mut bytes);
            assert!(session_key(&encoded(&bytes)).is_ok(), "{bytes:?}");
        }
        let mut bytes = [0; 64];
        rand::rng().fill_bytes(&mut bytes);
        let hexadecimal = bytes.map(|byte| format!("{byte:02x}")).concat();
        assert!(session_key(&encoded(hexadecimal.as_bytes())).is_ok());
        let lines = format!("{}\n{}\n", &encoded(&bytes)[..64], &encoded(&bytes)[64..]);
        assert!(session_key(&lines).is_ok());
    }
}
