//! Which answers load balancers get, and that none of them depends on Zuora.

use super::support::{ScriptedZuora, UNREACHABLE, failed, get, send, site, site_with};
use crate::server::readiness::Readiness;
use axum::http::{StatusCode, header};

#[tokio::test]
async fn r26_a_thousand_probes_ask_zuora_for_nothing() {
    let zuora = ScriptedZuora::start(async |_| failed(503, "")).await;
    let site = site(&zuora.base_url);
    for _ in 0..500 {
        for (path, body) in [("/healthz", "alive"), ("/readyz", "ready")] {
            let (status, headers, answer) = send(&site, get(path)).await;
            assert_eq!((status, answer), (StatusCode::OK, format!("{{\"status\":\"{body}\"}}")));
            assert!(!headers.contains_key(header::SERVER), "{path}");
        }
    }
    assert_eq!(zuora.counts(), (0, 0));
}

#[tokio::test]
async fn r25_without_zuora_the_site_is_ready_and_serves_its_pages() {
    let site = site(UNREACHABLE);
    for path in ["/readyz", "/", "/account", "/documents"] {
        assert_eq!(send(&site, get(path)).await.0, StatusCode::OK, "{path}");
    }
}

/// From the signal on, load balancers send their requests elsewhere, and what still comes is served.
#[tokio::test]
async fn r24_a_site_that_drains_is_not_ready_and_serves_on() {
    let readiness = Readiness::default();
    let drained = readiness.clone();
    let site = site_with(UNREACHABLE, &[], |site| site.readiness = drained);
    let (_, headers, _) = send(&site, get("/")).await;
    assert!(!headers.contains_key(header::CONNECTION));
    readiness.drain();
    let (status, headers, body) = send(&site, get("/readyz")).await;
    assert_eq!((status.as_u16(), &*body), (503, "{\"status\":\"draining\"}"));
    assert_eq!(headers[header::CONNECTION], "close");
    for path in ["/", "/healthz"] {
        let (status, headers, _) = send(&site, get(path)).await;
        assert_eq!(
            (status, &headers[header::CONNECTION]),
            (StatusCode::OK, &"close".parse().expect("a value")),
            "{path}"
        );
    }
}
