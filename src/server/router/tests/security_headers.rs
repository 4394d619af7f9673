//! T14: the security headers of every answer, and which hosts are held to https.

use super::support::{
    Call, Fixture, UNREACHABLE, fixture, get, get_with, send, session, site, site_with,
};
use axum::http::{HeaderMap, Method, StatusCode, header};
use std::collections::BTreeSet;

/// One answer of every status there is on the way of a request.
async fn answers() -> Vec<(StatusCode, HeaderMap)> {
    let Fixture { zuora, .. } = fixture().await;
    let down = site(UNREACHABLE);
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "1/10m")], |_| ());
    let cookie = session(&site).await;
    let rebound = get_with("/", &[("host", "127.0.0.1:3000")]);
    let long = "x".repeat(4000);
    let mut all = Vec::new();
    for request in [
        get("/"),
        get("/nowhere"),
        get("/boot.js"),
        get("/healthz"),
        get("/csp-report"),
        get_with("/", &[("x-long", &"x".repeat(40_000))]),
        rebound,
        Call::new(&cookie).build(),
        Call::new(&cookie).build(),
        Call::without_session().build(),
        Call::new(&cookie).method(Method::PUT).build(),
        Call::new(&cookie).header("accept", "text/html").build(),
        Call::new(&cookie).header("content-type", "text/plain").build(),
        Call::new(&cookie).body(&long).build(),
        Call::new(&cookie).body("[").build(),
        Call::new(&cookie).path("/api/nothing").build(),
    ] {
        let (status, headers, _) = send(&site, request).await;
        all.push((status, headers));
    }
    let cookie = session(&down).await;
    let (status, headers, _) = send(&down, Call::new(&cookie).build()).await;
    all.push((status, headers));
    all
}

#[tokio::test]
async fn t14_answers_of_every_status_carry_the_security_headers() {
    let answers = answers().await;
    let statuses: BTreeSet<u16> = answers.iter().map(|(status, _)| status.as_u16()).collect();
    let expected = [200, 307, 400, 403, 404, 405, 406, 413, 415, 429, 431, 503];
    assert_eq!(statuses, BTreeSet::from(expected));
    for (status, headers) in answers {
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("cross-origin-resource-policy", "same-origin"),
            ("origin-agent-cluster", "?1"),
            ("x-dns-prefetch-control", "off"),
            ("x-permitted-cross-domain-policies", "none"),
        ] {
            assert_eq!(
                headers.get(name).and_then(|value| value.to_str().ok()),
                Some(value),
                "{status} {name}"
            );
        }
        assert_eq!(headers.get_all(header::CONTENT_SECURITY_POLICY).iter().count(), 1, "{status}");
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
        assert!(policy.contains("frame-ancestors 'none'"), "{status}");
        assert!(
            headers["permissions-policy"]
                .to_str()
                .is_ok_and(|policy| policy.contains("payment=()")),
            "{status}"
        );
        assert!(
            !headers.contains_key("server") && !headers.contains_key("x-powered-by"),
            "{status}"
        );
    }
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let Fixture { site, .. } = fixture().await;
    for path in ["/", "/nowhere", "/api/nothing", "/healthz", "/readyz"] {
        let (_, headers, _) = send(&site, get(path)).await;
        for name in [
            "content-security-policy",
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "permissions-policy",
        ] {
            assert!(headers.contains_key(name), "{path} has no {name}");
        }
        assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{path}");
        assert_eq!(headers.get_all(header::CONTENT_SECURITY_POLICY).iter().count(), 1);
    }
}

/// Every other server of this machine shares its names.
#[tokio::test]
async fn hsts_is_sent_for_public_hosts_and_not_for_loopback_names() {
    for (origin, expected) in [
        ("https://localhost:8443", None),
        ("https://shop.localhost", None),
        ("https://127.0.0.1:8443", None),
        ("https://shop.example", Some("max-age=63072000; includeSubDomains")),
        ("https://192.0.2.1", Some("max-age=63072000; includeSubDomains")),
        ("http://localhost:3000", None),
    ] {
        let site = site_with(
            UNREACHABLE,
            &[("PUBLIC_ORIGIN", origin), ("TRUSTED_PROXIES", "none")],
            |_| (),
        );
        let host = origin.split("://").nth(1).expect("a host");
        let request = get_with("/healthz", &[("host", host)]);
        let (_, headers, _) = send(&site, request).await;
        let found =
            headers.get(header::STRICT_TRANSPORT_SECURITY).and_then(|value| value.to_str().ok());
        assert_eq!(found, expected, "{origin}");
    }
}
