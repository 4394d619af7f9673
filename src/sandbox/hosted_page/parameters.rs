//! What a page is opened with, and what its form brings back unchanged.

use std::collections::HashMap;
use url::form_urlencoded;

/// Zuora: the path of every hosted page. Inferred: its form is sent there too.
pub const PAGE_PATH: &str = "/apps/PublicHostedPageLite.do";

/// Zuora: parameters that come back to the site as they were, and are signed along. (With a feature of the tenant there may be ten more.)
pub const PASSED_THROUGH: [&str; 5] = [
    "field_passthrough1",
    "field_passthrough2",
    "field_passthrough3",
    "field_passthrough4",
    "field_passthrough5",
];

/// Zuora: client parameters that the form has to bring back, beside those that are passed through. Inferred: that it does.
const CLIENT_PARAMETERS: [&str; 9] = [
    "id",
    "tenantId",
    "key",
    "signature",
    "token",
    "signatureType",
    "style",
    "submitEnabled",
    "locale",
];

/// The parameters of one page. Of a form, without the card.
pub struct PageParameters(HashMap<String, String>);

impl PageParameters {
    /// The parameters in a query or in a form; what else is there is left alone.
    pub fn from_encoded(encoded: &[u8]) -> Self {
        let known =
            |name: &str| CLIENT_PARAMETERS.contains(&name) || PASSED_THROUGH.contains(&name);
        let pairs = form_urlencoded::parse(encoded).into_owned();
        Self(pairs.filter(|(name, _)| known(name)).collect())
    }

    /// A parameter's value; empty when it was not given.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// A value in base64. A space stands where a page has put a plus into an address as it is.
    pub fn base64(&self, name: &str) -> String {
        self.get(name).replace(' ', "+")
    }

    /// Zuora: the client parameter `signatureType`; basic unless it says so.
    pub fn wants_advanced_signature(&self) -> bool {
        self.get("signatureType") == "advanced"
    }

    /// The parameters that were given, in an order that does not change.
    pub fn given(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let names = CLIENT_PARAMETERS.into_iter().chain(PASSED_THROUGH);
        names.filter_map(move |name| Some((name, self.0.get(name)?.as_str())))
    }

    /// Those of them that are passed through.
    pub fn passed_through(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.given().filter(|(name, _)| PASSED_THROUGH.contains(name))
    }
}
