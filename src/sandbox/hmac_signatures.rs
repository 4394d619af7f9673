//! `POST /v1/hmac-signatures`: a signature and a token for one call of one CORS-enabled operation; and their check when they are used.

use super::{
    bearer::Bearer,
    fields::{Fields, object},
    reply::{Answer, Done, Reason, Refusal},
    router::{CORS_ENABLED, CorsEnabled},
    tenant::{Shared, Signed, Tenant},
};
use axum::{body::Bytes, extract::State, http::HeaderMap};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use rand::{RngExt as _, distr::Alphanumeric};
use serde_json::json;
use sha1::Sha1;
use std::{fmt::Write as _, time::Duration};
use url::Url;

/// Inferred: Zuora says that there is a time limit and not how long it is.
const LIFETIME: Duration = Duration::from_mins(5);
/// Zuora publishes this prefix with its `'uri' may not be empty`. Inferred for the other fields: Zuora's list, in which each has its own, is not
/// public.
const RESOURCE: u32 = 590_102;
/// The sibling operation for RSA signatures publishes this limit; inferred for this one.
const MAX_URI: usize = 2000;

/// A signature and a token.
pub async fn create(_: Bearer, State(tenant): State<Shared>, body: Bytes) -> Answer {
    let body = object(&body)?;
    let mut fields = Fields::of(&body, RESOURCE);
    let uri = fields.text("uri", MAX_URI);
    if uri.is_some_and(str::is_empty) {
        return Err(Refusal::because(RESOURCE * 100 + 20, "'uri' may not be empty"));
    }
    let uri = fields.required("uri", uri);
    let method = fields.one_of("method", &["GET", "POST", "PUT", "DELETE", "OPTIONS"]);
    let method = fields.required("method", method);
    let mut parameters = Vec::new();
    for (_, _, parameter) in CORS_ENABLED {
        if let Some(parameter) = parameter {
            parameters.push((parameter, fields.text(parameter, 255)));
        }
    }
    let (uri, method) = fields.finish(uri.zip(method))?;

    let Some((path, parameter)) = operation(method, uri) else {
        return Err(Refusal::Authentication(90_000_010, "This API is not CORS enabled."));
    };
    let bound = match parameter {
        None => None,
        Some(parameter) => {
            let value = parameters
                .iter()
                .find(|(name, _)| *name == parameter)
                .and_then(|(_, value)| *value);
            // Inferred: Zuora says "the call will fail", not which one nor how.
            let missing = || Reason {
                code: RESOURCE * 100 + 22,
                message: format!("'{parameter}' may not be null"),
            };
            let value = value.filter(|value| !value.is_empty());
            Some(value.ok_or_else(|| Refusal::reasons(vec![missing()]))?.to_owned())
        }
    };

    let token: String = rand::rng().sample_iter(Alphanumeric).take(32).map(char::from).collect();
    let mut tenant = tenant.lock();
    let signature =
        sign(&tenant.secret, &[method, &path, bound.as_deref().unwrap_or_default(), &token]);
    let expires = tenant.now() + LIFETIME;
    let signed =
        Signed { signature: signature.clone(), method: method.to_owned(), path, bound, expires };
    tenant.keep_signed(token.clone(), signed);
    Ok(Done(json!({"signature": signature, "token": token})))
}

/// The path and the bound parameter of the CORS-enabled operation at this URI, whatever its host: Zuora's samples name several for the same one.
fn operation(method: &str, uri: &str) -> Option<(String, Option<&'static str>)> {
    let url = Url::parse(uri).ok()?;
    let path = url.path().strip_prefix("/rest").unwrap_or(url.path());
    let (_, _, parameter) = cors_enabled(method, path)?;
    Some((path.to_owned(), parameter))
}

/// The CORS-enabled operation with this method and path.
pub fn cors_enabled(method: &str, path: &str) -> Option<CorsEnabled> {
    let is_meant = |known: &str| {
        path == known || known.ends_with('/') && path.len() > known.len() && path.starts_with(known)
    };
    CORS_ENABLED.into_iter().find(|(enabled, known, _)| *enabled == method && is_meant(known))
}

/// Uses up the token of a cross-origin call, and holds method, path and bound value against what was signed.
///
/// # Errors
/// Zuora's answer to a ticket that is not good.
pub fn redeem(
    tenant: &mut Tenant,
    headers: &HeaderMap,
    method: &str,
    path: &str,
    bound: Option<&str>,
) -> Result<(), Refusal> {
    let header =
        |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let now = tenant.now();
    let signed = tenant.signed.remove(header("token")).filter(|signed| now < signed.expires);
    let signed = signed.ok_or(Refusal::Authentication(
        90_000_011,
        "Invalid token. Note: a token can only be used once.",
    ))?;
    let fits = signed.signature == header("signature")
        && signed.method == method
        && signed.path == path
        && signed.bound.as_deref() == bound;
    // Reported by users with this text; the code is inferred.
    fits.then_some(()).ok_or(Refusal::Authentication(90_000_011, "Invalid signature"))
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
