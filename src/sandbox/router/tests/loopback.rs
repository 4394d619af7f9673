//! T15: the sandbox is for this machine and for one site's pages.

use super::support::{ORIGIN, new_sandbox, send};

#[tokio::test]
async fn t15_only_names_of_this_machine_are_answered() {
    let sandbox = new_sandbox();
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
    let sandbox = new_sandbox();
    let order = r#"{"operation":"hmac-signatures","fault":{"status":500}}"#;
    for (path, body) in [
        ("/sandbox/faults", order),
        ("/sandbox/clock", r#"{"advanceSeconds":5}"#),
        ("/sandbox/preflight", r#"{"maxAgeSeconds":0}"#),
        ("/sandbox/tenant", r#"{"signedHost":"any"}"#),
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
