//! The parameters that open a page. Its form sends them back unchanged.

use std::collections::HashMap;
use url::form_urlencoded;

/// Zuora: the path of every hosted page. Inferred: its form is sent there too.
pub const PAGE_PATH: &str = "/apps/PublicHostedPageLite.do";

/// Zuora: pass-through parameters, which the callback returns unchanged and signed. (With a feature
/// of the tenant there may be ten more.)
pub const PASSED_THROUGH: [&str; 5] = [
    "field_passthrough1",
    "field_passthrough2",
    "field_passthrough3",
    "field_passthrough4",
    "field_passthrough5",
];

/// Zuora: the other client parameters. Inferred: the form sends them back.
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

/// The parameters of one page, without the card in its form.
pub struct PageParameters(HashMap<String, String>);

impl PageParameters {
    /// The known parameters in a query or a form. Others are ignored.
    pub fn from_encoded(encoded: &[u8]) -> Self {
        let known =
            |name: &str| CLIENT_PARAMETERS.contains(&name) || PASSED_THROUGH.contains(&name);
        let pairs = form_urlencoded::parse(encoded).into_owned();
        Self(pairs.filter(|(name, _)| known(name)).collect())
    }

    /// A parameter's value, or an empty text.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// A value in base64. A plus that was not encoded arrives as a space.
    pub fn base64(&self, name: &str) -> String {
        self.get(name).replace(' ', "+")
    }

    /// Zuora: the client parameter `signatureType`. Basic is the default.
    pub fn wants_advanced_signature(&self) -> bool {
        self.get("signatureType") == "advanced"
    }

    /// The parameters that were sent, in a fixed order.
    pub fn given(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let names = CLIENT_PARAMETERS.into_iter().chain(PASSED_THROUGH);
        names.filter_map(move |name| Some((name, self.0.get(name)?.as_str())))
    }

    pub fn passed_through(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.given().filter(|(name, _)| PASSED_THROUGH.contains(name))
    }
}
