//! Zuora's paths, with and without the `/rest` prefix, and the sandbox's own beside them.

use super::{accounts, credit_cards, hmac_signatures, journal, oauth, orders, reply::not_found, tenant::Shared};
use axum::{
    Router,
    http::{HeaderName, HeaderValue, Method, header},
    middleware::from_fn_with_state,
    routing::{get, post},
};
use std::time::Duration;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// Inferred: Zuora publishes no `Access-Control-Max-Age`. Two hours is the most Chromium keeps.
const PREFLIGHT_HOLDS: Duration = Duration::from_hours(2);

/// The sandbox for pages of `site_origin`, in its start state.
pub fn router(site_origin: &str) -> Router {
    let tenant = Shared::default();
    let zuora = Router::new()
        .route("/oauth/token", post(oauth::create_token))
        .route("/v1/hmac-signatures", post(hmac_signatures::create))
        .route(
            "/v1/payment-methods/credit-cards",
            post(credit_cards::create).layer(cors(site_origin, Method::POST)),
        )
        .route("/v1/payment-methods/credit-cards/accounts/{key}", get(accounts::credit_cards))
        .route("/v1/accounts/{key}/payment-methods", get(accounts::payment_methods));
    Router::new()
        .nest("/rest", zuora.clone())
        .merge(zuora)
        .fallback(not_found)
        .layer(from_fn_with_state(tenant.clone(), journal::layer))
        .merge(orders::routes())
        .with_state(tenant)
}

/// What a browser must be told for Zuora's published JavaScript to work: inferred, for Zuora does not publish its CORS headers. The origin is
/// the site's exact one, never `*`, because the sample sends credentials.
fn cors(site_origin: &str, method: Method) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(HeaderValue::try_from(site_origin)))
        .allow_credentials(true)
        .allow_methods([method])
        .allow_headers([
            header::ACCEPT,
            header::CONTENT_TYPE,
            HeaderName::from_static("signature"),
            HeaderName::from_static("token"),
        ])
        .max_age(PREFLIGHT_HOLDS)
}

#[cfg(test)]
mod tests;
