//! Compares a live payment page with the manifest of its build: what customers' browsers receive,
//! not what was meant to be served.

use super::differences::{Fetched, built_file, differences, not_a_payment_page, own};
use crate::{
    server::page_integrity::{
        assets::Files,
        manifest::PageManifest,
        scan::{Found, scan},
    },
    site_map::PAGES,
};
use reqwest::{Client, Response, header::HeaderMap, redirect::Policy};
use std::{collections::BTreeMap, fs, io, path::Path, time::Duration};
use url::Url;

/// The time limit for a page or script.
const LIMIT: Duration = Duration::from_secs(20);
/// The size limit in bytes. No file of the page is larger.
const MAX_BYTES: usize = 16 * 1024 * 1024;
/// A browser's headers: a page that recognises the check could send it something else.
const AS_A_BROWSER: [(&str, &str); 12] = [
    (
        "user-agent",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    ),
    ("accept-language", "en-US,en;q=0.9"),
    ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("sec-ch-ua", "\"Chromium\";v=\"140\", \"Google Chrome\";v=\"140\", \"Not=A?Brand\";v=\"24\""),
    ("sec-ch-ua-mobile", "?0"),
    ("sec-ch-ua-platform", "\"Linux\""),
    ("sec-fetch-site", "none"),
    ("sec-fetch-user", "?1"),
    ("priority", "u=0, i"),
    ("sec-fetch-mode", "navigate"),
    ("sec-fetch-dest", "document"),
    ("upgrade-insecure-requests", "1"),
];
const AS_A_SCRIPT: [(&str, &str); 9] = [
    AS_A_BROWSER[0],
    AS_A_BROWSER[1],
    AS_A_BROWSER[3],
    AS_A_BROWSER[4],
    AS_A_BROWSER[5],
    ("sec-fetch-site", "same-origin"),
    ("sec-fetch-mode", "cors"),
    ("sec-fetch-dest", "script"),
    ("accept", "*/*"),
];

/// Reads the manifest from a file, or computes it from a built site.
///
/// # Errors
/// When it cannot be read.
pub fn manifest(file: Option<&Path>, site_root: &Path) -> io::Result<PageManifest> {
    match file {
        Some(file) => serde_json::from_slice(&fs::read(file)?).map_err(io::Error::other),
        None => Files::read(site_root).map(|files| PageManifest::new(&files, &PAGES)),
    }
}

/// The differences of the page at this address from its manifest, each a sentence. The page may
/// call Zuora's published hosts and `allowed_host`; other hosts on this machine only if it is
/// itself on this machine. It is fetched twice, the second time with the cookies of the first: a
/// page can differ for a returning customer.
///
/// # Errors
/// When the page cannot be fetched.
pub async fn verify(
    url: &Url,
    manifest: &PageManifest,
    allowed_host: Option<&str>,
) -> Result<Vec<String>, String> {
    if let Some(sentence) = not_a_payment_page(manifest, url) {
        return Ok(vec![sentence]);
    }
    let client = Client::builder().redirect(Policy::none()).timeout(LIMIT).gzip(true).build();
    let client = client.map_err(|error| error.to_string())?;
    let visit = async |cookies: &str| {
        let (headers, html) = fetch(&client, url, &AS_A_BROWSER, cookies).await?;
        let html = String::from_utf8(html).map_err(|_| "the page is not UTF-8".to_owned())?;
        let mut page =
            Fetched { allowed_host, url: url.clone(), headers, html, files: BTreeMap::new() };
        for (address, file) in files(manifest, &page) {
            // A file that fails to download is reported as a hash mismatch.
            let fetched = fetch(&client, &file, &AS_A_SCRIPT, cookies).await;
            page.files.insert(address, fetched.map(|(_, bytes)| bytes).unwrap_or_default());
        }
        Result::<_, String>::Ok(page)
    };
    let first = visit("").await?;
    let second = visit(&cookies(&first.headers)).await?;
    let mut report = differences(manifest, &first);
    let on_the_second =
        differences(manifest, &second).into_iter().filter(|line| !report.contains(line));
    let on_the_second: Vec<_> =
        on_the_second.map(|line| format!("on the second visit, {line}")).collect();
    report.extend(on_the_second);
    Ok(report)
}

/// The files of the build that a page names, with the addresses that it names them by.
fn files(manifest: &PageManifest, page: &Fetched<'_>) -> BTreeMap<String, Url> {
    let found = scan(&page.html).into_iter().filter_map(|found| match found {
        Found::Element { attributes, .. } => {
            attributes.get("src").or(attributes.get("href")).cloned()
        }
        _ => None,
    });
    let built = found.filter(|address| built_file(manifest, page, address).is_some());
    built.filter_map(|address| Some((address.clone(), own(&page.url, &address)?))).collect()
}

/// The cookies that these headers set, as a browser sends them back.
fn cookies(headers: &HeaderMap) -> String {
    let set = headers.get_all("set-cookie").into_iter().filter_map(|cookie| cookie.to_str().ok());
    let pairs: Vec<_> = set.filter_map(|cookie| cookie.split(';').next()).collect();
    pairs.join("; ")
}

async fn fetch(
    client: &Client,
    url: &Url,
    asking: &[(&str, &str)],
    cookies: &str,
) -> Result<(HeaderMap, Vec<u8>), String> {
    let mut request = asking
        .iter()
        .fold(client.get(url.clone()), |request, (name, value)| request.header(*name, *value));
    if !cookies.is_empty() {
        request = request.header("cookie", cookies);
    }
    let describe = |error: reqwest::Error| format!("{url} cannot be fetched: {error}");
    let mut answer: Response = request.send().await.map_err(describe)?;
    if !answer.status().is_success() {
        return Err(format!("{url} answers {}", answer.status()));
    }
    let headers = answer.headers().clone();
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(describe)? {
        if body.len() + chunk.len() > MAX_BYTES {
            return Err(format!("{url} is too long"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok((headers, body))
}
