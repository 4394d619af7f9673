//! Recognises the same signature or token in several exchanges: by the start of its hash, because
//! the journal masks the secret itself.

use crate::sandbox::mask::mask_card_numbers;
use axum::{
    body::Bytes,
    http::{HeaderMap, header::AUTHORIZATION},
};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use url::form_urlencoded;

/// No exchange has more. A longer list is somebody's attempt to fill the memory.
const MAX_SECRETS: usize = 8;
/// Four bytes tell the secrets of a thousand exchanges apart, and cannot be turned back into one.
const HASH_BYTES: usize = 4;

/// A secret that occurs in an exchange.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Secret {
    pub kind: SecretKind,
    /// The first eight hexadecimal digits of its SHA-256.
    pub hash: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SecretKind {
    Signature,
    Token,
    Bearer,
}

impl SecretKind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Token => "token",
            Self::Bearer => "bearer",
        }
    }
}

/// The different secrets of one exchange, in the order in which they were found.
#[derive(Debug, Default)]
pub struct Secrets {
    found: Vec<Secret>,
    /// What a field `token` is: what is revoked is a bearer token.
    is_revocation: bool,
}

impl Secrets {
    /// The secrets in a request.
    pub fn of_request(path: &str, query: &str, headers: &HeaderMap, body: &Bytes) -> Self {
        let is_revocation = path.ends_with("/oauth/revoke");
        let mut secrets = Self { is_revocation, ..Self::default() };
        for (name, value) in headers {
            let value = value.to_str().unwrap_or_default();
            match value.split_once(' ') {
                Some((_, bearer)) if *name == AUTHORIZATION => {
                    secrets.add(SecretKind::Bearer, bearer);
                }
                _ => secrets.add_field(name.as_str(), value),
            }
        }
        secrets.add_form(query.as_bytes());
        match serde_json::from_slice(body) {
            Ok(json) => secrets.add_json(&json),
            Err(_) => secrets.add_form(body),
        }
        secrets
    }

    /// Adds those of an answer. The fields of all operations with secrets are at the top.
    pub fn add_json(&mut self, body: &Value) {
        for (name, value) in body.as_object().into_iter().flatten() {
            self.add_field(name, value.as_str().unwrap_or_default());
        }
    }

    /// The hash of the first token: a request's own comes before one that was issued for it.
    pub fn ticket(&self) -> Option<String> {
        let token = self.found.iter().find(|secret| secret.kind == SecretKind::Token);
        token.map(|token| token.hash.clone())
    }

    pub fn into_list(self) -> Vec<Secret> {
        self.found
    }

    fn add_form(&mut self, form: &[u8]) {
        for (name, value) in form_urlencoded::parse(form) {
            self.add_field(&name, &value);
        }
    }

    fn add_field(&mut self, name: &str, value: &str) {
        match name {
            "signature" => self.add(SecretKind::Signature, value),
            "token" if self.is_revocation => self.add(SecretKind::Bearer, value),
            "token" => self.add(SecretKind::Token, value),
            "access_token" => self.add(SecretKind::Bearer, value),
            _ => {}
        }
    }

    fn add(&mut self, kind: SecretKind, value: &str) {
        // There are few enough card numbers and codes to find one by its hash.
        let may_be_a_cards = !value.bytes().any(|byte| byte.is_ascii_alphabetic())
            || mask_card_numbers(value) != value;
        if may_be_a_cards || self.found.len() == MAX_SECRETS {
            return;
        }
        let secret = Secret { kind, hash: short_hash(value) };
        if !self.found.contains(&secret) {
            self.found.push(secret);
        }
    }
}

fn short_hash(value: &str) -> String {
    Sha256::digest(value).iter().take(HASH_BYTES).fold(String::new(), |mut hash, byte| {
        let _ = write!(hash, "{byte:02x}");
        hash
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn in_body(path: &str, body: &'static str) -> Vec<(SecretKind, String)> {
        let body = Bytes::from_static(body.as_bytes());
        let secrets = Secrets::of_request(path, "", &HeaderMap::new(), &body);
        secrets.into_list().into_iter().map(|secret| (secret.kind, secret.hash)).collect()
    }

    #[test]
    fn a_hash_is_the_start_of_sha_256() {
        // printf abc | sha256sum
        assert_eq!(short_hash("abc"), "ba7816bf");
    }

    #[test]
    fn secrets_are_found_in_headers_query_json_and_forms() {
        let abc = || "ba7816bf".to_owned();
        let mut headers = HeaderMap::new();
        headers.insert("token", "abc".parse().expect("a header"));
        headers.insert(AUTHORIZATION, "Bearer abc".parse().expect("a header"));
        let mut secrets = Secrets::of_request("/", "signature=abc&a=b", &headers, &Bytes::new());
        secrets.add_json(&json!({"token": "another", "signature": null}));
        assert_eq!(secrets.ticket(), Some(abc()), "the request's own token");
        let kinds: Vec<_> = secrets.into_list().iter().map(|secret| secret.kind).collect();
        assert_eq!(kinds.len(), 4, "{kinds:?}");
        assert_eq!(in_body("/", r#"{"token":"abc"}"#), [(SecretKind::Token, abc())]);
        assert_eq!(in_body("/", "token=abc&field_x=1"), [(SecretKind::Token, abc())]);
        assert_eq!(in_body("/oauth/revoke", "token=abc"), [(SecretKind::Bearer, abc())]);
    }

    #[test]
    fn what_may_be_a_cards_has_no_hash_and_the_list_is_short() {
        for body in [r#"{"token":"4111 1111 1111 1111"}"#, "token=x4111111111111111", "token=987"] {
            assert_eq!(in_body("/", body), []);
        }
        let many = (0..100).map(|number| format!("token=t{number}")).collect::<Vec<_>>().join("&");
        assert_eq!(in_body("/", Box::leak(many.into_boxed_str())).len(), MAX_SECRETS);
    }
}
