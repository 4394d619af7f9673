//! The manifest of the payment pages: every script that may run in them and every security header they come with (T20; PCI DSS 6.4.3 asks for such an
//! inventory, with a reason and an authorisation for each script, and 11.6.1 for a look at the page as customers get it).
//!
//! It belongs to a build, not to a place: `{nonce}` and `{zuora}` stand for what is different on each page and for each shop.

use super::{
    assets::{Asset, BOOT, Files, integrity},
    headers::{ALWAYS, ANY_EMBEDDED, EMBEDDER_POLICY, FRAMING, HTTPS_ONLY, REPORTING_ENDPOINTS, page_policy},
};
use crate::pages::{self, Page};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::Path};

/// The pages with fields for a card, and the one that frames Zuora's.
const PAYMENT_PAGES: [&str; 3] = ["/", "/account", FRAMING];

/// Stands for the page's nonce.
pub const NONCE: &str = "{nonce}";
/// Stands for the page that Zuora hosts.
pub const FRAME: &str = "{frame}";
/// Stands for the origin of the shop's Zuora.
pub const ZUORA: &str = "{zuora}";

/// What Leptos writes into every page, for pages that send data after their first bytes. Ours send none.
const OF_LEPTOS: [&str; 2] = [
    "__RESOLVED_RESOURCES=[];__SERIALIZED_ERRORS=[];__PENDING_RESOURCES=[];__RESOURCE_RESOLVERS=[];",
    "__INCOMPLETE_CHUNKS=[];",
];

const THIS_REPOSITORY: &str = "this repository";
const BY_REVIEW: &str = "the review of the change that brought it, in the repository's history";
const BY_LOCK_FILE: &str = "the review of the change of Cargo.lock that brought this version";

/// The payment pages, as they were built.
#[derive(Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PageManifest {
    /// Every file that runs in one of them.
    pub scripts: Vec<Script>,
    /// Every script within the pages themselves.
    pub inline_scripts: Vec<Script>,
    /// The headers that protect them, over https.
    pub headers: BTreeMap<String, String>,
    /// Those that one page has in place of these, by its path.
    pub other_headers: BTreeMap<String, BTreeMap<String, String>>,
}

/// One script.
#[derive(Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Script {
    /// The pages that it runs in, by their paths.
    pub pages: Vec<String>,
    /// Its path; none within the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Its hash, as the `integrity` attribute has it.
    pub integrity: String,
    /// Whose it is.
    pub owner: String,
    /// Why the page needs it.
    pub reason: String,
    /// Who let it in.
    pub authorised_by: String,
}

impl PageManifest {
    /// The manifest of the payment pages with this code.
    pub fn of(files: &Files) -> Self {
        let payment_pages = || pages::ALL.into_iter().filter(|page| PAYMENT_PAGES.contains(&page.path));
        let runs_in = |asset: &Asset| -> Vec<String> {
            let runs = |page: &&Page| {
                let program = files.program(page.program);
                asset.path == BOOT || program.is_some_and(|(glue, wasm)| [glue.path, wasm.path].contains(&asset.path))
            };
            payment_pages().filter(runs).map(|page| page.path.to_owned()).collect()
        };
        let code = files.code().map(|asset| (asset, runs_in(asset)));
        let scripts = code.filter(|(_, pages)| !pages.is_empty()).map(|(asset, pages)| Script {
            pages,
            path: Some(asset.path.to_owned()),
            integrity: asset.integrity.clone(),
            owner: THIS_REPOSITORY.to_owned(),
            reason: reason(asset.path).to_owned(),
            authorised_by: BY_REVIEW.to_owned(),
        });
        let inline_scripts = OF_LEPTOS.iter().map(|text| Script {
            pages: PAYMENT_PAGES.map(str::to_owned).into(),
            path: None,
            integrity: integrity(text.as_bytes()),
            owner: "Leptos, which renders the page".to_owned(),
            reason: "declares the empty lists that the page's code looks for data in".to_owned(),
            authorised_by: BY_LOCK_FILE.to_owned(),
        });
        let text = |value: &axum::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = ALWAYS.into_iter().map(|(name, value)| (name.as_str().to_owned(), text(&value)));
        let of_a_page = [
            ("content-security-policy", page_policy(NONCE, ZUORA, None, true)),
            ("reporting-endpoints", text(&REPORTING_ENDPOINTS)),
            ("strict-transport-security", text(&HTTPS_ONLY)),
            ("cache-control", "no-store".to_owned()),
        ];
        let of_the_frame = [
            ("content-security-policy".to_owned(), page_policy(NONCE, ZUORA, Some(FRAME), true)),
            (EMBEDDER_POLICY.as_str().to_owned(), text(&ANY_EMBEDDED)),
        ];
        Self {
            other_headers: BTreeMap::from([(FRAMING.to_owned(), of_the_frame.into())]),
            scripts: scripts.collect(),
            inline_scripts: inline_scripts.collect(),
            headers: headers.chain(of_a_page.map(|(name, value)| (name.to_owned(), value))).collect(),
        }
    }
}

fn reason(path: &str) -> &'static str {
    match path {
        BOOT => "starts the page's code by its hash, says so when that fails, empties the card's fields when nobody is there",
        "/pkg/hosted_page.wasm" => "opens Zuora's page in its frame, and hears what it tells",
        _ => match Path::new(path).extension().is_some_and(|extension| extension == "js") {
            true => "joins the WebAssembly to the page",
            false => "reads the card, checks it, and sends it to Zuora",
        },
    }
}
