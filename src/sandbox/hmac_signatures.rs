//! `POST /v1/hmac-signatures`: a signature and a token for one call of one CORS-enabled operation; and their check when they are used.

use super::{
    bearer::Bearer,
    reply::{authentication_error, refusal, zuora_json},
    tenant::{Shared, Signed, Tenant},
};
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use rand::{RngExt as _, distr::Alphanumeric};
use serde_json::{Value, json};
use sha1::Sha1;
use std::{fmt::Write as _, time::Duration};
use url::Url;

/// Inferred: Zuora says that there is a time limit and not how long it is.
const LIFETIME: Duration = Duration::from_mins(5);

/// Zuora's list of CORS-enabled operations, each with its bound parameter.
const CORS_ENABLED: &[(&str, &str, Option<&str>)] = &[
    ("POST", "/v1/payment-methods/credit-cards", Some("accountKey")),
    ("POST", "/v1/accounts", Some("name")),
    ("GET", "/v1/files/", None),
    ("POST", "/v1/rsa-signatures", Some("pageId")),
];

/// A signature and a token.
pub async fn create(_: Bearer, State(tenant): State<Shared>, body: Bytes) -> Response {
    let Ok(body) = serde_json::from_slice::<Value>(&body) else {
        return refusal(50_000_090, "Malformed JSON in the request body.");
    };
    let text = |field: &str| body.get(field).and_then(Value::as_str).unwrap_or_default();
    let (uri, method) = (text("uri"), text("method"));
    if uri.is_empty() {
        return refusal(59_010_220, "'uri' may not be empty");
    }
    if method.is_empty() {
        return refusal(59_010_320, "'method' may not be empty");
    }
    let path = Url::parse(uri).map(|url| without_rest(url.path()).to_owned());
    let operation = path.ok().and_then(|path| {
        let operation = CORS_ENABLED
            .iter()
            .find(|(enabled, prefix, _)| *enabled == method && (path == *prefix || prefix.ends_with('/') && path.starts_with(prefix)))?;
        Some((path, operation.2))
    });
    let Some((path, parameter)) = operation else {
        return authentication_error(90_000_010, "This API is not CORS enabled.");
    };
    let bound = parameter.map(|parameter| (parameter, text(parameter)));
    if let Some((parameter, "")) = bound {
        // Inferred: Zuora says "the call will fail", not which one nor how.
        return refusal(59_010_420, &format!("'{parameter}' may not be empty"));
    }
    let bound = bound.map(|(_, value)| value.to_owned());

    let token: String = rand::rng().sample_iter(Alphanumeric).take(32).map(char::from).collect();
    let mut tenant = tenant.lock();
    let signature = sign(&tenant.secret, &[method, &path, bound.as_deref().unwrap_or_default(), &token]);
    let expires = tenant.now() + LIFETIME;
    let signed = Signed {
        signature: signature.clone(),
        method: method.to_owned(),
        path,
        bound,
        expires,
    };
    tenant.signed.insert(token.clone(), signed);
    zuora_json(StatusCode::OK, &json!({"signature": signature, "token": token, "success": true}))
}

/// Uses up the token of a cross-origin call, and holds method, path and bound value against what was signed.
///
/// # Errors
/// Zuora's reply to a ticket that is not good.
pub fn redeem(tenant: &mut Tenant, headers: &HeaderMap, method: &str, path: &str, bound: Option<&str>) -> Result<(), Response> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let now = tenant.now();
    let signed = tenant
        .signed
        .remove(header("token"))
        .filter(|signed| now < signed.expires)
        .ok_or_else(|| authentication_error(90_000_011, "Invalid token. Note: a token can only be used once."))?;
    let fits =
        signed.signature == header("signature") && signed.method == method && signed.path == path && signed.bound.as_deref() == bound;
    // Reported by users with this text; the code is inferred.
    fits.then_some(())
        .ok_or_else(|| authentication_error(90_000_011, "Invalid signature"))
}

/// The path below the REST base, which older samples have with the prefix.
fn without_rest(path: &str) -> &str {
    path.strip_prefix("/rest").unwrap_or(path)
}

/// Inferred from the form of Zuora's published samples: base64 of a SHA-1 sized digest in lower-case hexadecimal. What goes into it is not
/// published.
fn sign(secret: &str, parts: &[&str]) -> String {
    // An HMAC takes a key of any length, so this arm is never taken.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret.as_bytes()) else {
        return String::new();
    };
    for part in parts {
        mac.update(part.as_bytes());
        mac.update(b"\n");
    }
    let hex = mac.finalize().into_bytes().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    STANDARD.encode(hex)
}
