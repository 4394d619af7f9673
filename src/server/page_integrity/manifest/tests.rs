//! Which pages are in the manifest, and why their code runs.

use super::*;
use crate::{
    server::page_integrity::assets::{WEBASSEMBLY, tests::site_root},
    shop::SHOP,
    site_map::{ADD_CARD, PAGES},
};

fn manifest_with(kind: PageKind) -> PageManifest {
    let another = Page { path: "/another", kind, ..ADD_CARD };
    let pages = [&PAGES[..], &[&another]].concat();
    PageManifest::new(&Files::read(&site_root()).expect("files"), &pages, &SHOP)
}

#[test]
fn a_page_with_a_card_is_in_the_manifest_and_one_without_is_not() {
    let is_there = |manifest: &PageManifest| {
        let has_it = |pages: &[String]| pages.iter().any(|path| path == "/another");
        let lists = [&manifest.scripts, &manifest.inline_scripts, &manifest.styles];
        let scripts = lists.map(|list| list.iter().any(|script| has_it(&script.pages)));
        let elements = manifest.elements.iter().any(|element| has_it(&element.pages));
        let other_headers = manifest.other_headers.contains_key("/another");
        (scripts, elements, other_headers)
    };
    assert_eq!(is_there(&manifest_with(PageKind::Card)), ([true; 3], true, false));
    assert_eq!(is_there(&manifest_with(PageKind::ZuoraFrame)), ([true; 3], true, true));
    assert_eq!(is_there(&manifest_with(PageKind::NoCard)), ([false; 3], false, false));
}

#[test]
fn a_page_gives_the_reason_for_its_code() {
    let manifest = manifest_with(PageKind::NoCard);
    let is_webassembly = |path: &str| {
        path == WEBASSEMBLY || PAGES.iter().any(|page| page.program.webassembly == path)
    };
    for page in PAGES.into_iter().filter(|page| page.is_payment_page()) {
        let runs = |script: &&Script| {
            script.pages.iter().any(|path| path == page.path)
                && script.path.as_deref().is_some_and(is_webassembly)
        };
        let script = manifest.scripts.iter().find(runs).expect("the page's code");
        assert!(script.reason.contains(page.script_reason), "{}", script.reason);
    }
}

/// A manifest is read whole or not at all, and says the same when it is written.
#[test]
fn fuzz_manifest() {
    crate::fuzz::fuzz("manifest", |bytes| {
        let Ok(read) = serde_json::from_slice::<PageManifest>(bytes) else { return };
        let written = serde_json::to_vec(&read).expect("JSON");
        assert_eq!(serde_json::from_slice::<PageManifest>(&written).expect("a manifest"), read);
    });
}
