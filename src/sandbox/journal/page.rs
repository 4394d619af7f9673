//! The journal's page: one HTML document that needs nothing else, and can load nothing else.

use super::{exchange::Exchange, row::row};
use axum::{
    http::{HeaderName, HeaderValue, header},
    response::{Html, IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use maud::{DOCTYPE, PreEscaped, html};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page with these exchanges, which follows those after the id `newest`.
pub fn page(exchanges: &[Arc<Exchange>], newest: u64, site_origin: &str) -> Response {
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                title { "Journal of the sandbox" }
                meta name="viewport" content="width=device-width, initial-scale=1";
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { "Journal of the sandbox" }
                    p { "Every request that this stand-in for Zuora has received, in order. Secrets and cards are masked before they are recorded. A signature or token is shown by the start of its hash, so that you can find it again where it is used." }
                    // Only the script can do these.
                    div.tools hidden {
                        label for="ticket" { "Ticket" }
                        select id="ticket" { option value="" { "All" } }
                        button type="button" id="clear" { "Clear the view" }
                        p role="status" aria-live="polite" id="count" {}
                        p id="connection" {}
                    }
                    noscript { p { "Without scripts, reload the page to see new exchanges." } }
                    p id="empty" hidden[!exchanges.is_empty()] {
                        "Nothing to show yet. Save a card at " a href=(site_origin) { (site_origin) }
                        " with one of the test cards there, and each request appears here."
                    }
                    ol id="exchanges" data-newest=(newest) {
                        @for exchange in exchanges { (row(exchange)) }
                    }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    let policy = format!(
        "default-src 'none'; style-src {}; script-src {}; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        hash_source(STYLE),
        hash_source(SCRIPT)
    );
    let headers = [
        // Hashes in base64 are always a valid header value. If they were not, nothing would run.
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'")),
        ),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("same-origin"),
        ),
    ];
    (headers, Html(document.into_string())).into_response()
}

fn hash_source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}
