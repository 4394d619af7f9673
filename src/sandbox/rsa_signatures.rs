//! `POST /v1/rsa-signatures` signs the permission to open a hosted page; `/decrypt` decrypts such a
//! signature.

use crate::sandbox::{
    authorisation::{AuthorisedCaller, authorise},
    error_reply::HandlerResult,
    fields::{FieldReader, UNKNOWN_RESOURCE, object},
    reply::SuccessReply,
    rsa_key::{decrypt_with_public_key, encrypt_with_private_key, private_key, public_key_base64},
    tenant::{PAGE_ID, PageToken, TENANT_ID, TenantStore},
};
use axum::{body::Bytes, extract::State, http::HeaderMap};
use rand::{RngExt as _, distr::Alphanumeric};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use url::Url;

/// PKCS #1, with a key of 2048 bits. Zuora: a signature is null when the names and values of the
/// fields are too long for the key.
const MAX_SIGNED_BYTES: usize = 245;
/// When there are this many, they are all removed.
const MAX_UNUSED_TOKENS: usize = 10_000;

/// Zuora: the fields of the hosted page that a request may contain.
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

pub async fn create(
    State(tenant): State<TenantStore>,
    headers: HeaderMap,
    body: Bytes,
) -> HandlerResult {
    let body = object(&body)?;
    let bound = body.get("pageId").and_then(Value::as_str);
    authorise(&tenant, &headers, "POST", "/v1/rsa-signatures", bound)?;
    let mut fields = FieldReader::new(&body, UNKNOWN_RESOURCE);
    let uri = fields.required_text("uri", 2000);
    let method = fields.one_of("method", &["POST", "GET"]);
    let method = fields.required("method", method);
    let page_id = fields.required_text("pageId", 255);
    if page_id.is_some_and(|page_id| page_id != PAGE_ID) {
        fields.report_wrong("'pageId' is no page of this tenant");
    }
    let path = uri.and_then(|uri| Some(Url::parse(uri).ok()?.path().to_lowercase()));
    if uri.is_some() && path.is_none() {
        fields.report_wrong("'uri' must be a URL");
    }
    fields.ignore(PAGE_FIELDS);
    let signed = page_parameters(&body);
    let ((path, page_id), _) = fields.finish(path.zip(page_id).zip(method))?;

    let key = private_key().await?;
    let token: String = rand::rng().sample_iter(Alphanumeric).take(32).map(char::from).collect();
    let millis = {
        let mut tenant = tenant.lock();
        let now = tenant.clock.now();
        if tenant.page_tokens.len() >= MAX_UNUSED_TOKENS {
            tenant.page_tokens.clear();
        }
        let page_token = PageToken { created: now, submissions: 0, signed: signed.clone() };
        tenant.page_tokens.insert(token.clone(), page_token);
        tenant.clock.unix_millis()
    };
    let content = format!("{path}#{TENANT_ID}#{token}#{millis}#{page_id}");
    // Inferred: each name and each value takes one byte more than its length. What Zuora does with
    // them is not published; the content that it publishes has the five parts alone.
    let extra: usize = signed.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
    let fits = content.len() + extra <= MAX_SIGNED_BYTES;
    let signature = encrypt_with_private_key(key, &content).filter(|_| fits);
    Ok(SuccessReply(json!({
        "signature": signature,
        "token": token,
        "tenantId": TENANT_ID,
        "key": public_key_base64(key),
    })))
}

/// The parameters of the page in a request, by their names there.
fn page_parameters(body: &Map<String, Value>) -> HashMap<String, String> {
    let texts = body.iter().filter(|(name, _)| PAGE_FIELDS.contains(&name.as_str()));
    let texts = texts.map(|(name, value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        (name.clone(), text)
    });
    texts.collect()
}

pub async fn decrypt(
    _: AuthorisedCaller,
    State(_): State<TenantStore>,
    body: Bytes,
) -> HandlerResult {
    let body = object(&body)?;
    let mut fields = FieldReader::new(&body, UNKNOWN_RESOURCE);
    let method = fields.one_of("method", &["POST", "GET"]);
    fields.required("method", method);
    let key = fields.required_text("publicKey", 4096);
    let signature = fields.required_text("signature", 4096);
    let opened =
        key.zip(signature).and_then(|(key, signature)| decrypt_with_public_key(key, signature));
    if key.is_some() && signature.is_some() && opened.is_none() {
        fields.report_wrong("'signature' was not made with 'publicKey'");
    }
    let opened = fields.finish(opened)?;
    Ok(SuccessReply(
        json!({"publicKey": key, "signature": signature, "decryptedSignature": opened}),
    ))
}
