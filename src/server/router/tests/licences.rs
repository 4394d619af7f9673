//! The licences of what is built in: a release has them as a file, and every page leads there.

use super::support::{UNREACHABLE, get, send, site, site_with};
use crate::{server::state::has_licences, site_map::LICENCES};
use axum::http::{StatusCode, header};
use std::fs;

#[tokio::test]
async fn a_site_that_has_the_licences_leads_there_from_every_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let file = root.join(&LICENCES[1..]);
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    assert!(!has_licences(root));
    fs::write(&file, "<!DOCTYPE html><title>Third-party licences</title>").expect("a file");
    assert!(has_licences(root));
    let with_licences = site_with(UNREACHABLE, &[], |site| {
        site.options.site_root = root.to_string_lossy().into_owned().into();
        site.state.has_licences = has_licences(root);
    });
    let link = format!("href=\"{LICENCES}\"");
    for path in ["/", "/nowhere"] {
        let (_, _, html) = send(&with_licences, get(path)).await;
        assert!(html.contains(&link), "{path}: {html}");
        // The twin: a site that was built without them.
        let (_, _, html) = send(&site(UNREACHABLE), get(path)).await;
        assert!(!html.contains(&link), "{path}: {html}");
    }
    let (status, headers, text) = send(&with_licences, get(LICENCES)).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[header::CONTENT_TYPE], "text/html");
    assert!(text.contains("Third-party licences"), "{text}");
    // A file that caches may keep: it has nothing of one visitor's, and may do nothing.
    for header in [header::SET_COOKIE, header::CONTENT_LANGUAGE] {
        assert!(!headers.contains_key(&header), "{header}");
    }
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
    assert!(policy.starts_with("default-src 'none'; frame-ancestors"), "{policy}");
}
