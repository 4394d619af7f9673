//! T12, T13 and T16: the content security policy, directive by directive.

use super::support::{Fixture, ORIGIN, UNREACHABLE, fixture, get, send, site_with};
use crate::server::{middleware::security_headers::Policy, origin::Origin, page_integrity::assets};
use axum::http::header;
use std::collections::{BTreeMap, BTreeSet};

/// The policy as a browser reads it: each part with the set of its sources. Equal, not similar.
#[tokio::test]
async fn t12_t13_a_page_has_exactly_this_content_security_policy() {
    for (origin, https) in [(ORIGIN, false), ("https://shop.example", true)] {
        let site = site_with(
            UNREACHABLE,
            &[("PUBLIC_ORIGIN", origin), ("TRUSTED_PROXIES", "none")],
            |_| (),
        );
        let (_, headers, _) = send(&site, get("/")).await;
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
        let mut found: BTreeMap<&str, BTreeSet<&str>> = policy
            .split("; ")
            .map(|directive| {
                let mut words = directive.split(' ');
                (words.next().expect("a name"), words.collect())
            })
            .collect();
        let scripts = found.remove("script-src").expect("scripts");
        let (hashes, others): (BTreeSet<_>, BTreeSet<_>) =
            scripts.into_iter().partition(|source| source.starts_with("'sha384-"));
        assert_eq!(others, BTreeSet::from(["'self'", "'wasm-unsafe-eval'"]));
        assert_eq!(hashes.len(), 3, "one for each script within the page: {hashes:?}");
        let mut expected = BTreeMap::from([
            ("default-src", BTreeSet::from(["'none'"])),
            ("style-src", BTreeSet::from(["'self'"])),
            ("img-src", BTreeSet::from(["'self'"])),
            ("font-src", BTreeSet::from(["'self'"])),
            ("connect-src", BTreeSet::from(["'self'", UNREACHABLE])),
            ("form-action", BTreeSet::from(["'none'"])),
            ("base-uri", BTreeSet::from(["'none'"])),
            ("object-src", BTreeSet::from(["'none'"])),
            ("frame-ancestors", BTreeSet::from(["'none'"])),
            ("frame-src", BTreeSet::from(["'none'"])),
            ("worker-src", BTreeSet::from(["'none'"])),
            ("manifest-src", BTreeSet::from(["'self'"])),
            ("require-trusted-types-for", BTreeSet::from(["'script'"])),
            ("trusted-types", BTreeSet::from(["default"])),
            ("report-uri", BTreeSet::from(["/csp-report"])),
            ("report-to", BTreeSet::from(["csp"])),
        ]);
        if https {
            expected.insert("upgrade-insecure-requests", BTreeSet::new());
        }
        assert_eq!(found, expected);
        let only_https =
            headers.get(header::STRICT_TRANSPORT_SECURITY).and_then(|value| value.to_str().ok());
        assert_eq!(only_https, https.then_some("max-age=63072000; includeSubDomains"));
    }
}

#[tokio::test]
async fn t16_the_development_policy_differs_only_by_the_reload_socket() {
    let policy = |port| {
        let own = Origin::parse(ORIGIN).expect("an origin");
        let zuora = Origin::parse(UNREACHABLE).expect("an origin");
        let site = site_with(UNREACHABLE, &[], |site| {
            site.policy = Policy::new(&own, &zuora, None, port);
        });
        async move {
            let (_, headers, _) = send(&site, get("/")).await;
            headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text").to_owned()
        }
    };
    let (release, watched) = (policy(None).await, policy(Some(3001)).await);
    assert!(!release.contains("ws:"), "{release}");
    // The hash of the script that listens to it, which is only there under `cargo leptos watch`.
    let (before, rest) = watched.split_once("'sha384-").expect("a hash");
    let (_, after) = rest.split_once("' ").expect("its end");
    assert_eq!(format!("{before}{after}").replace(" ws://localhost:3001", ""), release);
    assert_ne!(watched, release);
}

/// Nothing in the page lets another script run: there is no nonce to be read, or stored by a cache.
#[tokio::test]
async fn t12_t17_inline_scripts_are_allowed_by_hash_and_never_by_nonce() {
    let Fixture { site, .. } = fixture().await;
    let mut policies = BTreeSet::new();
    for path in ["/", "/", "/account", "/documents", "/nowhere"] {
        let (_, headers, html) = send(&site, get(path)).await;
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text").to_owned();
        assert!(!policy.contains("nonce") && !html.contains("nonce"), "{path}");
        let scripts: Vec<_> = html
            .split("<script>")
            .skip(1)
            .filter_map(|rest| rest.split("</script>").next())
            .collect();
        assert_eq!(scripts.len(), 3, "{path}");
        for script in &scripts {
            let hash = format!("'{}'", assets::integrity(script.as_bytes()));
            assert!(policy.contains(&hash), "{path}: {script}");
        }
        let recorder = html.matches("src=\"/flow-recorder.js").count();
        assert_eq!(recorder, usize::from(path != "/nowhere"), "{path}");
        // And the boot script, where the page has code.
        assert_eq!(html.matches("<script").count(), scripts.len() + 2 * recorder, "{path}");
        policies.insert(policy);
    }
    assert_eq!(policies.len(), 1, "{policies:?}");
}
