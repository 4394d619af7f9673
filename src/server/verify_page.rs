//! Holds a live payment page against the manifest of its build: what customers' browsers get, not what somebody meant to serve.

use super::{
    assets::{Files, integrity},
    page_manifest::{NONCE, PageManifest, Script, ZUORA},
    page_scan::{Found, scan},
    settings::{Tenant, tenant_of},
};
use reqwest::{Client, Response, header::HeaderMap, redirect::Policy};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
    time::Duration,
};
use url::Url;

/// A page or script that takes longer is not worth paying on.
const LIMIT: Duration = Duration::from_secs(20);
/// Nothing that belongs to the page is longer, in bytes.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// The policy's header.
const POLICY: &str = "content-security-policy";
/// Headers that can lead a page's readers or its data elsewhere, and that no page of ours has.
const FOREIGN_HEADERS: [&str; 6] = [
    "access-control-allow-origin",
    "access-control-allow-credentials",
    "link",
    "location",
    "refresh",
    "sourcemap",
];
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

/// A page, as it was fetched.
#[derive(Debug)]
struct Fetched<'a> {
    /// A host beyond Zuora's own that it may call.
    allowed_host: Option<&'a str>,
    url: Url,
    headers: HeaderMap,
    html: String,
    /// What every file that it names came to, by address.
    files: BTreeMap<String, Vec<u8>>,
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
    let nonce = |headers| nonce_in(&directives(&one_value(headers, POLICY)?));
    if nonce(&page.headers).is_some() && nonce(&page.headers) == nonce(&again) {
        told.push(format!("header {POLICY}: two pages have the same nonce"));
    }
    Ok(told)
}

/// The address of a file of the page's own origin.
fn own(page: &Url, address: &str) -> Option<Url> {
    page.join(address).ok().filter(|file| file.origin() == page.origin())
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

fn differences(manifest: &PageManifest, page: &Fetched<'_>) -> Vec<String> {
    let mut told = Vec::new();
    let nonce = headers(manifest, page, &mut told);
    scripts(manifest, page, nonce.as_deref(), &mut told);
    told
}

/// Compares the headers, and returns the nonce in the policy.
fn headers(manifest: &PageManifest, page: &Fetched<'_>, told: &mut Vec<String>) -> Option<String> {
    let https = page.url.scheme() == "https";
    for (name, expected) in &manifest.headers {
        if name == POLICY || (name == "strict-transport-security" && !https) {
            continue;
        }
        match one_value(&page.headers, name).as_deref() {
            Some(found) if found == expected => {}
            Some(found) => told.push(format!("header {name}: is {found:?}, was built as {expected:?}")),
            None => told.push(format!("header {name}: is missing, or there more than once")),
        }
    }
    for name in FOREIGN_HEADERS.iter().filter(|name| page.headers.contains_key(**name)) {
        told.push(format!("header {name}: was not built in"));
    }
    let expected = manifest.headers.get(POLICY).map(|policy| directives(policy)).unwrap_or_default();
    let Some(policy) = one_value(&page.headers, POLICY) else {
        told.push(format!("header {POLICY}: is missing, or there more than once"));
        return None;
    };
    let mut found = directives(&policy);
    let nonce = nonce_in(&found);
    let zuoras = found.get("connect-src").into_iter().flatten();
    let zuoras: Vec<_> = zuoras.filter(|source| with_placeholders(source, page, None) == ZUORA).collect();
    if zuoras.len() > 1 {
        told.push(format!("header {POLICY}: connect-src names more than one Zuora: {zuoras:?}"));
    }
    for sources in found.values_mut() {
        *sources = sources
            .iter()
            .map(|source| with_placeholders(source, page, nonce.as_deref()))
            .collect();
    }
    for (name, sources) in &expected {
        match found.get(name) {
            None if name == "upgrade-insecure-requests" && !https => {}
            None => told.push(format!("header {POLICY}: has no {name}")),
            Some(others) if others == sources => {}
            Some(others) => {
                let added: Vec<_> = others.difference(sources).map(String::as_str).collect();
                let lost: Vec<_> = sources.difference(others).map(String::as_str).collect();
                told.push(format!("header {POLICY}: {name} also has {added:?} and lacks {lost:?}"));
            }
        }
    }
    for name in found.keys().filter(|name| !expected.contains_key(*name)) {
        told.push(format!("header {POLICY}: {name} was not built in"));
    }
    nonce
}

fn one_value(headers: &HeaderMap, name: &str) -> Option<String> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?.to_owned();
    values.next().is_none().then_some(value)
}

fn directives(policy: &str) -> BTreeMap<String, BTreeSet<String>> {
    let directives = policy.split(';').filter_map(|directive| {
        let mut words = directive.split_ascii_whitespace().map(str::to_owned);
        Some((words.next()?.to_ascii_lowercase(), words.collect()))
    });
    // Browsers heed the first of two of the same name.
    directives.fold(BTreeMap::new(), |mut map, (name, sources)| {
        map.entry(name).or_insert(sources);
        map
    })
}

fn nonce_in(policy: &BTreeMap<String, BTreeSet<String>>) -> Option<String> {
    let scripts = policy.get("script-src")?;
    let nonce = scripts
        .iter()
        .find_map(|source| source.strip_prefix("'nonce-")?.strip_suffix('\''))?;
    // A nonce that could be guessed is none.
    (nonce.len() >= 22).then(|| nonce.to_owned())
}

/// A source, with what belongs to this page and this shop replaced as in the manifest.
fn with_placeholders(source: &str, page: &Fetched<'_>, nonce: Option<&str>) -> String {
    if nonce.is_some_and(|nonce| source == format!("'nonce-{nonce}'")) {
        return format!("'nonce-{NONCE}'");
    }
    let on_this_machine = |url: &str| tenant_of(url, None) == Some(Tenant::Own);
    let may_be_called = match tenant_of(source, page.allowed_host) {
        Some(Tenant::Production | Tenant::Testing) => true,
        // A page that is not on this machine has no business with a Zuora that is.
        Some(Tenant::Own) => !on_this_machine(source) || on_this_machine(&page.url.origin().ascii_serialization()),
        None => false,
    };
    match may_be_called {
        true => ZUORA.to_owned(),
        false => source.to_owned(),
    }
}

fn scripts(manifest: &PageManifest, page: &Fetched<'_>, nonce: Option<&str>, told: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for found in scan(&page.html) {
        match found {
            Found::Foreign(what) => told.push(format!("page: has {what}, which was not built in")),
            Found::Inline { text, nonce: own_nonce } => {
                let hash = integrity(text.as_bytes());
                match manifest.inline_scripts.iter().find(|script| script.integrity == hash) {
                    None => told.push(format!(
                        "page: has a script of {} bytes within it that was not built in",
                        text.len()
                    )),
                    Some(_) if own_nonce.is_none() || own_nonce.as_deref() != nonce => {
                        told.push("page: has a script within it without the policy's nonce".to_owned());
                    }
                    Some(_) => {
                        seen.insert(hash);
                    }
                }
            }
            Found::File {
                address,
                integrity: stated,
            } => {
                let path = own(&page.url, &address).map(|file| file.path().to_owned());
                let known = manifest.scripts.iter().find(|script| script.path.is_some() && script.path == path);
                let Some(Script { integrity: built, .. }) = known else {
                    told.push(format!("script {address}: was not built in"));
                    continue;
                };
                if stated.as_ref() != Some(built) {
                    told.push(format!("script {address}: the page states another hash, or none"));
                }
                let bytes = page.files.get(&address).map(Vec::as_slice).unwrap_or_default();
                if integrity(bytes) != *built {
                    told.push(format!("script {address}: its {} bytes are not those that were built", bytes.len()));
                }
                seen.insert(built.clone());
            }
        }
    }
    for script in manifest.scripts.iter().chain(&manifest.inline_scripts) {
        if !seen.contains(&script.integrity) {
            let name = script.path.as_deref().unwrap_or("within the page");
            told.push(format!("script {name}: is missing"));
        }
    }
}
