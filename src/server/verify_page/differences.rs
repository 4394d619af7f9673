//! What is different about a page: its headers and the scripts in it, each difference a sentence.

use crate::server::{
    assets::integrity,
    hosted_page::HostedPage,
    origin::Origin,
    page_manifest::{FRAME, NONCE, PageManifest, Script, ZUORA},
    page_scan::{Found, scan},
    settings::{Tenant, tenant_of},
};
use reqwest::header::HeaderMap;
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// The policy's header.
pub const POLICY: &str = "content-security-policy";
/// Headers that can lead a page's readers or its data elsewhere, and that no page of ours has.
const FOREIGN_HEADERS: [&str; 6] = [
    "access-control-allow-origin",
    "access-control-allow-credentials",
    "link",
    "location",
    "refresh",
    "sourcemap",
];
/// A page, as it was fetched.
#[derive(Debug)]
pub struct Fetched<'a> {
    /// A host beyond Zuora's own that it may call.
    pub allowed_host: Option<&'a str>,
    pub url: Url,
    pub headers: HeaderMap,
    pub html: String,
    /// What every file that it names came to, by address.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// The address of a file of the page's own origin.
pub fn own(page: &Url, address: &str) -> Option<Url> {
    page.join(address).ok().filter(|file| file.origin() == page.origin())
}

/// Every difference between a page and its manifest.
pub fn differences(manifest: &PageManifest, page: &Fetched<'_>) -> Vec<String> {
    let mut told = Vec::new();
    let nonce = headers(manifest, page, &mut told);
    scripts(manifest, page, nonce.as_deref(), &mut told);
    told
}

/// Compares the headers, and returns the nonce in the policy.
fn headers(manifest: &PageManifest, page: &Fetched<'_>, told: &mut Vec<String>) -> Option<String> {
    let https = page.url.scheme() == "https";
    // As `headers.rs` has it: nothing is asked of names of this machine.
    let https_only = https && !Origin::of(&page.url).is_local();
    let other = manifest.other_headers.get(page.url.path());
    let expected_of = |name: &str| other.and_then(|other| other.get(name)).or(manifest.headers.get(name));
    for name in manifest.headers.keys() {
        let Some(expected) = expected_of(name) else { continue };
        if name == POLICY || (name == "strict-transport-security" && !https_only) {
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
    let expected = expected_of(POLICY).map(|policy| directives(policy)).unwrap_or_default();
    let Some(policy) = one_value(&page.headers, POLICY) else {
        told.push(format!("header {POLICY}: is missing, or there more than once"));
        return None;
    };
    let mut found = directives(&policy);
    let nonce = nonce_in(&found);
    let zuoras = found.get("connect-src").into_iter().flatten();
    let zuoras: Vec<_> = zuoras
        .filter(|source| with_placeholders(source, page, None) == ZUORA)
        .cloned()
        .collect();
    if zuoras.len() > 1 {
        told.push(format!("header {POLICY}: connect-src names more than one Zuora: {zuoras:?}"));
    }
    let frame = zuoras.first().and_then(|zuora| Url::parse(zuora).ok());
    let frame = frame.map(|zuora| HostedPage::new(String::new(), &zuora).uri.to_string());
    if let (Some(frame), Some(sources)) = (frame, found.get_mut("frame-src"))
        && sources.remove(&frame)
    {
        sources.insert(FRAME.to_owned());
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

/// The nonce of a page with these headers.
pub fn nonce(headers: &HeaderMap) -> Option<String> {
    nonce_in(&directives(&one_value(headers, POLICY)?))
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
    let runs_here = |script: &&Script| script.pages.iter().any(|path| path == page.url.path());
    if !manifest.scripts.iter().any(|script| runs_here(&script)) {
        told.push(format!("page: {} is no payment page of this build", page.url.path()));
    }
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
                let known = manifest
                    .scripts
                    .iter()
                    .filter(runs_here)
                    .find(|script| script.path.is_some() && script.path == path);
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
    for script in manifest.scripts.iter().chain(&manifest.inline_scripts).filter(runs_here) {
        if !seen.contains(&script.integrity) {
            let name = script.path.as_deref().unwrap_or("within the page");
            told.push(format!("script {name}: is missing"));
        }
    }
}
