//! Finds the differences between a page and its manifest: headers, scripts, and everything else
//! with an address. Each is a sentence.

use crate::server::page_integrity::{
    content_differences::compare_content,
    fetched::{Fetched, runs_in},
    header_differences::compare_headers,
    manifest::PageManifest,
};
use url::Url;

pub fn differences(manifest: &PageManifest, page: &Fetched<'_>) -> Vec<String> {
    let mut differences = Vec::new();
    compare_headers(manifest, page, &mut differences);
    compare_content(manifest, page, &mut differences);
    differences
}

/// The difference of a page that is no payment page of this build.
pub fn not_a_payment_page(manifest: &PageManifest, page: &Url) -> Option<String> {
    let is_one = manifest.scripts.iter().any(|script| runs_in(&script.pages, page));
    (!is_one).then(|| format!("page: {} is no payment page of this build", page.path()))
}
