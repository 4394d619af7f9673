//! `POST /v1/hmac-signatures`: issues a ticket (a signature and a token) for one call of one
//! CORS-enabled operation.

use crate::sandbox::{
    authorisation::AuthorisedCaller,
    cors_enabled::{self, CORS_ENABLED},
    error_reply::{ErrorReply, HandlerResult, Reason},
    fields::{FieldReader, object},
    own_address::own_origin,
    reply::SuccessReply,
    tenant::TenantStore,
    tenant_switches::SignedHost,
    tickets::SignedCall,
};
use axum::{body::Bytes, extract::State, http::HeaderMap};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use rand::{RngExt as _, distr::Alphanumeric};
use serde_json::json;
use sha1::Sha1;
use std::{fmt::Write as _, time::Duration};
use url::{Origin, Url};

/// Inferred: Zuora says that a ticket expires, but not after how long.
const TICKET_LIFETIME: Duration = Duration::from_mins(5);
/// Zuora: the code of `'uri' may not be empty`. Inferred for the other fields: each has a code of
/// its own, and Zuora's list of them is not public.
const RESOURCE_CODE: u32 = 590_102;
/// Inferred: Zuora publishes this limit for RSA signatures.
const MAX_URI_CHARACTERS: usize = 2000;

pub async fn create(
    _: AuthorisedCaller,
    State(tenant): State<TenantStore>,
    headers: HeaderMap,
    body: Bytes,
) -> HandlerResult {
    let body = object(&body)?;
    let mut fields = FieldReader::new(&body, RESOURCE_CODE);
    let uri = fields.text("uri", MAX_URI_CHARACTERS);
    if uri.is_some_and(str::is_empty) {
        return Err(ErrorReply::new(RESOURCE_CODE * 100 + 20, "'uri' may not be empty"));
    }
    let uri = fields.required("uri", uri);
    let method = fields.one_of("method", &["GET", "POST", "PUT", "DELETE", "OPTIONS"]);
    let method = fields.required("method", method);
    let mut parameters = Vec::new();
    for parameter in CORS_ENABLED.into_iter().filter_map(|operation| operation.bound_parameter) {
        parameters.push((parameter, fields.text(parameter, 255)));
    }
    let (uri, method) = fields.finish(uri.zip(method))?;

    let is_own_host = |origin: &Origin| {
        tenant.lock().switches.signed_host == SignedHost::Any
            || own_origin(&headers).is_some_and(|own| own == *origin)
    };
    let operation = signed_operation(method, uri).filter(|(origin, ..)| is_own_host(origin));
    // Inferred: a foreign host is refused with this error too.
    let Some((origin, path, parameter)) = operation else {
        return Err(ErrorReply::Authentication(90_000_010, "This API is not CORS enabled."));
    };
    let bound = match parameter {
        None => None,
        Some(parameter) => {
            let value = parameters
                .iter()
                .find(|(name, _)| *name == parameter)
                .and_then(|(_, value)| *value);
            // Inferred: Zuora says "the call will fail", but not which call and how.
            let missing = || Reason {
                code: RESOURCE_CODE * 100 + 22,
                message: format!("'{parameter}' may not be null"),
            };
            let value = value.filter(|value| !value.is_empty());
            Some(value.ok_or_else(|| ErrorReply::from_reasons(vec![missing()]))?.to_owned())
        }
    };

    let token: String = rand::rng().sample_iter(Alphanumeric).take(32).map(char::from).collect();
    let mut tenant = tenant.lock();
    let signature = sign(
        &tenant.signing_secret,
        &[method, &path, bound.as_deref().unwrap_or_default(), &token],
    );
    let now = tenant.clock.now();
    let call = SignedCall {
        signature: signature.clone(),
        method: method.to_owned(),
        origin,
        path,
        bound,
        expires: now + TICKET_LIFETIME,
    };
    tenant.tickets.insert(token.clone(), call, now);
    Ok(SuccessReply(json!({"signature": signature, "token": token})))
}

/// Origin, path and bound parameter of the CORS-enabled operation at this URI.
fn signed_operation(method: &str, uri: &str) -> Option<(Origin, String, Option<&'static str>)> {
    let url = Url::parse(uri).ok()?;
    let path = url.path().strip_prefix("/rest").unwrap_or(url.path());
    let operation = cors_enabled::find(method, path)?;
    Some((url.origin(), path.to_owned(), operation.bound_parameter))
}

/// Inferred from Zuora's published samples: the base64 of a digest of SHA-1's size in lower-case
/// hexadecimal. Zuora does not publish what is signed.
fn sign(secret: &str, parts: &[&str]) -> String {
    // An HMAC accepts keys of any length, so this branch is never taken.
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
