//! The manifest of the payment pages: every script that may run in them, and every security header
//! (T20). PCI DSS 6.4.3 asks for such an inventory, with a reason and an authorisation for each
//! script; 11.6.1 asks for a check of the page as customers receive it.
//!
//! It belongs to a build, not to a deployment: `{zuora}`, `{frame}` and `{any}` stand for what
//! differs between shops and pages.

use crate::{
    server::{
        middleware::security_headers::{
            ALWAYS, ANY_EMBEDDED, EMBEDDER_POLICY, HTTPS_ONLY, REPORTING_ENDPOINTS, page_policy,
        },
        page_integrity::assets::{Asset, BOOT, Files, GLUE, STYLES, integrity},
        page_integrity::inline_scripts::{BY_REVIEW, INLINE, THIS_REPOSITORY},
    },
    shop::Shop,
    site_map::{Page, PageKind},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Stands for the page that Zuora hosts.
pub const FRAME: &str = "{frame}";
/// Stands for the origin of the shop's Zuora.
pub const ZUORA: &str = "{zuora}";

/// Stands for any value.
pub const ANY: &str = "{any}";

/// Headers that a page may have with any value: those of this server that differ between responses,
/// and those that transport and proxies add and that lead nowhere. A shop whose proxy adds another
/// one adds it to its copy of the manifest.
const MAY_HAVE: [&str; 17] = [
    "age",
    "connection",
    "content-encoding",
    "content-language",
    "content-length",
    "date",
    "etag",
    "keep-alive",
    "server",
    "server-timing",
    "set-cookie",
    "strict-transport-security",
    "transfer-encoding",
    "vary",
    "via",
    "x-cache",
    "x-request-id",
];

/// The payment pages, as they were built.
#[derive(Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PageManifest {
    /// Every file that runs in one of them.
    pub scripts: Vec<Script>,
    /// Every script within the pages themselves.
    pub inline_scripts: Vec<Script>,
    /// Every style sheet.
    pub styles: Vec<Script>,
    /// Every element that loads something, every `meta`, and the shop's links to other sites. No other
    /// element has an address, except links within the site.
    pub elements: Vec<Element>,
    /// Headers that they may have beside these, with any value.
    pub may_have: Vec<String>,
    /// The headers that protect them, over https.
    pub headers: BTreeMap<String, String>,
    /// The headers that one page has in their place, by its path.
    pub other_headers: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Element {
    /// The pages that it is in, by their paths.
    pub pages: Vec<String>,
    pub name: String,
    pub attributes: BTreeMap<String, String>,
}

/// One script, or style sheet.
#[derive(Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Script {
    /// The pages that it runs in, by their paths.
    pub pages: Vec<String>,
    /// Its path; none for an inline script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Its hash, as the `integrity` attribute has it.
    pub integrity: String,
    pub owner: String,
    /// Why the page needs it.
    pub reason: String,
    pub authorised_by: String,
}

impl PageManifest {
    /// The manifest of the payment pages among these, with this code, for this shop.
    pub fn new(files: &Files, pages: &[&Page], shop: &Shop) -> Self {
        let payment_pages: Vec<_> =
            pages.iter().copied().filter(|page| page.is_payment_page()).collect();
        let runs_in = |asset: &Asset| -> Vec<&Page> {
            let runs = |page: &&Page| {
                let program = files.program(page.program);
                BOOT == asset.path
                    || is_recorder(asset.path)
                    || program
                        .is_some_and(|(glue, wasm)| [glue.path, wasm.path].contains(&asset.path))
            };
            payment_pages.iter().copied().filter(runs).collect()
        };
        let code = files.code().map(|asset| (asset, runs_in(asset)));
        let scripts = code.filter(|(_, pages)| !pages.is_empty()).map(|(asset, pages)| Script {
            reason: reason(asset.path, &pages),
            pages: paths(&pages),
            path: Some(asset.path.to_owned()),
            integrity: asset.integrity.clone(),
            owner: THIS_REPOSITORY.to_owned(),
            authorised_by: BY_REVIEW.to_owned(),
        });
        let everywhere = || paths(&payment_pages);
        let inline_scripts = INLINE.iter().map(|script| Script {
            pages: everywhere(),
            path: None,
            integrity: integrity(script.text.as_bytes()),
            owner: script.owner.to_owned(),
            reason: script.reason.to_owned(),
            authorised_by: script.authorised_by.to_owned(),
        });
        let styles = files.get(STYLES).map(|asset| Script {
            pages: everywhere(),
            path: Some(STYLES.to_owned()),
            integrity: asset.integrity.clone(),
            owner: THIS_REPOSITORY.to_owned(),
            reason: "the looks of every page".to_owned(),
            authorised_by: BY_REVIEW.to_owned(),
        });
        let mut elements = in_every_page(files, &everywhere(), shop);
        for page in &payment_pages {
            let Some((glue, wasm)) = files.program(page.program) else {
                continue;
            };
            let of =
                [("rel", "modulepreload"), ("href", &*glue.url()), ("integrity", &glue.integrity)];
            elements.push(element(vec![page.path.to_owned()], "link", &of));
            let of = [
                ("rel", "preload"),
                ("href", &*wasm.url()),
                ("as", "fetch"),
                ("type", "application/wasm"),
                ("crossorigin", "anonymous"),
                ("data-integrity", &wasm.integrity),
            ];
            elements.push(element(vec![page.path.to_owned()], "link", &of));
        }
        let text = |value: &axum::http::HeaderValue| {
            String::from_utf8_lossy(value.as_bytes()).into_owned()
        };
        let headers =
            ALWAYS.into_iter().map(|(name, value)| (name.as_str().to_owned(), text(&value)));
        let of_a_page = [
            ("content-security-policy", page_policy(ZUORA, None, true)),
            ("content-type", "text/html; charset=utf-8".to_owned()),
            ("reporting-endpoints", text(&REPORTING_ENDPOINTS)),
            ("strict-transport-security", text(&HTTPS_ONLY)),
            ("cache-control", "no-store".to_owned()),
        ];
        let of_the_frame = [
            ("content-security-policy".to_owned(), page_policy(ZUORA, Some(FRAME), true)),
            (EMBEDDER_POLICY.as_str().to_owned(), text(&ANY_EMBEDDED)),
        ];
        let with_frame = payment_pages.iter().filter(|page| page.kind == PageKind::ZuoraFrame);
        Self {
            other_headers: with_frame
                .map(|page| (page.path.to_owned(), of_the_frame.clone().into()))
                .collect(),
            scripts: scripts.collect(),
            inline_scripts: inline_scripts.collect(),
            styles: styles.into_iter().collect(),
            elements,
            may_have: MAY_HAVE.map(str::to_owned).into(),
            headers: headers
                .chain(of_a_page.map(|(name, value)| (name.to_owned(), value)))
                .collect(),
        }
    }
}

fn element(pages: Vec<String>, name: &str, attributes: &[(&str, &str)]) -> Element {
    let attributes =
        attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Element { pages, name: name.to_owned(), attributes: attributes.collect() }
}

/// The elements that `app.rs` renders in every page.
fn in_every_page(files: &Files, pages: &[String], shop: &Shop) -> Vec<Element> {
    let of = |name, attributes: &[(&str, &str)]| element(pages.to_vec(), name, attributes);
    let viewport = "width=device-width, initial-scale=1, interactive-widget=resizes-content";
    let mut elements = vec![
        of("meta", &[("charset", "utf-8")]),
        of("meta", &[("name", "viewport"), ("content", viewport)]),
        of("meta", &[("name", "color-scheme"), ("content", "light dark")]),
        of("meta", &[("name", "description"), ("content", ANY)]),
        of("img", &[("src", shop.logo), ("alt", ""), ("width", "28"), ("height", "28")]),
        of("link", &[("rel", "icon"), ("href", "/favicon.svg"), ("type", "image/svg+xml")]),
    ];
    // The footer's links to other sites. Those within this one need no mention.
    let legal_pages = shop.legal_pages.iter().map(|(_, address)| *address);
    let links = legal_pages.chain(shop.contact.map(|contact| contact.address));
    let elsewhere = links.filter(|address| !address.starts_with('/'));
    elements.extend(elsewhere.map(|address| of("a", &[("href", address)])));
    if let Some(styles) = files.get(STYLES) {
        elements.push(of("link", &[("rel", "stylesheet"), ("href", &styles.url())]));
    }
    if let Some(boot) = files.get(BOOT) {
        let attributes =
            [("type", "module"), ("src", &*boot.url()), ("integrity", &boot.integrity)];
        elements.push(of("script", &attributes));
    }
    #[cfg(feature = "demo")]
    if let Some(recorder) = files.get(crate::server::page_integrity::assets::RECORDER) {
        let attributes =
            [("type", "module"), ("src", &*recorder.url()), ("integrity", &recorder.integrity)];
        elements.push(of("script", &attributes));
    }
    elements
}

/// Whether it is the flow inspector's recorder, which only the demonstration has.
fn is_recorder(path: &str) -> bool {
    #[cfg(feature = "demo")]
    return path == crate::server::page_integrity::assets::RECORDER;
    #[cfg(not(feature = "demo"))]
    return path.is_empty();
}

fn paths(pages: &[&Page]) -> Vec<String> {
    pages.iter().map(|page| page.path.to_owned()).collect()
}

/// The reason for a file that runs in these pages.
fn reason(path: &str, pages: &[&Page]) -> String {
    if path == BOOT {
        return "starts the page's code by its hash, empties the card's fields when nobody is there"
            .to_owned();
    }
    if is_recorder(path) {
        return "records the calls of a run for the demonstration".to_owned();
    }
    if pages.iter().any(|page| page.program.glue == path) || path == GLUE {
        return "joins the WebAssembly to the page".to_owned();
    }
    let mut reasons: Vec<_> = pages.iter().map(|page| page.script_reason).collect();
    reasons.dedup();
    reasons.join("; ")
}

#[cfg(test)]
mod tests;
