//! The right to call: a server's bearer token, or a browser's ticket.

use super::{
    hmac_signatures::{cors_enabled, redeem},
    reply::Refusal,
    tenant::Shared,
};
use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, header::AUTHORIZATION, request::Parts},
};

/// Proof that the request carries a good bearer token, or a ticket for this call of a CORS-enabled operation that binds nothing in the body.
pub struct Bearer;

impl<State: Sync> FromRequestParts<State> for Bearer
where
    Shared: FromRef<State>,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Refusal> {
        let (tenant, method, path) =
            (Shared::from_ref(state), parts.method.as_str(), parts.uri.path());
        match cors_enabled(method, path) {
            Some((_, _, None)) => authorise(&tenant, &parts.headers, method, path, None)?,
            _ => check_bearer(&tenant, &parts.headers)?,
        }
        Ok(Self)
    }
}

fn check_bearer(tenant: &Shared, headers: &HeaderMap) -> Result<(), Refusal> {
    let token = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token);
    let tenant = tenant.lock();
    let good = token
        .and_then(|token| tenant.bearers.get(token))
        .is_some_and(|expires| tenant.now() < *expires);
    good.then_some(()).ok_or(Refusal::Unauthorized)
}

/// Checks the right to call a CORS-enabled operation. A ticket is used up by this, and must fit method, path and bound value; without one it takes a
/// bearer token.
///
/// # Errors
/// Zuora's answer to a call without that right.
pub fn authorise(
    tenant: &Shared,
    headers: &HeaderMap,
    method: &str,
    path: &str,
    bound: Option<&str>,
) -> Result<(), Refusal> {
    if headers.contains_key("token") || headers.contains_key("signature") {
        redeem(&mut tenant.lock(), headers, method, path, bound)
    } else {
        check_bearer(tenant, headers)
    }
}
