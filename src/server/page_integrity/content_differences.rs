//! Finds the differences between what a page contains and its manifest: elements, inline scripts and
//! files.

use crate::server::page_integrity::{
    assets::integrity,
    fetched::{Fetched, built_file, own, runs_in},
    manifest::{ANY, Element, PageManifest},
    scan::{ADDRESSES, Found, scan},
};
use std::collections::BTreeMap;

/// Compares the elements and inline scripts of the page.
pub fn compare_content(manifest: &PageManifest, page: &Fetched<'_>, differences: &mut Vec<String>) {
    let elements: Vec<_> =
        manifest.elements.iter().filter(|element| runs_in(&element.pages, &page.url)).collect();
    let inline: Vec<_> =
        manifest.inline_scripts.iter().filter(|script| runs_in(&script.pages, &page.url)).collect();
    // How often each of them occurs.
    let (mut of_elements, mut of_inline) = (vec![0_u32; elements.len()], vec![0_u32; inline.len()]);
    for found in scan(&page.html) {
        match found {
            Found::Foreign(what) => {
                differences.push(format!("page: has {what}, which was not built in"));
            }
            Found::Inline { text, plain } => {
                let hash = integrity(text.as_bytes());
                match inline.iter().position(|script| script.integrity == hash) {
                    Some(at) if plain => of_inline[at] += 1,
                    Some(_) => differences.push(
                        "page: has a script within it with attributes that were not built in"
                            .to_owned(),
                    ),
                    None => differences.push(format!(
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
                    None => differences.push(not_built_in(&name, &attributes, &elements, page)),
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
            0 => differences.push(format!("{what}: is missing")),
            1 => {}
            _ => differences.push(format!("{what}: is there more than once")),
        }
    }
    for (address, bytes) in &page.files {
        let built = built_file(manifest, page, address).map(|file| &file.integrity);
        if built.is_some_and(|built| integrity(bytes) != *built) {
            differences.push(format!(
                "script {address}: its {} bytes are not those that were built",
                bytes.len()
            ));
        }
    }
}

fn is_as_built(element: &Element, attributes: &BTreeMap<String, String>) -> bool {
    let is_as_built = |(name, value): (&String, &String)| {
        element.attributes.get(name).is_some_and(|built| built == ANY || built == value)
    };
    element.attributes.len() == attributes.len() && attributes.iter().all(is_as_built)
}

/// Whether this is a plain link within the site.
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

/// Scripts and links are described by their address, everything else by its attributes.
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
