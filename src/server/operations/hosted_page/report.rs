//! A callback of the hosted page, read: what can be found wrong with it without Zuora's key, and
//! the payment method that it proves with the key.

use crate::{
    api::Callback,
    server::{
        operations::hosted_page::{
            refusal::Refusal,
            signed_text::{Reading, SignedParts, find_fitting},
        },
        zuora_client::{hosted_page::HostedPage, tenant_keys::TenantKey},
    },
    zuora::{Bound as _, is_key},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use percent_encoding::percent_decode_str;
use std::{borrow::Cow, time::Duration};

/// Zuora: an older report is not to be trusted.
const MAX_AGE: Duration = Duration::from_mins(5);
/// Zuora: an id has 32 hexadecimal digits.
const ID_CHARACTERS: usize = 32;

/// A callback whose form is right. Nothing in it is proven yet.
#[derive(Debug)]
pub struct Report<'a> {
    token: &'a str,
    timestamp: &'a str,
    passthrough: &'a str,
    /// As Zuora wrote it, in base64.
    ref_id: String,
    encrypted_id: Vec<u8>,
    signature: Vec<u8>,
}

/// The payment method that a report proves, and how its signature was read.
#[derive(Debug, PartialEq, Eq)]
pub struct Proof {
    pub payment_method: String,
    pub path: &'static str,
    pub reading: Reading,
}

impl<'a> Report<'a> {
    /// Reads a callback at this time since 1970.
    ///
    /// # Errors
    /// When it cannot be genuine, whatever the key.
    pub fn read(callback: &'a Callback, now: Duration) -> Result<Self, Refusal> {
        let Callback { ref_id, token, timestamp, passthrough, signature } = callback;
        let ref_id = unescape(ref_id).ok_or(Refusal::NotZuoras)?;
        // A field that the browser controls could be read as another.
        if [token, timestamp, &ref_id].iter().any(|part| part.contains('#')) {
            return Err(Refusal::Separator);
        }
        if timestamp.is_empty() {
            return Err(Refusal::NoTimestamp);
        }
        if !is_recent(timestamp, now) {
            return Err(Refusal::TooOld);
        }
        if is_plain_id(&ref_id) {
            return Err(Refusal::PlainRefId);
        }
        let decode = |base64: &str| STANDARD.decode(base64).map_err(|_| Refusal::NotZuoras);
        let signature = decode(&unescape(signature).ok_or(Refusal::NotZuoras)?)?;
        let encrypted_id = decode(&ref_id)?;
        Ok(Self { token, timestamp, passthrough, ref_id, encrypted_id, signature })
    }

    /// The payment method that the report is about, if this key proves that Zuora has signed it for
    /// this page.
    pub fn prove(&self, page: &HostedPage, tenant: &TenantKey) -> Option<Proof> {
        // Zuora encrypts other texts in the same way. Only an id is one.
        let payment_method = tenant.key.open(&self.encrypted_id).filter(|id| is_key(id))?;
        let parts = SignedParts {
            page_id: page.id.value(),
            token: self.token,
            timestamp: self.timestamp,
            passthrough: self.passthrough,
            payment_method: &payment_method,
            ref_id: &self.ref_id,
        };
        let (path, reading) = find_fitting(tenant, &page.signed_paths(), &parts, &self.signature)?;
        Some(Proof { payment_method, path, reading })
    }
}

/// The base64 of a value that may still be escaped as in an address. *Recorded* once: the
/// `signature` in the message of a page was percent-encoded. Base64 has neither `%` nor a space, and
/// a form turns a plus into one.
fn unescape(value: &str) -> Option<String> {
    let decoded = match value.contains('%') {
        true => percent_decode_str(value).decode_utf8().ok()?,
        false => Cow::Borrowed(value),
    };
    Some(decoded.replace(' ', "+"))
}

fn is_plain_id(text: &str) -> bool {
    text.len() == ID_CHARACTERS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_recent(timestamp: &str, now: Duration) -> bool {
    // Zuora's clock may be ahead of ours.
    timestamp.parse().is_ok_and(|millis| now.abs_diff(Duration::from_millis(millis)) <= MAX_AGE)
}

#[cfg(test)]
mod tests;
