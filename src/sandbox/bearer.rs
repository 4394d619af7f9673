//! The right of a server to call: a bearer token that has not expired.

use super::{reply::unauthorized, tenant::Shared};
use axum::{
    extract::FromRequestParts,
    http::{header::AUTHORIZATION, request::Parts},
    response::Response,
};

/// Proof that the request carries a good bearer token.
pub struct Bearer;

impl FromRequestParts<Shared> for Bearer {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, tenant: &Shared) -> Result<Self, Response> {
        let token = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "));
        let tenant = tenant.lock();
        let good = token
            .and_then(|token| tenant.bearers.get(token))
            .is_some_and(|expires| tenant.now() < *expires);
        good.then_some(Self).ok_or_else(unauthorized)
    }
}
