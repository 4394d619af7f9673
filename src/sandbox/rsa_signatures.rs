//! `POST /v1/rsa-signatures`: the right to open a hosted page, signed with the tenant's key; and `/decrypt`, which opens such a signature.

use super::{
    bearer::{Bearer, authorise},
    fields::{Fields, UNKNOWN_RESOURCE, object},
    reply::{Answer, Done, Refusal},
    tenant::{PAGE_ID, PageToken, Shared, TENANT_ID},
};
use axum::{body::Bytes, extract::State, http::HeaderMap};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use rand::{RngExt as _, distr::Alphanumeric};
use rsa::{
    BigUint, Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey,
    hazmat::rsa_encrypt,
    pkcs8::{DecodePublicKey as _, EncodePublicKey as _},
    rand_core::OsRng,
    traits::PublicKeyParts as _,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha512};
use tokio::{sync::OnceCell, task::spawn_blocking};
use url::Url;

/// Zuora: the length of its keys.
const BITS: usize = 2048;
/// Inferred: Zuora says "limit the number of the fields" when a signature comes back null, and not to how many.
const MAX_FIELDS: usize = 30;
/// Pages whose signature has never been used are forgotten when there are this many.
const MAX_PAGES: usize = 10_000;

/// Zuora: fields of the hosted page that may be signed along.
const PAGE_FIELDS: &[&str] = &[
    "IBAN",
    "accountId",
    "authorizationAmount",
    "bankBranchCode",
    "bankCheckDigit",
    "bankCity",
    "bankPostalCode",
    "bankStreetName",
    "bankStreetNumber",
    "businessIdentificationCode",
    "cityBlackList",
    "cityWhiteList",
    "currency",
    "deviceSessionId",
    "gatewayName",
    "id",
    "key",
    "locale",
    "maxConsecutivePaymentFailures",
    "param_gwOptions_[option]",
    "param_supportedTypes",
    "passthrough1",
    "passthrough2",
    "passthrough3",
    "passthrough4",
    "passthrough5",
    "paymentGateway",
    "paymentRetryWindow",
    "pmId",
    "signature",
    "signatureType",
    "style",
    "submitEnabled",
    "tenantId",
    "token",
    "useDefaultRetryRule",
];

/// RFC 8017, 9.2: what stands before a SHA-512 hash in a signature. Written out, because `rsa` knows the hashes of an older `sha2` only.
const SHA512_INFO: [u8; 19] = [
    0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05,
    0x00, 0x04, 0x40,
];

/// The tenant's key, made when it is first asked for: that takes a moment.
///
/// # Errors
/// When none can be made.
pub async fn key() -> Result<&'static RsaPrivateKey, Refusal> {
    static KEY: OnceCell<RsaPrivateKey> = OnceCell::const_new();
    let make =
        || async { spawn_blocking(|| RsaPrivateKey::new(&mut OsRng, BITS)).await.ok()?.ok() };
    let key = KEY.get_or_try_init(|| async { make().await.ok_or(()) }).await;
    key.map_err(|()| Refusal::because(50_000_060, "No key could be made."))
}

/// A signature for a hosted page.
pub async fn create(State(tenant): State<Shared>, headers: HeaderMap, body: Bytes) -> Answer {
    let body = object(&body)?;
    let bound = body.get("pageId").and_then(Value::as_str);
    authorise(&tenant, &headers, "POST", "/v1/rsa-signatures", bound)?;
    let mut fields = Fields::of(&body, UNKNOWN_RESOURCE);
    let uri = fields.required_text("uri", 2000);
    let method = fields.one_of("method", &["POST", "GET"]);
    let method = fields.required("method", method);
    let page_id = fields.required_text("pageId", 255);
    if page_id.is_some_and(|page_id| page_id != PAGE_ID) {
        fields.wrong("'pageId' is no page of this tenant");
    }
    let path = uri.and_then(|uri| Some(Url::parse(uri).ok()?.path().to_lowercase()));
    if uri.is_some() && path.is_none() {
        fields.wrong("'uri' must be a URL");
    }
    fields.ignore(PAGE_FIELDS);
    let ((path, page_id), _) = fields.finish(path.zip(page_id).zip(method))?;

    let key = key().await?;
    let token: String = rand::rng().sample_iter(Alphanumeric).take(32).map(char::from).collect();
    let millis = {
        let mut tenant = tenant.lock();
        let now = tenant.now();
        if tenant.pages.len() >= MAX_PAGES {
            tenant.pages.clear();
        }
        tenant.pages.insert(token.clone(), PageToken { made: now, submissions: 0 });
        tenant.millis()
    };
    let content = format!("{path}#{TENANT_ID}#{token}#{millis}#{page_id}");
    let signature = sealed(key, &content).filter(|_| body.len() <= MAX_FIELDS);
    Ok(Done(json!({
        "signature": signature,
        "token": token,
        "tenantId": TENANT_ID,
        "key": public_key(key),
    })))
}

/// The half of the key that everybody may have.
pub fn public_key(key: &RsaPrivateKey) -> String {
    let der = RsaPublicKey::from(key).to_public_key_der();
    der.map(|der| STANDARD.encode(der.as_bytes())).unwrap_or_default()
}

/// A short text, encrypted with the private key, so that `/decrypt` opens it. `None` when it is too long for the key.
pub fn sealed(key: &RsaPrivateKey, text: &str) -> Option<String> {
    let sealed = key.sign(Pkcs1v15Sign::new_unprefixed(), text.as_bytes()).ok()?;
    Some(STANDARD.encode(sealed))
}

/// The signature of a text of any length (Zuora: `SHA512withRSA`).
pub fn signed(key: &RsaPrivateKey, text: &str) -> Option<String> {
    let hash = Sha512::digest(text.as_bytes());
    let scheme = Pkcs1v15Sign { hash_len: Some(hash.len()), prefix: Box::new(SHA512_INFO) };
    Some(STANDARD.encode(key.sign(scheme, &hash).ok()?))
}

/// What is inside a signature.
pub async fn decrypt(_: Bearer, State(_): State<Shared>, body: Bytes) -> Answer {
    let body = object(&body)?;
    let mut fields = Fields::of(&body, UNKNOWN_RESOURCE);
    let method = fields.one_of("method", &["POST", "GET"]);
    fields.required("method", method);
    let key = fields.required_text("publicKey", 4096);
    let signature = fields.required_text("signature", 4096);
    let opened = key.zip(signature).and_then(|(key, signature)| open(key, signature));
    if key.is_some() && signature.is_some() && opened.is_none() {
        fields.wrong("'signature' was not made with 'publicKey'");
    }
    let opened = fields.finish(opened)?;
    Ok(Done(json!({"publicKey": key, "signature": signature, "decryptedSignature": opened})))
}

/// The text that was signed, when the signature fits the key.
pub fn open(key: &str, signature: &str) -> Option<String> {
    // A space stands where a form has turned a plus into one.
    let decode = |text: &str| STANDARD.decode(text.replace(' ', "+")).ok();
    let key = RsaPublicKey::from_public_key_der(&decode(key)?).ok()?;
    let signature = BigUint::from_bytes_be(&decode(signature)?);
    if key.size() > BITS / 8 || signature >= *key.n() {
        return None;
    }
    // PKCS #1: 00 01 FF … FF 00 text; the number has lost the zeros at its beginning.
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
        let ours = key().await.expect("a key");
        let signature =
            ours.sign(Pkcs1v15Sign::new_unprefixed(), b"/apps#1#2#3#4").expect("a signature");
        let signature = STANDARD.encode(signature);
        assert_eq!(signature.len(), 344);
        assert_eq!(open(&public_key(ours), &signature).as_deref(), Some("/apps#1#2#3#4"));
        let other = RsaPrivateKey::new(&mut OsRng, BITS).expect("another key");
        assert_eq!(open(&public_key(&other), &signature), None);
        assert_eq!(open(&public_key(ours), &STANDARD.encode([7; 256])), None);
        assert_eq!(open("", ""), None);
    }
}
