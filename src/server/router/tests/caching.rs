//! T17: what browsers and proxies may store.

use super::support::{
    Call, Fixture, UNREACHABLE, fixture, get, get_with, send, session, site_with,
};
use axum::http::{StatusCode, header};

#[tokio::test]
async fn t17_only_files_requested_by_their_hash_may_be_cached() {
    let Fixture { site, .. } = fixture().await;
    let (_, _, html) = send(&site, get("/")).await;
    let boot = html
        .split("src=\"/boot.js")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a script");
    let cookie = session(&site).await;
    for (request, expected) in [
        (get("/"), "no-store"),
        (get("/nowhere"), "no-store"),
        (Call::new(&cookie).build(), "no-store"),
        (get("/healthz"), "no-store"),
        (get(&format!("/boot.js{boot}")), "public, max-age=31536000, immutable"),
        (get("/boot.js"), "no-cache"),
        (get("/boot.js?v=of-another-build"), "no-store"),
    ] {
        let path = request.uri().clone();
        let (_, headers, _) = send(&site, request).await;
        assert_eq!(headers[header::CACHE_CONTROL], expected, "{path}");
    }
}

/// A file from disk may be stored and is revalidated, whether it is sent or has not changed.
#[tokio::test]
async fn t17_files_from_disk_are_revalidated_also_when_unchanged() {
    let root = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(root.path().join("pkg")).expect("a folder");
    std::fs::write(root.path().join("favicon.svg"), "<svg/>").expect("a file");
    let site = site_with(UNREACHABLE, &[], |site| {
        site.options.site_root = root.path().to_string_lossy().into_owned().into();
    });
    let (status, headers, _) = send(&site, get("/favicon.svg")).await;
    assert_eq!(
        (status, &headers[header::CACHE_CONTROL]),
        (StatusCode::OK, &"no-cache".parse().expect("a value"))
    );
    let modified = headers[header::LAST_MODIFIED].to_str().expect("a date");
    let again = get_with("/favicon.svg", &[("if-modified-since", modified)]);
    let (status, headers, _) = send(&site, again).await;
    assert_eq!(status, StatusCode::NOT_MODIFIED);
    assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
    assert_eq!(headers[header::VARY], "accept-encoding");
    assert_eq!(send(&site, get("/nowhere")).await.1[header::CACHE_CONTROL], "no-store", "the twin");
}
