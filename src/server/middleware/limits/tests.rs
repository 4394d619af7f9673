//! The limits by a clock of the test's own, on a site whose answers take exactly as long as they say.

use super::*;
use crate::server::{client_address::TrustedProxies, middleware::request_id::assign_request_id};
use axum::{Router, body::Body, http::StatusCode, middleware::from_fn_with_state, routing::get};
use futures::future::join_all;
use std::{
    future::pending,
    sync::atomic::{AtomicUsize, Ordering},
};
use tokio::time::{Instant, sleep};
use tower::ServiceExt as _;

const PLACES: usize = 8;
/// How long a signature takes.
const CALL: Duration = Duration::from_millis(200);
const SIGN: &str = "/api/sign/create-payment-method";

fn site() -> Router {
    Router::new()
        .route("/", get(async || "a page"))
        .route("/boot.js", get(async || "a file"))
        .route("/api/list", get(async || "a list"))
        .route(SIGN, get(async || sleep(CALL).await))
        .route("/slow", get(async || pending::<()>().await))
        .route("/api/sign/slow", get(async || pending::<()>().await))
        .layer(from_fn_with_state(Places::new(|_| PLACES), limit))
        .layer(from_fn_with_state(TrustedProxies::default(), assign_request_id))
}

async fn answer(site: &Router, path: &str) -> Response {
    let request = Request::get(path).body(Body::empty()).expect("a request");
    site.clone().oneshot(request).await.expect("an answer")
}

/// Takes every place for this path.
async fn fill(site: &Router, path: &'static str) -> Vec<tokio::task::JoinHandle<Response>> {
    let all = (0..PLACES).map(|_| {
        let site = site.clone();
        tokio::spawn(async move { answer(&site, path).await })
    });
    let all = all.collect();
    // Everything that can be done without time has been done then.
    sleep(Duration::from_millis(1)).await;
    all
}

#[tokio::test(start_paused = true)]
async fn t22_what_is_too_much_is_refused_after_a_tenth_of_a_second() {
    let site = site();
    let waiting = fill(&site, "/slow").await;
    let begun = Instant::now();
    let refused = answer(&site, "/").await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.headers()[header::RETRY_AFTER], "1");
    assert!(begun.elapsed() <= QUEUE_TIMEOUT + Duration::from_millis(1), "{:?}", begun.elapsed());
    for one in &waiting {
        one.abort();
    }
    join_all(waiting).await;
    assert_eq!(answer(&site, "/").await.status(), StatusCode::OK, "and it recovers");
}

#[tokio::test(start_paused = true)]
async fn t22_what_takes_too_long_is_given_up() {
    let begun = Instant::now();
    assert_eq!(answer(&site(), "/slow").await.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(begun.elapsed().as_secs(), RESPONSE_TIMEOUT.as_secs());
}

#[tokio::test(start_paused = true)]
async fn r22_whatever_is_saturated_the_others_are_served_at_once() {
    for (saturated, others) in [
        ("/api/sign/slow", ["/", "/boot.js", "/api/list"]),
        ("/slow", ["/boot.js", "/api/list", SIGN]),
    ] {
        let site = site();
        let _waiting = fill(&site, saturated).await;
        for path in others {
            let begun = Instant::now();
            assert_eq!(answer(&site, path).await.status(), StatusCode::OK, "{path}");
            let expected = if path == SIGN { CALL.as_millis() } else { 0 };
            assert_eq!(begun.elapsed().as_millis(), expected, "{path} beside {saturated}");
        }
    }
}

/// How many are served in a minute when this many clients send one request after the other, and the
/// longest that one of those waits.
async fn served_in_a_minute(clients: usize) -> (usize, Duration) {
    let site = site();
    let served = AtomicUsize::new(0);
    let end = Instant::now() + Duration::from_mins(1);
    let client = async || {
        let mut longest = Duration::ZERO;
        while Instant::now() < end {
            let begun = Instant::now();
            let response = answer(&site, SIGN).await;
            if response.status() == StatusCode::OK {
                served.fetch_add(1, Ordering::Relaxed);
                longest = longest.max(begun.elapsed());
            } else {
                assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
                // Less than the server asks for: an overload by clients that do not listen.
                sleep(QUEUE_TIMEOUT).await;
            }
        }
        longest
    };
    let longest = join_all((0..clients).map(|_| client())).await;
    (served.into_inner(), longest.into_iter().max().unwrap_or_default())
}

#[tokio::test(start_paused = true)]
async fn r22_under_four_times_the_load_nine_tenths_of_the_peak_are_served_and_soon() {
    let (peak, alone) = served_in_a_minute(PLACES).await;
    let capacity = PLACES * 5 * 60;
    assert!((capacity - PLACES..=capacity + PLACES).contains(&peak), "{peak}");
    assert!(alone < CALL + Duration::from_millis(5), "{alone:?}");
    for overload in [2, 4, 16] {
        let (served, longest) = served_in_a_minute(PLACES * overload).await;
        assert!(served * 10 >= peak * 9, "{served} of {peak} at {overload} times the load");
        assert!(longest <= CALL + QUEUE_TIMEOUT + Duration::from_millis(5), "{longest:?}");
    }
}
