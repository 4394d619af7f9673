//! What a customer gets when Zuora fails while it signs, and how often Zuora is called for that. The
//! rows of `docs/reliability.md`.

use super::support::{
    Call, ScriptedZuora, assert_closed_form, failed, granted, kind, serve, session, signed, site,
    site_with,
};
use axum::{
    Router,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse as _,
    routing::post,
};
use serde_json::json;
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant, SystemTime},
};

async fn sign(site: &Router) -> (u16, HeaderMap, String) {
    let (status, headers, body) = Call::new(&session(site).await).send(site).await;
    if status != StatusCode::OK {
        assert_closed_form(&body);
    }
    (status.as_u16(), headers, body)
}

#[tokio::test]
async fn r3_a_refused_token_is_renewed_once_and_the_call_is_made_once_more() {
    for (refusals, status, counts) in [(1, 200, (2, 2)), (usize::MAX, 502, (2, 2))] {
        let zuora = ScriptedZuora::start(move |number| async move {
            match number <= refusals {
                true => failed(401, ""),
                false => signed(),
            }
        })
        .await;
        let site = site(&zuora.base_url);
        assert_eq!(sign(&site).await.0, status);
        assert_eq!(zuora.counts(), counts);
    }
}

/// The first token is revoked while they are on their way.
#[tokio::test]
async fn r3_two_hundred_refusals_cause_one_token_request() {
    let (tokens, refusals) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    let (token_count, refusal_count) = (tokens.clone(), refusals.clone());
    let grant = async move || {
        let number = token_count.fetch_add(1, Ordering::Relaxed) + 1;
        json!({"access_token": format!("t{number}"), "expires_in": 3600}).to_string()
    };
    let sign = async move |headers: HeaderMap| {
        if headers[header::AUTHORIZATION] == "Bearer t1" {
            refusal_count.fetch_add(1, Ordering::Relaxed);
            return failed(401, "");
        }
        signed()
    };
    let routes =
        Router::new().route("/oauth/token", post(grant)).route("/v1/hmac-signatures", post(sign));
    let site = site_with(&serve(routes).await, &[("SIGNATURE_BUDGET", "300/1m")], |_| ());
    let cookie = session(&site).await;
    let all = (0..200).map(|_| {
        let (site, cookie) = (site.clone(), cookie.clone());
        tokio::spawn(async move { Call::new(&cookie).send(&site).await.0 })
    });
    for one in all.collect::<Vec<_>>() {
        assert_eq!(one.await.expect("no panic"), StatusCode::OK);
    }
    assert_eq!(tokens.load(Ordering::Relaxed), 2);
    let refusals = refusals.load(Ordering::Relaxed);
    assert!((2..=200).contains(&refusals), "{refusals}");
}

#[tokio::test]
async fn r7_a_wait_of_a_second_is_kept_in_either_form() {
    for is_date in [false, true] {
        let zuora = ScriptedZuora::start(move |number| async move {
            // A date has whole seconds, so a second ahead can be any time in that.
            let date = SystemTime::now() + Duration::from_secs(2);
            let value = if is_date { httpdate::fmt_http_date(date) } else { "1".to_owned() };
            if number == 1 { failed(429, &value) } else { signed() }
        })
        .await;
        let site = site(&zuora.base_url);
        let begun = Instant::now();
        assert_eq!(sign(&site).await.0, 200);
        assert!(begun.elapsed() >= Duration::from_secs(1), "{:?}", begun.elapsed());
        assert_eq!(zuora.counts(), (1, 2));
    }
}

#[tokio::test]
async fn r7_a_wait_that_is_too_long_is_passed_on_to_the_browser_at_once() {
    let later = httpdate::fmt_http_date(SystemTime::now() + Duration::from_hours(1));
    for (status, value) in [(429, "3600"), (503, "3600"), (429, &*later)] {
        let value = value.to_owned();
        let zuora = ScriptedZuora::start(move |_| {
            let value = value.clone();
            async move { failed(status, &value) }
        })
        .await;
        let site = site(&zuora.base_url);
        let begun = Instant::now();
        let (answered, headers, body) = sign(&site).await;
        assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
        assert_eq!((answered, &*kind(&body)), (503, "zuora_busy"));
        let wait = headers[header::RETRY_AFTER].to_str().expect("text").to_owned();
        assert!((3590..=3600).contains(&wait.parse::<u32>().expect("seconds")), "{wait}");
        assert!(body.contains(&format!("\"retryAfter\":{wait}")), "{body}");
        assert_eq!(zuora.counts(), (1, 1));
    }
}

#[tokio::test]
async fn r8_a_failure_of_zuoras_is_no_failure_of_the_customers() {
    for status in [408, 500, 502, 503, 504] {
        let zuora = ScriptedZuora::start_with_tokens(
            move |number| async move { if number == 1 { failed(status, "") } else { signed() } },
            move |number| async move {
                match number {
                    1 => failed(status, ""),
                    _ => granted().into_response(),
                }
            },
        )
        .await;
        assert_eq!(sign(&site(&zuora.base_url)).await.0, 200, "{status}");
        assert_eq!(zuora.counts(), (2, 2), "{status}");
    }
}

#[tokio::test]
async fn r8_a_failure_that_lasts_is_reported_after_three_calls() {
    for status in [500, 502, 503, 504] {
        let zuora = ScriptedZuora::start(move |_| async move { failed(status, "") }).await;
        let (answered, _, body) = sign(&site(&zuora.base_url)).await;
        assert_eq!((answered, &*kind(&body)), (503, "zuora_busy"), "{status}");
        assert_eq!(zuora.counts(), (1, 3), "{status}");
    }
}

/// The bound is that of the row: the AWS SDKs' quota. The circuit keeps far below it.
#[tokio::test]
async fn r8_a_thousand_failing_requests_stay_within_the_quota() {
    let zuora = ScriptedZuora::start(async |_| failed(503, "")).await;
    let site = site_with(&zuora.base_url, &[("SIGNATURE_BUDGET", "2000/1m")], |_| ());
    let cookie = session(&site).await;
    let mut waits = 0;
    for _ in 0..1000 {
        let (status, headers, body) = Call::new(&cookie).send(&site).await;
        assert_eq!((status.as_u16(), &*kind(&body)), (503, "zuora_busy"));
        waits += usize::from(headers.contains_key(header::RETRY_AFTER));
    }
    let (tokens, signatures) = zuora.counts();
    assert_eq!(tokens, 1);
    assert!(signatures <= 1000 + 500 / 14 + 1, "{signatures}");
    assert!(waits > 900, "an open circuit says how long to wait: {waits}");
}
