//! T20: changed headers, and each weakened part of the policy.

use super::{differences, differences_of};
use crate::{
    server::page_integrity::{
        assets::{self, Files},
        manifest::PageManifest,
    },
    shop::SHOP,
    site_map::PAGES,
};
use axum::http::{HeaderName, HeaderValue};

#[tokio::test]
async fn t20_each_changed_header_is_reported() {
    let files = Files::read(&assets::tests::site_root()).expect("files");
    let manifest = PageManifest::new(&files, &PAGES, &SHOP);
    for name in manifest.headers.into_keys().filter(|name| name != "strict-transport-security") {
        let lost = name.clone();
        let found = differences(move |headers, _| drop(headers.remove(&*lost))).await;
        assert!(
            found.iter().any(|line| line.starts_with(&format!("header {name}: is missing"))),
            "{name}: {found:?}"
        );
        let twice = name.clone();
        let found = differences(move |headers, _| {
            headers.append(
                twice.parse::<HeaderName>().expect("a name"),
                HeaderValue::from_static("x"),
            );
        });
        assert!(
            found.await.iter().any(|line| line.starts_with(&format!("header {name}:"))),
            "{name}"
        );
    }
}

#[tokio::test]
async fn t20_headers_that_were_not_built_in_are_reported() {
    for (name, value) in [
        ("refresh", "0;url=https://evil.example"),
        ("link", "<https://evil.example/x.js>; rel=modulepreload"),
        ("access-control-allow-origin", "*"),
        ("accept-ch", "sec-ch-ua-model"),
        ("alt-svc", "h3=\"evil.example:443\""),
        ("speculation-rules", "\"/rules.json\""),
        ("content-type", "text/html; charset=utf-16le"),
        ("content-type", "text/html"),
        ("content-type", "application/xhtml+xml; charset=utf-8"),
    ] {
        let found = differences(move |headers, _| {
            headers.insert(name, HeaderValue::from_static(value));
        });
        assert!(
            found.await.iter().any(|line| line.starts_with(&format!("header {name}:"))),
            "{name}"
        );
    }
    // What the transport and proxies add leads nowhere.
    let found = differences(|headers, _| {
        headers.insert("via", HeaderValue::from_static("1.1 a-proxy"));
    });
    assert_eq!(found.await, Vec::<String>::new());
}

#[tokio::test]
async fn t20_each_weakened_directive_of_the_policy_is_reported() {
    for (from, to, named) in [
        ("form-action 'none'", "form-action 'self'", "form-action"),
        ("form-action 'none'; ", "", "has no form-action"),
        ("script-src 'self'", "script-src 'self' https://evil.example", "script-src"),
        ("script-src 'self'", "script-src 'self' 'unsafe-inline'", "script-src"),
        ("connect-src 'self'", "connect-src 'self' https://evil.example", "connect-src"),
        (
            "connect-src 'self'",
            "connect-src 'self' https://rest.zuora.com.evil.example",
            "connect-src",
        ),
        ("default-src 'none'; ", "", "has no default-src"),
        ("connect-src 'self'", "connect-src 'self' https://rest.zuora.com", "more than one Zuora"),
        ("style-src 'self'", "style-src 'self'; child-src *", "child-src was not built in"),
        ("; trusted-types default", "", "has no trusted-types"),
    ] {
        let found = differences(move |headers, _| {
            let policy = headers
                .get_mut("content-security-policy")
                .filter(|policy| policy.as_bytes().starts_with(b"default-src 'none'; script"));
            if let Some(policy) = policy {
                let changed = policy.to_str().expect("text").replacen(from, to, 1);
                *policy = changed.parse().expect("a value");
            }
        })
        .await;
        assert!(found.iter().any(|line| line.contains(named)), "{to}: {found:?}");
    }
}

#[tokio::test]
async fn t20_a_policy_that_allows_a_nonce_or_another_hash_is_reported() {
    for added in ["'nonce-AAAAAAAAAAAAAAAAAAAAAA'", "'sha384-AAAA'", "'inline-speculation-rules'"] {
        let found = differences(move |headers, _| {
            let policy = headers["content-security-policy"].to_str().expect("text");
            let policy = policy.replacen("script-src", &format!("script-src {added}"), 1);
            headers.insert("content-security-policy", policy.parse().expect("a value"));
        });
        assert!(found.await.iter().any(|line| line.contains("script-src also has")), "{added}");
    }
}

#[tokio::test]
async fn t20_another_frame_is_reported() {
    for (from, to) in [
        ("frame-src http://", "frame-src https://evil.example http://"),
        ("frame-src http://127.0.0.1", "frame-src http://127.0.0.2"),
    ] {
        let found = differences_of("/hosted-page", move |headers, _| {
            let policy =
                headers["content-security-policy"].to_str().expect("text").replacen(from, to, 1);
            headers.insert("content-security-policy", policy.parse().expect("a value"));
        });
        assert!(found.await.iter().any(|line| line.contains("frame-src")), "{to}");
    }
    let found = differences(|headers, _| {
        let policy = headers["content-security-policy"].to_str().expect("text");
        let policy = policy.replacen("frame-src 'none'", "frame-src http://127.0.0.1:9", 1);
        headers.insert("content-security-policy", policy.parse().expect("a value"));
    });
    assert!(found.await.iter().any(|line| line.contains("frame-src")), "no other page has one");
}
