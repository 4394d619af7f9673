//! The keys that sign session cookies.

use crate::server::settings::{
    app_env::AppEnv,
    reader::Reader,
    secrets::Secret,
    setting::{DefaultValue, Setting},
};
use axum_extra::extract::cookie::Key;
use base64::{Engine as _, engine::general_purpose::STANDARD};

pub const SESSION_KEY: Setting = Setting {
    variable: "SESSION_KEY",
    default: DefaultValue::Described("random at every start"),
    meaning: "Signs the session cookie: 64 or more random bytes, in base64. Required in production, and \
              equal on every replica.",
    // On one line, so that it can be pasted into a `.env` file.
    where_to_find: Some("make one with: `openssl rand -base64 64 | tr -d '\\n'`"),
    example: Some("…"),
    secret_file: Some("SESSION_KEY_FILE"),
};

pub const SESSION_KEY_OLD: Setting = Setting {
    variable: "SESSION_KEY_OLD",
    default: DefaultValue::Described("none"),
    meaning: "The key before this one. Cookies that it signed are still read, so that changing the key \
              signs nobody out.",
    where_to_find: None,
    example: Some("…"),
    secret_file: Some("SESSION_KEY_OLD_FILE"),
};

/// A key counts as random if it has this much Shannon entropy, in bits. 64 random bytes have less
/// than 300 with a probability that can be ignored.
const MIN_ENTROPY: f64 = 200.0;

#[derive(Debug)]
pub struct SessionSettings {
    /// Signs the session cookie.
    pub key: Key,
    /// Signed it before. Cookies signed with it are still read.
    pub old_key: Option<Key>,
}

impl SessionSettings {
    pub(super) fn read(reader: &mut Reader, app_env: AppEnv) -> Self {
        let key = read_key(reader, &SESSION_KEY);
        if app_env.is_production() && matches!(key, Secret::Unset) {
            reader.fault(&SESSION_KEY, format!("required in production; {}", SESSION_KEY.hint()));
        }
        let old_key = read_key(reader, &SESSION_KEY_OLD).value();
        Self { key: key.value().unwrap_or_else(Key::generate), old_key }
    }
}

fn read_key(reader: &mut Reader, setting: &'static Setting) -> Secret<Key> {
    match reader.secret(setting) {
        Secret::Unset => Secret::Unset,
        Secret::Faulty => Secret::Faulty,
        Secret::Value(text) => match session_key(&text) {
            Ok(key) => Secret::Value(key),
            Err(problem) => {
                reader.fault(setting, format!("{problem}; {}", SESSION_KEY.hint()));
                Secret::Faulty
            }
        },
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
        false => Err("is not random: anyone who guesses it can sign in as any customer"),
    }
}

/// Whether bytes may come from a random generator: neither repeated, nor one after the other.
fn is_random(bytes: &[u8]) -> bool {
    let differences: Vec<u8> = bytes.windows(2).map(|pair| pair[1].wrapping_sub(pair[0])).collect();
    let is_repeated =
        (1..=bytes.len() / 2).any(|period| bytes[period..] == bytes[..bytes.len() - period]);
    !is_repeated && entropy(bytes) >= MIN_ENTROPY && entropy(&differences) >= MIN_ENTROPY
}

/// The Shannon entropy of all these bytes together, in bits.
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

    /// The twin: whatever a generator returns is accepted, in hexadecimal and over two lines too.
    #[test]
    fn random_keys_are_accepted() {
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
