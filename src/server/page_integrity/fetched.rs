//! A page as it was fetched, and which built file an address in it means.

use crate::server::page_integrity::manifest::{PageManifest, Script};
use reqwest::header::HeaderMap;
use std::collections::BTreeMap;
use url::Url;

/// A fetched page.
#[derive(Debug)]
pub struct Fetched<'a> {
    /// A host besides Zuora's own that it may call.
    pub allowed_host: Option<&'a str>,
    pub url: Url,
    pub headers: HeaderMap,
    pub html: String,
    /// The contents of every file that it links, by address.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Resolves an address, if it is of the page's own origin.
pub fn own(page: &Url, address: &str) -> Option<Url> {
    page.join(address).ok().filter(|file| file.origin() == page.origin())
}

pub fn runs_in(pages: &[String], page: &Url) -> bool {
    pages.iter().any(|path| path == page.path())
}

/// The script or stylesheet of the build with this address.
pub fn built_file<'a>(
    manifest: &'a PageManifest,
    page: &Fetched<'_>,
    address: &str,
) -> Option<&'a Script> {
    let path = own(&page.url, address)?.path().to_owned();
    let files = manifest.scripts.iter().chain(&manifest.styles);
    files
        .filter(|file| runs_in(&file.pages, &page.url))
        .find(|file| file.path.as_ref() == Some(&path))
}
