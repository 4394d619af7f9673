//! Compares a live payment page with the manifest of its build: it checks what customers' browsers
//! get, not what the server is meant to serve.

use super::{
    differences::{differences, not_a_payment_page},
    fetched::{Fetched, built_file, own},
};
use crate::{
    server::{
        page_integrity::{
            assets::Files,
            manifest::PageManifest,
            scan::{Found, scan},
        },
        transport_error,
    },
    shop::SHOP,
    site_map::PAGES,
};
use reqwest::{Client, Response, header::HeaderMap, redirect::Policy};
use std::{collections::BTreeMap, fs, io, path::Path, time::Duration};
use url::Url;

/// Time limit for a page or script.
const TIMEOUT: Duration = Duration::from_secs(20);
/// The largest page or file that is read.
const MAX_BYTES: usize = 16 * 1024 * 1024;
/// The headers of a browser, so that the page cannot tell this check from a customer.
const BROWSER_HEADERS: [(&str, &str); 12] = [
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
const SCRIPT_HEADERS: [(&str, &str); 9] = [
    BROWSER_HEADERS[0],
    BROWSER_HEADERS[1],
    BROWSER_HEADERS[3],
    BROWSER_HEADERS[4],
    BROWSER_HEADERS[5],
    ("sec-fetch-site", "same-origin"),
    ("sec-fetch-mode", "cors"),
    ("sec-fetch-dest", "script"),
    ("accept", "*/*"),
];

/// Reads the manifest in a file, or makes that of the built site in a folder.
///
/// # Errors
/// When it cannot be read.
pub fn manifest(file: Option<&Path>, site_root: &Path) -> io::Result<PageManifest> {
    match file {
        Some(file) => serde_json::from_slice(&fs::read(file)?).map_err(io::Error::other),
        None => Files::read(site_root).map(|files| PageManifest::new(&files, &PAGES, &SHOP)),
    }
}

/// Fetches the page and returns how it differs from its manifest, one sentence for each difference.
/// The page may call Zuora's published hosts, `allowed_host`, and, only when it is itself on this
/// machine, local ones. It is fetched twice, the second time with the cookies of the first, because
/// a page can change for returning visitors. `cookie` is that of a customer who has signed in, where
/// the page asks for one.
///
/// # Errors
/// When the page cannot be fetched.
pub async fn verify(
    url: &Url,
    manifest: &PageManifest,
    allowed_host: Option<&str>,
    cookie: Option<&str>,
) -> Result<Vec<String>, String> {
    if let Some(sentence) = not_a_payment_page(manifest, url) {
        return Ok(vec![sentence]);
    }
    let client = Client::builder().redirect(Policy::none()).timeout(TIMEOUT).gzip(true).build();
    let client = client.map_err(|error| error.to_string())?;
    let load = async |cookies: &str| {
        let (headers, html) = fetch(&client, url, &BROWSER_HEADERS, cookies).await?;
        let html = String::from_utf8(html).map_err(|_| "the page is not UTF-8".to_owned())?;
        let mut page =
            Fetched { allowed_host, url: url.clone(), headers, html, files: BTreeMap::new() };
        for (address, file) in files(manifest, &page) {
            // A file that fails to download is reported as a hash mismatch.
            let fetched = fetch(&client, &file, &SCRIPT_HEADERS, cookies).await;
            page.files.insert(address, fetched.map(|(_, bytes)| bytes).unwrap_or_default());
        }
        Result::<_, String>::Ok(page)
    };
    let cookie = cookie.unwrap_or_default();
    let first = load(cookie).await?;
    let set = cookies(&first.headers);
    let both: Vec<_> = [cookie, &set].into_iter().filter(|pairs| !pairs.is_empty()).collect();
    let second = load(&both.join("; ")).await?;
    let mut found = differences(manifest, &first);
    let on_second_visit =
        differences(manifest, &second).into_iter().filter(|line| !found.contains(line));
    let on_second_visit: Vec<_> =
        on_second_visit.map(|line| format!("on the second visit, {line}")).collect();
    found.extend(on_second_visit);
    Ok(found)
}

/// The files of the build that a page links, by the addresses that it links them with.
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

/// The cookies that these headers set, in the form of a `Cookie` header.
fn cookies(headers: &HeaderMap) -> String {
    let set = headers.get_all("set-cookie").into_iter().filter_map(|cookie| cookie.to_str().ok());
    let pairs: Vec<_> = set.filter_map(|cookie| cookie.split(';').next()).collect();
    pairs.join("; ")
}

async fn fetch(
    client: &Client,
    url: &Url,
    headers: &[(&str, &str)],
    cookies: &str,
) -> Result<(HeaderMap, Vec<u8>), String> {
    let mut request = headers
        .iter()
        .fold(client.get(url.clone()), |request, (name, value)| request.header(*name, *value));
    if !cookies.is_empty() {
        request = request.header("cookie", cookies);
    }
    let failed = |error| format!("{url} cannot be fetched: {}", transport_error::describe(error));
    let mut response: Response = request.send().await.map_err(failed)?;
    if !response.status().is_success() {
        return Err(format!("{url} answers {}", response.status()));
    }
    let headers = response.headers().clone();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        if body.len() + chunk.len() > MAX_BYTES {
            return Err(format!("{url} is too long"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok((headers, body))
}
