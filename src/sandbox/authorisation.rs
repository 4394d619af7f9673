//! The right to call: a server's bearer token, or a browser's ticket. `hmac_signatures.rs` issues
//! the tickets; here they are redeemed.

use crate::sandbox::{
    cors_enabled,
    error_reply::ErrorReply,
    own_address::own_origin,
    tenant::{TenantData, TenantStore},
    tenant_switches::SignedHost,
};
use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, header::AUTHORIZATION, request::Parts},
};

/// Proof that the request carries a valid bearer token, or a ticket for this call of a CORS-enabled
/// operation that binds nothing in the body.
pub struct AuthorisedCaller;

impl<State: Sync> FromRequestParts<State> for AuthorisedCaller
where
    TenantStore: FromRef<State>,
{
    type Rejection = ErrorReply;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, ErrorReply> {
        let (tenant, method, path) =
            (TenantStore::from_ref(state), parts.method.as_str(), parts.uri.path());
        match cors_enabled::find(method, path) {
            Some(operation) if operation.bound_parameter.is_none() => {
                authorise(&tenant, &parts.headers, method, path, None)?;
            }
            _ => check_bearer(&tenant, &parts.headers)?,
        }
        Ok(Self)
    }
}

/// Checks the right to call a CORS-enabled operation. A ticket is used up by this, and must fit
/// address, method, path and bound value. A request without a ticket needs a bearer token.
///
/// # Errors
/// Zuora's reply to a call without that right.
pub fn authorise(
    tenant: &TenantStore,
    headers: &HeaderMap,
    method: &str,
    path: &str,
    bound: Option<&str>,
) -> Result<(), ErrorReply> {
    if headers.contains_key("token") || headers.contains_key("signature") {
        redeem(&mut tenant.lock(), headers, method, path, bound)
    } else {
        check_bearer(tenant, headers)
    }
}

fn check_bearer(tenant: &TenantStore, headers: &HeaderMap) -> Result<(), ErrorReply> {
    let token = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token);
    let tenant = tenant.lock();
    let is_valid = token
        .and_then(|token| tenant.bearers.get(token))
        .is_some_and(|expires| tenant.clock.now() < *expires);
    is_valid.then_some(()).ok_or(ErrorReply::Unauthorised)
}

/// Uses up the ticket of a cross-origin call, and compares address, method, path and bound value
/// with what was signed.
fn redeem(
    tenant: &mut TenantData,
    headers: &HeaderMap,
    method: &str,
    path: &str,
    bound: Option<&str>,
) -> Result<(), ErrorReply> {
    let header =
        |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let now = tenant.clock.now();
    let signed = tenant.tickets.take(header("token"), now).ok_or(ErrorReply::Authentication(
        90_000_011,
        "Invalid token. Note: a token can only be used once.",
    ))?;
    let host_fits = tenant.switches.signed_host == SignedHost::Any
        || own_origin(headers).is_some_and(|own| own == signed.origin);
    let fits = host_fits
        && signed.signature == header("signature")
        && signed.method == method
        && signed.path == path
        && signed.bound.as_deref() == bound;
    // Recorded by users with this text. Inferred: the code.
    fits.then_some(()).ok_or(ErrorReply::Authentication(90_000_011, "Invalid signature"))
}
