//! The parameters that open a page. Its form sends them back unchanged.

use std::collections::HashMap;
use url::{Url, form_urlencoded};

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

/// Zuora: the other client parameters, and the first three, which Zuora's own script adds. Recorded:
/// the form sends them back.
const OTHERS: [&str; 11] = [
    "host",
    "fromHostedPage",
    "jsVersion",
    "id",
    "tenantId",
    "signature",
    "token",
    "signatureType",
    "style",
    "submitEnabled",
    "locale",
];

/// Zuora: the parameters that need not be in the request for the signature. Inferred: the first
/// eight, which are not the caller's own choice.
const NEVER_SIGNED: [&str; 12] = [
    "method",
    "host",
    "fromHostedPage",
    "jsVersion",
    "id",
    "tenantId",
    "signature",
    "token",
    "retainValues",
    "countryBlackList",
    "countryWhiteList",
    "url",
];

/// The parameters of one page, without the card in its form.
pub struct PageParameters(HashMap<String, String>);

impl PageParameters {
    /// The known parameters in a query or a form. Others are ignored.
    pub fn from_encoded(encoded: &[u8]) -> Self {
        let known = |name: &str| OTHERS.contains(&name) || PASSED_THROUGH.contains(&name);
        let pairs = form_urlencoded::parse(encoded).into_owned();
        Self(pairs.filter(|(name, _)| known(name)).collect())
    }

    /// A parameter's value, or an empty text.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The origin of the page around the frame, which Zuora's script names in `host` by its whole
    /// address. Inferred: the frame does not know it otherwise.
    pub fn parent_origin(&self) -> Option<String> {
        let host = Url::parse(self.0.get("host")?);
        Some(host.map_or("null".to_owned(), |host| host.origin().ascii_serialization()))
    }

    /// Zuora: the client parameter `signatureType`. Basic is the default.
    pub fn wants_advanced_signature(&self) -> bool {
        self.get("signatureType") == "advanced"
    }

    /// The parameters that were sent, in a fixed order.
    pub fn given(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let names = OTHERS.into_iter().chain(PASSED_THROUGH);
        names.filter_map(move |name| Some((name, self.0.get(name)?.as_str())))
    }

    pub fn passed_through(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.given().filter(|(name, _)| PASSED_THROUGH.contains(name))
    }
}

/// The parameters in an encoded query whose values have to be among the signed ones, by the names
/// that they have there (Zuora: the same without `field_`).
pub fn to_be_signed(query: &[u8]) -> Vec<(String, String)> {
    let pairs = form_urlencoded::parse(query).into_owned();
    let own = pairs.filter(|(name, _)| !NEVER_SIGNED.contains(&name.as_str()));
    own.map(|(name, value)| (name.strip_prefix("field_").unwrap_or(&name).to_owned(), value))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Only known parameters are kept, and the parent is an origin.
    #[test]
    fn fuzz_page_parameters() {
        crate::fuzz::fuzz("page_parameters", |bytes| {
            let parameters = PageParameters::from_encoded(bytes);
            for (name, value) in parameters.given() {
                assert_eq!(parameters.get(name), value);
            }
            let is_origin = |origin: &String| {
                origin == "null"
                    || Url::parse(origin)
                        .is_ok_and(|url| url.origin().ascii_serialization() == *origin)
            };
            assert!(parameters.parent_origin().as_ref().is_none_or(is_origin));
            let encoded = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(parameters.given())
                .finish();
            let again = PageParameters::from_encoded(encoded.as_bytes());
            assert!(again.given().eq(parameters.given()), "the form sends them back unchanged");
            let query_has = |name: &str| form_urlencoded::parse(bytes).any(|(own, _)| own == *name);
            for (name, _) in to_be_signed(bytes) {
                assert!(query_has(&name) || query_has(&format!("field_{name}")), "{name}");
            }
        });
    }
}
