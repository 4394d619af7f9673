//! `GET /v1/hostedpages`: lists the tenant's Payment Pages.

use crate::sandbox::{
    authorisation::AuthorisedCaller,
    error_reply::{ErrorReply, HandlerResult},
    reply::SuccessReply,
    tenant::PAGE_ID,
};
use axum::extract::RawQuery;
use serde_json::{Value, json};
use url::form_urlencoded;

/// Zuora: the parameter in the table of parameters, and the one in the text above it.
const VERSION_PARAMETERS: [&str; 2] = ["versionNumber", "version"];
/// Zuora: "Specify 2 for Payment Pages 2.0."
const PAYMENT_PAGES_2: &str = "2";

/// Zuora: a page has an id, a type and a version, and no name. Without a version all pages are
/// listed.
pub async fn list(_: AuthorisedCaller, RawQuery(query): RawQuery) -> HandlerResult {
    let query = query.unwrap_or_default();
    let version = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| VERSION_PARAMETERS.contains(&&**name))
        .map(|(_, version)| version);
    let pages: Vec<Value> = match version.as_deref() {
        None | Some(PAYMENT_PAGES_2) => {
            vec![json!({"pageId": PAGE_ID, "pageType": "Credit Card", "pageVersion": 2})]
        }
        // Inferred: version 1 exists, and this tenant has no such page.
        Some("1") => Vec::new(),
        // Inferred: the text.
        Some(_) => {
            return Err(ErrorReply::new(
                50_000_020,
                "'versionNumber' value should be one of: 1, 2",
            ));
        }
    };
    Ok(SuccessReply(json!({"hostedpages": pages})))
}
