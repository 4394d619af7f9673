//! Zuora's paths, with and without the `/rest` prefix, and the sandbox's own paths.

use crate::sandbox::{
    accounts, common_headers, controls, cors_laboratory,
    error_reply::ErrorReply,
    fault_orders::FaultTarget,
    faults, files, hmac_signatures, hosted_page, hosted_page_list, idempotency, journal, loopback,
    oauth, payment_methods,
    preflight_max_age::{DEFAULT_PREFLIGHT_MAX_AGE, PreflightMaxAge},
    query,
    reply::TRACK_ID,
    rsa_signatures,
    state::SandboxState,
};
use axum::{
    Router,
    http::{
        Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, Version, header,
    },
    middleware::from_fn_with_state,
    routing::{MethodRouter, delete, get, post, put},
};
use std::{sync::Arc, time::Duration};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{Predicate as _, SizeAbove},
    },
    cors::{AllowOrigin, CorsLayer, MaxAge},
    decompression::RequestDecompressionLayer,
};

/// Zuora: a longer reply is compressed when the client accepts that.
const MIN_COMPRESSED_BYTES: u16 = 1000;

/// The sandbox in its start state, for pages of `site_origin`.
pub fn router(site_origin: &str) -> Router {
    router_with(site_origin, DEFAULT_PREFLIGHT_MAX_AGE)
}

/// The same, with another time for which browsers may cache a preflight.
pub fn router_with(site_origin: &str, preflight_max_age: Duration) -> Router {
    let state = SandboxState::new(preflight_max_age);
    let max_age = state.preflight_max_age.clone();
    let orders = &state.fault_orders;
    let can_fail = |route: MethodRouter<SandboxState>, operation| {
        let fault = from_fn_with_state((orders.clone(), operation), faults::inject_fault);
        let key = from_fn_with_state(state.idempotency_keys.clone(), idempotency::replay_result);
        route.fallback(not_allowed).layer(key).layer(fault)
    };
    // Where one path has several methods: the others of them do not fail.
    let one_can_fail = |route: MethodRouter<SandboxState>, operation| {
        route.route_layer(from_fn_with_state((orders.clone(), operation), faults::inject_fault))
    };
    let for_browsers = |route: MethodRouter<SandboxState>, method| {
        let preflight = (orders.clone(), FaultTarget::Preflight);
        let fault = from_fn_with_state(preflight, faults::inject_fault);
        route.layer(cors(site_origin, method, max_age.clone())).layer(fault)
    };
    let for_servers = Router::new()
        .route(
            "/oauth/token",
            post(oauth::create_token).fallback(not_allowed).layer(from_fn_with_state(
                (orders.clone(), FaultTarget::OauthToken),
                faults::inject_fault,
            )),
        )
        .route("/oauth/revoke", post(oauth::revoke_token))
        .route(
            "/v1/hmac-signatures",
            can_fail(post(hmac_signatures::create), FaultTarget::HmacSignatures),
        )
        .route(
            "/v1/payment-methods",
            can_fail(post(payment_methods::create), FaultTarget::CreatePaymentMethod),
        )
        .route(
            "/v1/payment-methods/{id}",
            one_can_fail(delete(payment_methods::delete), FaultTarget::DeletePaymentMethod)
                .get(payment_methods::get)
                .put(payment_methods::update),
        )
        .route("/v1/payment-methods/{id}/verify", put(payment_methods::verify))
        .route("/v1/payment-methods/{id}/scrub", put(payment_methods::scrub))
        .route(
            "/v1/payment-methods/credit-cards/accounts/{key}",
            get(payment_methods::list_credit_cards),
        )
        .route(
            "/v1/accounts/{key}",
            one_can_fail(put(accounts::update), FaultTarget::UpdateAccount).get(accounts::get),
        )
        .route(
            "/v1/accounts/{key}/payment-methods",
            one_can_fail(get(payment_methods::list), FaultTarget::ListPaymentMethods),
        )
        .route("/v1/action/query", can_fail(post(query::query), FaultTarget::ActionQuery))
        .route("/v1/accounts/{key}/payment-methods/default", get(payment_methods::get_default))
        .route("/v1/transactions/invoices/accounts/{key}", get(files::list_invoices))
        .route("/v1/hostedpages", get(hosted_page_list::list))
        .route("/v1/rsa-signatures/decrypt", post(rsa_signatures::decrypt));
    let cors_enabled = Router::new()
        .route(
            "/v1/payment-methods/credit-cards",
            for_browsers(
                can_fail(
                    post(payment_methods::create_credit_card),
                    FaultTarget::CreatePaymentMethod,
                ),
                Method::POST,
            ),
        )
        .route(
            "/v1/accounts",
            for_browsers(
                can_fail(post(accounts::create), FaultTarget::CreateAccount),
                Method::POST,
            ),
        )
        .route(
            "/v1/files/{id}",
            for_browsers(can_fail(get(files::get), FaultTarget::GetFile), Method::GET),
        )
        .route(
            "/v1/rsa-signatures",
            for_browsers(
                can_fail(post(rsa_signatures::create), FaultTarget::RsaSignatures),
                Method::POST,
            ),
        );
    let zuora = for_servers.merge(cors_enabled).method_not_allowed_fallback(not_allowed);
    Router::new()
        .nest("/rest", zuora.clone())
        .merge(zuora)
        .route(hosted_page::PAGE_PATH, hosted_page::route(site_origin).fallback(not_allowed))
        .fallback(not_found)
        // Each layer below sees the request before the one above it.
        .layer(CatchPanicLayer::custom(common_headers::reply_to_panic))
        .layer(from_fn_with_state(
            state.request_counters.clone(),
            common_headers::add_common_headers,
        ))
        .merge(cors_laboratory::routes(site_origin))
        .layer(from_fn_with_state(state.journal.clone(), journal::record_exchange))
        .layer(
            CompressionLayer::new()
                .compress_when(SizeAbove::new(MIN_COMPRESSED_BYTES).and(is_text)),
        )
        .layer(RequestDecompressionLayer::new())
        .merge(controls::routes(site_origin))
        .layer(from_fn_with_state(Arc::from(site_origin), loopback::require_loopback))
        .with_state(state)
}

/// Inferred: the CORS headers that Zuora's published JavaScript needs; Zuora does not publish its
/// own. The origin is the site's exact one, never `*`, because the sample sends credentials.
fn cors(site_origin: &str, method: Method, max_age: PreflightMaxAge) -> CorsLayer {
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
            TRACK_ID,
            header::RETRY_AFTER,
        ])
        .max_age(MaxAge::dynamic(move |_, _| max_age.get()))
}

/// Zuora: only JSON, XML, HTML, CSV and plain text are compressed.
fn is_text(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind =
        headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/")
        || kind.starts_with("application/json")
        || kind.starts_with("application/xml")
}

async fn not_found(uri: Uri) -> ErrorReply {
    ErrorReply::no_endpoint(uri.path())
}

async fn not_allowed(method: Method) -> ErrorReply {
    ErrorReply::method_not_allowed(&method)
}

#[cfg(test)]
mod tests;
