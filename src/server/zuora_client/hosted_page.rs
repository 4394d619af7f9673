//! The page that Zuora hosts (Payment Pages 2.0): where it is, and what Zuora signs when it has saved a card.

use crate::{
    api::Callback,
    zuora::{Bound as _, PageId},
};
use url::Url;

/// Zuora: the path of every hosted page.
const PATH: &str = "/apps/PublicHostedPageLite.do";
/// Zuora: the signed text has five places for parameters that are passed through. Ours is in the first.
const PASSED_THROUGH: usize = 5;

/// The hosted page of one tenant.
#[derive(Clone, Debug)]
pub struct HostedPage {
    /// Its id.
    pub id: PageId,
    /// Its address.
    pub uri: Url,
}

impl HostedPage {
    /// The page with this id, of the tenant whose REST base URL this is. Zuora: hosted pages are on the host of its user interface.
    pub fn new(id: String, base_url: &Url) -> Self {
        let mut uri = base_url.clone();
        uri.set_path(PATH);
        let host = match base_url.host_str() {
            // The one whose name does not follow from the other's.
            Some("rest.zuora.com") => Some("www.zuora.com"),
            Some(host) => host.strip_prefix("rest."),
            None => None,
        };
        if let Some(host) = host {
            // Cannot fail: it is a part of one that was good.
            let _ = uri.set_host(Some(host));
        }
        Self { id: id.into(), uri }
    }

    /// What Zuora has signed when a callback says this (Zuora: "Validate the Advanced Digital Signature"; that the payment method's id comes last, and that
    /// the callback's path is the page's own in lower case, are inferred).
    pub fn signed_text(&self, callback: &Callback, tenant_id: &str) -> String {
        let path = self.uri.path().to_lowercase();
        let mut parts = vec![
            &*path,
            tenant_id,
            self.id.value(),
            &callback.token,
            &callback.timestamp,
            // No error: only a success is brought to the server.
            "",
            &callback.passthrough,
        ];
        parts.extend([""; PASSED_THROUGH - 1]);
        parts.push(&callback.ref_id);
        parts.join("#")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosted_pages_are_on_the_host_of_zuoras_user_interface() {
        for (rest, page) in [
            ("https://rest.zuora.com", "https://www.zuora.com"),
            ("https://rest.na.zuora.com", "https://na.zuora.com"),
            ("https://rest.sandbox.na.zuora.com", "https://sandbox.na.zuora.com"),
            ("https://rest.apisandbox.zuora.com", "https://apisandbox.zuora.com"),
            ("https://rest.test.eu.zuora.com", "https://test.eu.zuora.com"),
            ("http://127.0.0.1:3100", "http://127.0.0.1:3100"),
        ] {
            let hosted = HostedPage::new("1".into(), &rest.parse().expect("a URL"));
            assert_eq!(hosted.uri.as_str(), format!("{page}{PATH}"));
        }
    }
}
