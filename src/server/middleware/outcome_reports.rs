//! The endpoint for outcomes that were unknown: pages report how their own search for a card or an
//! account has ended, which no server sees.
//!
//! It is open to anyone, so it counts, reads no body, logs nothing, and has a rate limit.

use crate::{
    api::{DoubtEnd, OUTCOME_REPORT_PATH},
    server::{client_address::TrustedProxies, metrics, rate_limits::RateLimits},
};
use axum::{
    Router,
    extract::{Path, Request, State},
    http::StatusCode,
    routing::post,
};
use std::sync::Arc;

pub fn routes(proxies: TrustedProxies, limits: Arc<RateLimits>) -> Router {
    let path = [OUTCOME_REPORT_PATH, "{end}"].concat();
    Router::new().route(&path, post(report)).with_state((proxies, limits))
}

async fn report(
    State((proxies, limits)): State<(TrustedProxies, Arc<RateLimits>)>,
    Path(end): Path<String>,
    request: Request,
) -> StatusCode {
    let Some(end) = DoubtEnd::ALL.into_iter().find(|known| known.name() == end) else {
        return StatusCode::NOT_FOUND;
    };
    let address = proxies.client(request.extensions().get(), request.headers());
    if limits.check_address(address).await.is_err() {
        return StatusCode::TOO_MANY_REQUESTS;
    }
    metrics::unknown_outcome(end.name());
    StatusCode::NO_CONTENT
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::middleware::csp_reports;
    use axum::body::Body;
    use tower::ServiceExt as _;

    async fn answer(routes: &Router, end: &str) -> u16 {
        let request = Request::post(["/unknown-outcome/", end].concat()).body(Body::empty());
        let request = request.expect("a request");
        routes.clone().oneshot(request).await.expect("an answer").status().as_u16()
    }

    #[tokio::test]
    async fn only_the_three_ends_are_counted_and_not_without_limit() {
        let routes = routes(TrustedProxies::default(), Arc::new(csp_reports::limits()));
        for end in ["saved", "not-saved", "unknown"] {
            assert_eq!(answer(&routes, end).await, 204, "{end}");
        }
        for end in ["Saved", "4111111111111111", "%2e"] {
            assert_eq!(answer(&routes, end).await, 404, "{end}");
        }
        let mut last = 0;
        for _ in 0..100 {
            last = answer(&routes, "saved").await;
        }
        assert_eq!(last, 429);
    }
}
