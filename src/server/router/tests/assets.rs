//! T19: code is served from memory, by its hash, also during a deployment.

use super::support::{UNREACHABLE, get, get_with, send, site_with};
use crate::server::page_integrity::asset_routes::Assets;
use axum::{
    Router,
    http::{StatusCode, header},
};
use tempfile::TempDir;

const CODE: [&str; 4] = [
    "/boot.js",
    "/pkg/zuora-cors-sample.js",
    "/pkg/zuora-cors-sample.wasm",
    "/pkg/zuora-cors-sample.css",
];

/// A folder with each file of code, whose bytes are this mark and its path.
fn site_root_with(mark: &str) -> TempDir {
    let root = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(root.path().join("pkg")).expect("a folder");
    for file in CODE {
        std::fs::write(root.path().join(&file[1..]), format!("{mark} {file}")).expect("a file");
    }
    root
}

fn site_at(root: &std::path::Path) -> Router {
    site_with(UNREACHABLE, &[], |site| {
        site.options.site_root = root.to_string_lossy().into();
        site.assets = Assets::read(root, false).expect("files");
    })
}

/// The address of a file as the page names it.
fn versioned_path(html: &str, path: &str) -> String {
    let rest = html.split(&format!("\"{path}?")).nth(1).expect("it is named");
    format!("{path}?{}", rest.split('"').next().expect("an address"))
}

/// Files deployed under a running server get neither into its browsers' caches nor into its pages.
#[tokio::test]
async fn t19_a_file_changed_under_a_running_server_is_not_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    std::fs::create_dir(root.join("pkg")).expect("a folder");
    for file in [
        "boot.js",
        "pkg/zuora-cors-sample.js",
        "pkg/zuora-cors-sample.wasm",
        "pkg/zuora-cors-sample.css",
        "boot.js.br",
    ] {
        std::fs::write(root.join(file), format!("old {file}")).expect("a file");
    }
    let site = site_with(UNREACHABLE, &[], |site| {
        site.assets = Assets::read(root, false).expect("files");
    });
    for file in ["boot.js", "boot.js.br"] {
        std::fs::write(root.join(file), "new").expect("a file");
    }
    for (accepted, body, encoding) in
        [("", "old boot.js", None), ("gzip, br", "old boot.js.br", Some("br"))]
    {
        let request = get_with("/boot.js", &[("accept-encoding", accepted)]);
        let (_, headers, served) = send(&site, request).await;
        assert_eq!(served, body);
        assert_eq!(
            headers.get(header::CONTENT_ENCODING).and_then(|value| value.to_str().ok()),
            encoding
        );
        assert_eq!(headers[header::VARY], "accept-encoding");
        assert_eq!(headers[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
    }
}

/// During a deployment, pages of either build call servers of either.
#[tokio::test]
async fn t19_files_of_the_previous_build_are_served_by_their_hash() {
    let (old, new) = (site_root_with("old"), site_root_with("new"));
    let old_site = site_at(old.path());
    let (_, _, old_html) = send(&old_site, get("/")).await;
    let carried = new.path().join("previous/1");
    std::fs::create_dir_all(carried.join("pkg")).expect("a folder");
    for file in CODE {
        std::fs::copy(old.path().join(&file[1..]), carried.join(&file[1..])).expect("a copy");
    }
    let site = site_at(new.path());
    let (_, _, html) = send(&site, get("/")).await;
    for file in CODE {
        for (html, bytes) in [(&old_html, format!("old {file}")), (&html, format!("new {file}"))] {
            let (status, headers, body) = send(&site, get(&versioned_path(html, file))).await;
            assert_eq!((status, body), (StatusCode::OK, bytes), "{file}");
            assert_eq!(headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        }
        // The twin: the server of the old build has not got the new one's.
        let (status, _, body) = send(&old_site, get(&versioned_path(&html, file))).await;
        assert_eq!((status, &*body), (StatusCode::NOT_FOUND, ""), "{file}");
        // And the folder itself is not served.
        let (status, ..) = send(&site, get(&format!("/previous/1{file}"))).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn t19_an_unknown_hash_is_never_answered_with_other_bytes() {
    let root = site_root_with("the");
    let site = site_at(root.path());
    let (_, _, html) = send(&site, get("/")).await;
    let right = versioned_path(&html, "/boot.js");
    let version = right.split("v=").nth(1).expect("a version");
    let cases = [
        ("/boot.js?v=AAAAAAAAAAAAAAAA".to_owned(), StatusCode::NOT_FOUND),
        ("/boot.js?v=".to_owned(), StatusCode::NOT_FOUND),
        ("/boot.js?again=1&v=AAAAAAAAAAAAAAAA".to_owned(), StatusCode::NOT_FOUND),
        ("/boot.js?%76=AAAAAAAAAAAAAAAA".to_owned(), StatusCode::NOT_FOUND),
        (format!("{right}&v=AAAAAAAAAAAAAAAA"), StatusCode::NOT_FOUND),
        (format!("/pkg/zuora-cors-sample.js?v={version}"), StatusCode::NOT_FOUND),
        (right.clone(), StatusCode::OK),
        (format!("{right}&again=3"), StatusCode::OK),
        ("/boot.js".to_owned(), StatusCode::OK),
    ];
    for (path, expected) in cases {
        let (status, headers, body) = send(&site, get(&path)).await;
        assert_eq!(status, expected, "{path}");
        if status == StatusCode::NOT_FOUND {
            assert_eq!(body, "", "{path}");
            assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{path}");
            // So that a retry may reach another server.
            assert_eq!(headers[header::CONNECTION], "close", "{path}");
        } else {
            assert_eq!(body, "the /boot.js", "{path}");
        }
    }
}

/// However its path is spelled, code is served from memory or not at all.
#[tokio::test]
async fn t19_code_is_never_read_from_disk_under_another_spelling_of_its_path() {
    let folder = site_root_with("old");
    let root = folder.path();
    std::fs::write(root.join("favicon.svg"), "a picture").expect("a file");
    std::fs::write(root.join("boot.js.br"), "old").expect("a file");
    let site = site_at(root);
    for file in [
        "boot.js",
        "boot.js.br",
        "later.js",
        "pkg/zuora-cors-sample.js",
        "pkg/zuora-cors-sample.wasm",
    ] {
        std::fs::write(root.join(file), "new").expect("a file");
    }
    for path in [
        "/%62oot.js",
        "/boot%2ejs",
        "//boot.js",
        "/./boot.js",
        "/boot.js/",
        "/boot.js.br",
        "/later.js",
        "/%70kg/zuora-cors-sample.js",
        "/pkg//zuora-cors-sample.js",
        "/pkg/./zuora-cors-sample.wasm",
        "/pkg/zuora-cors-sample%2ewasm",
        "/x/../pkg/zuora-cors-sample.js",
        "/pkg%2fzuora-cors-sample.js",
        "/previous/1/boot.js",
    ] {
        let (status, _, body) = send(&site, get(path)).await;
        assert!(status == StatusCode::NOT_FOUND && body != "new", "{path}: {status} {body}");
    }
    // The twins: the one spelling, and a file that is no code.
    let (_, _, body) = send(&site, get("/boot.js")).await;
    assert_eq!(body, "old /boot.js");
    let (status, _, body) = send(&site, get("/favicon.svg")).await;
    assert_eq!((status, &*body), (StatusCode::OK, "a picture"));
}
