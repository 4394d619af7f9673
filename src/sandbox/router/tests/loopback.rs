//! T15: the sandbox is for this machine and for one site's pages.

use super::*;

#[tokio::test]
async fn t15_only_names_of_this_machine_are_answered() {
    let sandbox = router(ORIGIN);
    for (host, expected) in [
        ("127.0.0.1:3100", 200),
        ("localhost", 200),
        ("[::1]:3100", 200),
        ("zuora.localhost:3100", 200),
        ("evil.test", 421),
        ("evil.test:3100", 421),
        ("127.0.0.1.evil.test", 421),
        ("localhost.evil.test", 421),
        ("", 421),
    ] {
        let (status, ..) = send(&sandbox, "GET", "/sandbox/journal", &[("host", host)], "").await;
        assert_eq!(status.as_u16(), expected, "{host}");
    }
}

#[tokio::test]
async fn t15_no_other_sites_page_orders_faults_or_moves_the_clock() {
    let sandbox = router(ORIGIN);
    let order = r#"{"operation":"hmac-signatures","fault":{"status":500}}"#;
    for (path, body) in [
        ("/sandbox/faults", order),
        ("/sandbox/clock", r#"{"advanceSeconds":5}"#),
        ("/sandbox/reset", ""),
    ] {
        for (origin, may) in [
            ("http://evil.example", false),
            ("http://localhost:3001", false),
            ("null", false),
            (ORIGIN, true),
        ] {
            let headers = [("origin", origin), ("content-type", "application/json")];
            let (status, ..) = send(&sandbox, "POST", path, &headers, body).await;
            assert_eq!(status.is_success(), may, "{path} from {origin}: {status}");
        }
    }
}

/// Whoever is not the site gets no answer that its browser would show to a page.
#[tokio::test]
async fn t15_the_answer_to_a_preflight_names_the_exact_origin_or_none() {
    let sandbox = router(ORIGIN);
    for (origin, allowed) in [
        (ORIGIN, true),
        ("http://localhost:3001", false),
        ("https://localhost:3000", false),
        ("http://shop.localhost:3000", false),
        ("http://localhost:3000.evil.example", false),
        ("http://localhost", false),
        ("null", false),
        ("*", false),
    ] {
        let headers = [("origin", origin), ("access-control-request-method", "POST")];
        let (_, answered, _) = send(&sandbox, "OPTIONS", CREDIT_CARDS, &headers, "").await;
        let named =
            answered.get("access-control-allow-origin").map(|value| value.to_str().expect("text"));
        assert_eq!(named, allowed.then_some(ORIGIN), "{origin}");
        let vary = answered
            .get_all("vary")
            .iter()
            .any(|value| value.to_str().is_ok_and(|text| text.contains("origin")));
        assert!(vary, "{origin}");
    }
}
