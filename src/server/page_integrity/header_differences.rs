//! Finds the differences between a page's headers and its manifest, the content policy directive by
//! directive.

use crate::server::{
    origin::Origin,
    page_integrity::{
        fetched::Fetched,
        manifest::{FRAME, PageManifest, ZUORA},
    },
    zuora_client::{
        hosted_page::HostedPage,
        hosts::{Tenant, tenant_of},
    },
};
use reqwest::header::HeaderMap;
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

pub const POLICY: &str = "content-security-policy";

pub fn compare_headers(manifest: &PageManifest, page: &Fetched<'_>, differences: &mut Vec<String>) {
    let https = page.url.scheme() == "https";
    // As in `security_headers.rs`: loopback names have no HSTS.
    let https_only = https && !Origin::from_url(&page.url).is_local();
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
                differences.push(format!("header {name}: is {found:?}, was built as {expected:?}"));
            }
            None => differences.push(format!("header {name}: is missing, or there more than once")),
        }
    }
    let is_known = |name: &str| {
        expected_of(name).is_some() || manifest.may_have.iter().any(|known| known == name)
    };
    for name in page.headers.keys().filter(|name| !is_known(name.as_str())) {
        differences.push(format!("header {name}: was not built in"));
    }
    let expected = expected_of(POLICY).map(|policy| directives(policy)).unwrap_or_default();
    let Some(policy) = one_value(&page.headers, POLICY) else {
        differences.push(format!("header {POLICY}: is missing, or there more than once"));
        return;
    };
    let mut found = directives(&policy);
    let zuoras = found.get("connect-src").into_iter().flatten();
    let zuoras: Vec<_> =
        zuoras.filter(|source| with_placeholders(source, page) == ZUORA).cloned().collect();
    if zuoras.len() > 1 {
        differences
            .push(format!("header {POLICY}: connect-src names more than one Zuora: {zuoras:?}"));
    }
    let frame = zuoras.first().and_then(|zuora| Url::parse(zuora).ok());
    let frame = frame.map(|zuora| HostedPage::address(&zuora).origin().ascii_serialization());
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
            None => differences.push(format!("header {POLICY}: has no {name}")),
            Some(others) if others == sources => {}
            Some(others) => {
                let added: Vec<_> = others.difference(sources).map(String::as_str).collect();
                let lost: Vec<_> = sources.difference(others).map(String::as_str).collect();
                differences
                    .push(format!("header {POLICY}: {name} also has {added:?} and lacks {lost:?}"));
            }
        }
    }
    for name in found.keys().filter(|name| !expected.contains_key(*name)) {
        differences.push(format!("header {POLICY}: {name} was not built in"));
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
    // Browsers use the first of two directives with the same name.
    directives.fold(BTreeMap::new(), |mut map, (name, sources)| {
        map.entry(name).or_insert(sources);
        map
    })
}

/// A source, with the parts that differ by shop and page replaced by placeholders.
fn with_placeholders(source: &str, page: &Fetched<'_>) -> String {
    let on_this_machine = |url: &str| tenant_of(url, None) == Some(Tenant::Own);
    let may_be_called = match tenant_of(source, page.allowed_host) {
        Some(Tenant::Production | Tenant::Testing) => true,
        // A public page has no business with a Zuora on this machine.
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
