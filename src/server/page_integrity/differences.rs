//! The differences between a page and its manifest: headers, scripts, and everything else with an
//! address. Each difference is a sentence.

use crate::server::{
    origin::Origin,
    page_integrity::{
        assets::integrity,
        manifest::{ANY, Element, FRAME, PageManifest, Script, ZUORA},
        scan::{ADDRESSES, Found, scan},
    },
    zuora_client::{
        hosted_page::HostedPage,
        hosts::{Tenant, tenant_of},
    },
};
use reqwest::header::HeaderMap;
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// The policy's header.
pub const POLICY: &str = "content-security-policy";
/// A page, as it was fetched.
#[derive(Debug)]
pub struct Fetched<'a> {
    /// A host beyond Zuora's own that it may call.
    pub allowed_host: Option<&'a str>,
    pub url: Url,
    pub headers: HeaderMap,
    pub html: String,
    /// The bytes of every file that it names, by address.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// The address of a file of the page's own origin.
pub fn own(page: &Url, address: &str) -> Option<Url> {
    page.join(address).ok().filter(|file| file.origin() == page.origin())
}

/// Every difference between a page and its manifest.
pub fn differences(manifest: &PageManifest, page: &Fetched<'_>) -> Vec<String> {
    let mut report = Vec::new();
    headers(manifest, page, &mut report);
    content(manifest, page, &mut report);
    report
}

/// The difference of a page that is no payment page of this build.
pub fn not_a_payment_page(manifest: &PageManifest, page: &Url) -> Option<String> {
    let is_one = manifest.scripts.iter().any(|script| runs_in(&script.pages, page));
    (!is_one).then(|| format!("page: {} is no payment page of this build", page.path()))
}

fn runs_in(pages: &[String], page: &Url) -> bool {
    pages.iter().any(|path| path == page.path())
}

fn headers(manifest: &PageManifest, page: &Fetched<'_>, report: &mut Vec<String>) {
    let https = page.url.scheme() == "https";
    // As in `security_headers.rs`: no HSTS for the names of this machine.
    let https_only = https && !Origin::of(&page.url).is_local();
    let other = manifest.other_headers.get(page.url.path());
    let expected_of =
        |name: &str| other.and_then(|other| other.get(name)).or(manifest.headers.get(name));
    for name in manifest.headers.keys() {
        let Some(expected) = expected_of(name) else {
            continue;
        };
        if name == POLICY || (name == "strict-transport-security" && !https_only) {
            continue;
        }
        match one_value(&page.headers, name).as_deref() {
            Some(found) if found == expected => {}
            Some(found) => {
                report.push(format!("header {name}: is {found:?}, was built as {expected:?}"));
            }
            None => report.push(format!("header {name}: is missing, or there more than once")),
        }
    }
    let is_known = |name: &str| {
        expected_of(name).is_some() || manifest.may_have.iter().any(|known| known == name)
    };
    for name in page.headers.keys().filter(|name| !is_known(name.as_str())) {
        report.push(format!("header {name}: was not built in"));
    }
    let expected = expected_of(POLICY).map(|policy| directives(policy)).unwrap_or_default();
    let Some(policy) = one_value(&page.headers, POLICY) else {
        report.push(format!("header {POLICY}: is missing, or there more than once"));
        return;
    };
    let mut found = directives(&policy);
    let zuoras = found.get("connect-src").into_iter().flatten();
    let zuoras: Vec<_> =
        zuoras.filter(|source| with_placeholders(source, page) == ZUORA).cloned().collect();
    if zuoras.len() > 1 {
        report.push(format!("header {POLICY}: connect-src names more than one Zuora: {zuoras:?}"));
    }
    let frame = zuoras.first().and_then(|zuora| Url::parse(zuora).ok());
    let frame = frame.map(|zuora| HostedPage::new(String::new(), &zuora).uri.to_string());
    if let (Some(frame), Some(sources)) = (frame, found.get_mut("frame-src"))
        && sources.remove(&frame)
    {
        sources.insert(FRAME.to_owned());
    }
    for sources in found.values_mut() {
        *sources = sources.iter().map(|source| with_placeholders(source, page)).collect();
    }
    for (name, sources) in &expected {
        match found.get(name) {
            None if name == "upgrade-insecure-requests" && !https => {}
            None => report.push(format!("header {POLICY}: has no {name}")),
            Some(others) if others == sources => {}
            Some(others) => {
                let added: Vec<_> = others.difference(sources).map(String::as_str).collect();
                let lost: Vec<_> = sources.difference(others).map(String::as_str).collect();
                report
                    .push(format!("header {POLICY}: {name} also has {added:?} and lacks {lost:?}"));
            }
        }
    }
    for name in found.keys().filter(|name| !expected.contains_key(*name)) {
        report.push(format!("header {POLICY}: {name} was not built in"));
    }
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

/// A source, with placeholders for what differs between shops and pages, as in the manifest.
fn with_placeholders(source: &str, page: &Fetched<'_>) -> String {
    let on_this_machine = |url: &str| tenant_of(url, None) == Some(Tenant::Own);
    let may_be_called = match tenant_of(source, page.allowed_host) {
        Some(Tenant::Production | Tenant::Testing) => true,
        // A page on another machine must not name a Zuora on this one.
        Some(Tenant::Own) => {
            !on_this_machine(source) || on_this_machine(&page.url.origin().ascii_serialization())
        }
        None => false,
    };
    match may_be_called {
        true => ZUORA.to_owned(),
        false => source.to_owned(),
    }
}

/// Compares what is in the page.
fn content(manifest: &PageManifest, page: &Fetched<'_>, report: &mut Vec<String>) {
    let elements: Vec<_> =
        manifest.elements.iter().filter(|element| runs_in(&element.pages, &page.url)).collect();
    let inline: Vec<_> =
        manifest.inline_scripts.iter().filter(|script| runs_in(&script.pages, &page.url)).collect();
    // How often each of them is there.
    let (mut of_elements, mut of_inline) = (vec![0_u32; elements.len()], vec![0_u32; inline.len()]);
    for found in scan(&page.html) {
        match found {
            Found::Foreign(what) => {
                report.push(format!("page: has {what}, which was not built in"))
            }
            Found::Inline { text, plain } => {
                let hash = integrity(text.as_bytes());
                match inline.iter().position(|script| script.integrity == hash) {
                    Some(at) if plain => of_inline[at] += 1,
                    Some(_) => report.push(
                        "page: has a script within it with attributes that were not built in"
                            .to_owned(),
                    ),
                    None => report.push(format!(
                        "page: has a script of {} bytes within it that was not built in",
                        text.len()
                    )),
                }
            }
            Found::Element { name, attributes } => {
                match elements
                    .iter()
                    .position(|element| element.name == name && is_as_built(element, &attributes))
                {
                    Some(at) => of_elements[at] += 1,
                    None if leads_within_the_site(&name, &attributes, page) => {}
                    None => report.push(not_built_in(&name, &attributes, &elements, page)),
                }
            }
        }
    }
    let there = of_elements
        .into_iter()
        .zip(elements.iter().map(|element| described(&element.name, &element.attributes)));
    let within =
        of_inline.into_iter().zip(inline.iter().map(|_| "script within the page".to_owned()));
    for (count, what) in there.chain(within) {
        match count {
            0 => report.push(format!("{what}: is missing")),
            1 => {}
            _ => report.push(format!("{what}: is there more than once")),
        }
    }
    for (address, bytes) in &page.files {
        let built = built_file(manifest, page, address).map(|file| &file.integrity);
        if built.is_some_and(|built| integrity(bytes) != *built) {
            report.push(format!(
                "script {address}: its {} bytes are not those that were built",
                bytes.len()
            ));
        }
    }
}

/// The script or style sheet of the build that this address means.
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

fn is_as_built(element: &Element, attributes: &BTreeMap<String, String>) -> bool {
    let is_as_built = |(name, value): (&String, &String)| {
        element.attributes.get(name).is_some_and(|built| built == ANY || built == value)
    };
    element.attributes.len() == attributes.len() && attributes.iter().all(is_as_built)
}

/// A plain link to a page or a place of this site.
fn leads_within_the_site(
    name: &str,
    attributes: &BTreeMap<String, String>,
    page: &Fetched<'_>,
) -> bool {
    let is_own = |address: &String| own(&page.url, address).is_some();
    let others = ADDRESSES.iter().filter(|other| **other != "href");
    name == "a"
        && attributes.get("href").is_some_and(is_own)
        && !others.into_iter().any(|other| attributes.contains_key(*other))
}

fn address(attributes: &BTreeMap<String, String>) -> Option<&String> {
    ADDRESSES.iter().find_map(|name| attributes.get(*name))
}

/// Describes an element in a difference: a script or a link by its address, everything else by its
/// attributes.
fn described(name: &str, attributes: &BTreeMap<String, String>) -> String {
    match (name, address(attributes)) {
        ("script" | "link", Some(address)) => {
            format!("script {}", address.split('?').next().unwrap_or(address))
        }
        _ => {
            let attributes = attributes.iter().map(|(name, value)| format!(" {name}={value:?}"));
            format!("page: <{name}{}>", attributes.collect::<String>())
        }
    }
}

fn not_built_in(
    name: &str,
    attributes: &BTreeMap<String, String>,
    elements: &[&Element],
    page: &Fetched<'_>,
) -> String {
    let path = |address: &String| own(&page.url, address).map(|url| url.path().to_owned());
    let found = address(attributes);
    let is_known = |element: &&Element| {
        element.name == name && address(&element.attributes).and_then(path) == found.and_then(path)
    };
    match found.filter(|_| matches!(name, "script" | "link")) {
        Some(address) if path(address).is_some() && elements.iter().any(is_known) => {
            format!(
                "script {address}: the page states another hash, or none, or loads it in another way"
            )
        }
        Some(address) => format!("script {address}: was not built in"),
        None => format!("{}: was not built in", described(name, attributes)),
    }
}
