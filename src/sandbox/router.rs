//! Zuora's paths, with and without the `/rest` prefix, and the sandbox's own beside them.

use super::{
    accounts, common_headers, controls,
    faults::{self, Operation},
    files, hmac_signatures, hosted_page, idempotency, journal,
    journal::Journal,
    locality, oauth, payment_methods, read_payment_methods,
    reply::Refusal,
    rsa_signatures,
    tenant::Shared,
};
use axum::{
    Router,
    extract::FromRef,
    http::{
        Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, Version, header,
    },
    middleware::from_fn_with_state,
    routing::{MethodRouter, get, post, put},
};
use std::{sync::Arc, time::Duration};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{Predicate as _, SizeAbove},
    },
    cors::{AllowOrigin, CorsLayer},
    decompression::RequestDecompressionLayer,
};

/// Inferred: Zuora publishes no `Access-Control-Max-Age`. Two hours is the most Chromium keeps.
const PREFLIGHT_HOLDS: Duration = Duration::from_hours(2);
/// Zuora: answers are compressed when they are longer, and when that is asked for.
const COMPRESSED_ABOVE: u16 = 1000;

/// Method, path and bound parameter of a CORS-enabled operation. A path that ends in a slash stands for all below it.
pub type CorsEnabled = (&'static str, &'static str, Option<&'static str>);

/// Zuora's list of them.
pub const CORS_ENABLED: [CorsEnabled; 4] = [
    ("POST", "/v1/payment-methods/credit-cards", Some("accountKey")),
    ("POST", "/v1/accounts", Some("name")),
    ("GET", "/v1/files/", None),
    ("POST", "/v1/rsa-signatures", Some("pageId")),
];

/// What handlers share.
#[derive(Clone, Default, FromRef)]
pub struct Sandbox {
    /// What Zuora remembers.
    pub tenant: Shared,
    /// What the sandbox has seen.
    pub journal: Journal,
}

/// The sandbox for pages of `site_origin`, in its start state.
pub fn router(site_origin: &str) -> Router {
    let sandbox = Sandbox::default();
    let tenant = &sandbox.tenant;
    let can_fail = |route: MethodRouter<Sandbox>, operation| {
        let orders = from_fn_with_state((tenant.clone(), operation), faults::layer);
        let keys = from_fn_with_state(tenant.clone(), idempotency::layer);
        route.fallback(not_allowed).layer(keys).layer(orders)
    };
    let for_browsers = |route: MethodRouter<Sandbox>, method| {
        let preflight = (tenant.clone(), Operation::Preflight);
        route.layer(cors(site_origin, method)).layer(from_fn_with_state(preflight, faults::layer))
    };
    let for_servers = Router::new()
        .route(
            "/oauth/token",
            post(oauth::create_token)
                .fallback(not_allowed)
                .layer(from_fn_with_state((tenant.clone(), Operation::OauthToken), faults::layer)),
        )
        .route("/oauth/revoke", post(oauth::revoke_token))
        .route(
            "/v1/hmac-signatures",
            can_fail(post(hmac_signatures::create), Operation::HmacSignatures),
        )
        .route(
            "/v1/payment-methods",
            can_fail(post(payment_methods::create), Operation::CreatePaymentMethod),
        )
        .route(
            "/v1/payment-methods/{id}",
            get(read_payment_methods::get)
                .put(payment_methods::update)
                .delete(payment_methods::delete),
        )
        .route("/v1/payment-methods/{id}/verify", put(payment_methods::verify))
        .route("/v1/payment-methods/{id}/scrub", put(payment_methods::scrub))
        .route(
            "/v1/payment-methods/credit-cards/accounts/{key}",
            get(read_payment_methods::credit_cards_of_account),
        )
        .route("/v1/accounts/{key}", get(accounts::get))
        .route("/v1/accounts/{key}/payment-methods", get(read_payment_methods::of_account))
        .route(
            "/v1/accounts/{key}/payment-methods/default",
            get(read_payment_methods::default_of_account),
        )
        .route("/v1/transactions/invoices/accounts/{key}", get(files::invoices))
        .route("/v1/rsa-signatures/decrypt", post(rsa_signatures::decrypt));
    let cors_enabled = Router::new()
        .route(
            "/v1/payment-methods/credit-cards",
            for_browsers(
                can_fail(post(payment_methods::create_credit_card), Operation::CreatePaymentMethod),
                Method::POST,
            ),
        )
        .route(
            "/v1/accounts",
            for_browsers(can_fail(post(accounts::create), Operation::CreateAccount), Method::POST),
        )
        .route(
            "/v1/files/{id}",
            for_browsers(can_fail(get(files::get), Operation::GetFile), Method::GET),
        )
        .route(
            "/v1/rsa-signatures",
            for_browsers(
                can_fail(post(rsa_signatures::create), Operation::RsaSignatures),
                Method::POST,
            ),
        );
    let zuora = for_servers.merge(cors_enabled).method_not_allowed_fallback(not_allowed);
    Router::new()
        .nest("/rest", zuora.clone())
        .merge(zuora)
        .route(hosted_page::PATH, hosted_page::route(site_origin).fallback(not_allowed))
        .fallback(not_found)
        // From here outwards, each layer sees the request before the one above it.
        .layer(CatchPanicLayer::custom(common_headers::server_fault))
        .layer(from_fn_with_state(sandbox.tenant.clone(), common_headers::layer))
        .layer(from_fn_with_state(sandbox.journal.clone(), journal::layer))
        .layer(CompressionLayer::new().compress_when(SizeAbove::new(COMPRESSED_ABOVE).and(is_text)))
        .layer(RequestDecompressionLayer::new())
        .merge(controls::routes())
        .layer(from_fn_with_state(Arc::from(site_origin), locality::layer))
        .with_state(sandbox)
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
        .expose_headers([
            HeaderName::from_static("zuora-request-id"),
            common_headers::TRACK_ID,
            header::RETRY_AFTER,
        ])
        .max_age(PREFLIGHT_HOLDS)
}

/// Zuora: only JSON, XML, HTML, CSV and plain text are compressed.
fn is_text(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind =
        headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/")
        || kind.starts_with("application/json")
        || kind.starts_with("application/xml")
}

/// Observed: an unknown path.
async fn not_found(uri: Uri) -> Refusal {
    let path = uri.path();
    let message = format!(
        "The endpoint {path} does not exist. Please check the URL or refer to the API documentation."
    );
    Refusal::because(50_000_040, message)
}

/// Zuora: a method the path does not have, category 45. Inferred: the words.
async fn not_allowed(method: Method) -> Refusal {
    Refusal::because(50_000_045, format!("The method {method} is not supported for this endpoint."))
}

#[cfg(test)]
mod tests;
