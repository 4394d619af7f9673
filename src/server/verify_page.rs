//! Holds a live payment page against the manifest of its build: what customers' browsers get, not what somebody meant to serve.

mod differences;

use super::{
    assets::Files,
    page_manifest::PageManifest,
    page_scan::{Found, scan},
};
use differences::{Fetched, POLICY, differences, nonce, own};
use reqwest::{Client, Response, header::HeaderMap, redirect::Policy};
use std::{collections::BTreeMap, fs, io, path::Path, time::Duration};
use url::Url;

/// A page or script that takes longer is not worth paying on.
const LIMIT: Duration = Duration::from_secs(20);
/// Nothing that belongs to the page is longer, in bytes.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// As a browser asks: a page that knows its judge could show it another face.
const AS_A_BROWSER: [(&str, &str); 7] = [
    (
        "user-agent",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    ),
    ("accept-language", "en-US,en;q=0.9"),
    ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("sec-fetch-site", "none"),
    ("sec-fetch-mode", "navigate"),
    ("sec-fetch-dest", "document"),
    ("upgrade-insecure-requests", "1"),
];
const AS_A_SCRIPT: [(&str, &str); 6] = [
    AS_A_BROWSER[0],
    AS_A_BROWSER[1],
    ("sec-fetch-site", "same-origin"),
    ("sec-fetch-mode", "cors"),
    ("sec-fetch-dest", "script"),
    ("accept", "*/*"),
];

/// The manifest in a file, or that of the built site in a folder.
///
/// # Errors
/// When it cannot be read.
pub fn manifest(file: Option<&Path>, site_root: &Path) -> io::Result<PageManifest> {
    match file {
        Some(file) => serde_json::from_slice(&fs::read(file)?).map_err(io::Error::other),
        None => Files::read(site_root).map(|files| PageManifest::of(&files)),
    }
}

/// How the page at this address differs from its manifest, one sentence for each difference. It may call Zuora's published hosts, `allowed_host`, and
/// only when it is itself on this machine, others on it.
///
/// # Errors
/// When the page cannot be fetched.
pub async fn verify(url: &Url, manifest: &PageManifest, allowed_host: Option<&str>) -> Result<Vec<String>, String> {
    let client = Client::builder().redirect(Policy::none()).timeout(LIMIT).gzip(true).build();
    let client = client.map_err(|error| error.to_string())?;
    let (headers, html) = fetch(&client, url, &AS_A_BROWSER).await?;
    let (again, _) = fetch(&client, url, &AS_A_BROWSER).await?;
    let html = String::from_utf8(html).map_err(|_| "the page is not UTF-8".to_owned())?;
    let mut files = BTreeMap::new();
    for found in scan(&html) {
        if let Found::File { address, .. } = found
            && let Some(file) = own(url, &address)
        {
            // One that cannot be had is told of as one that is not what it should be.
            let bytes = fetch(&client, &file, &AS_A_SCRIPT)
                .await
                .map(|(_, bytes)| bytes)
                .unwrap_or_default();
            files.insert(address, bytes);
        }
    }
    let page = Fetched {
        allowed_host,
        url: url.clone(),
        headers,
        html,
        files,
    };
    let mut told = differences(manifest, &page);
    if nonce(&page.headers).is_some() && nonce(&page.headers) == nonce(&again) {
        told.push(format!("header {POLICY}: two pages have the same nonce"));
    }
    Ok(told)
}

async fn fetch(client: &Client, url: &Url, asking: &[(&str, &str)]) -> Result<(HeaderMap, Vec<u8>), String> {
    let request = asking
        .iter()
        .fold(client.get(url.clone()), |request, (name, value)| request.header(*name, *value));
    let told = |error: reqwest::Error| format!("{url} cannot be fetched: {error}");
    let mut answer: Response = request.send().await.map_err(told)?;
    if !answer.status().is_success() {
        return Err(format!("{url} answers {}", answer.status()));
    }
    let headers = answer.headers().clone();
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(told)? {
        if body.len() + chunk.len() > MOST_BYTES {
            return Err(format!("{url} is too long"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok((headers, body))
}
