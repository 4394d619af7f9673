//! The page that Zuora hosts (Payment Pages 2.0): its address, and the text that Zuora signs when
//! it has saved a card.

use crate::{
    api::Callback,
    zuora::{Bound as _, PageId},
};
use url::Url;

/// Zuora: the path of every hosted page.
const PATH: &str = "/apps/PublicHostedPageLite.do";
/// Zuora: the signed text has five places for pass-through parameters. Ours is in the first.
const MAX_PASSTHROUGHS: usize = 5;

#[derive(Clone, Debug)]
pub struct HostedPage {
    pub id: PageId,
    pub uri: Url,
}

impl HostedPage {
    /// The page with this id on the tenant with this REST base URL.
    pub fn new(id: String, base_url: &Url) -> Self {
        Self { id: id.into(), uri: Self::address(base_url) }
    }

    /// The address of every hosted page of the tenant. Zuora: hosted pages are on the host of its
    /// user interface.
    pub fn address(base_url: &Url) -> Url {
        let mut uri = base_url.clone();
        uri.set_path(PATH);
        let host = match base_url.host_str() {
            // The only host whose name does not follow the pattern.
            Some("rest.zuora.com") => Some("www.zuora.com"),
            Some(host) => host.strip_prefix("rest."),
            None => None,
        };
        if let Some(host) = host {
            // Cannot fail: it is a part of a valid host.
            let _ = uri.set_host(Some(host));
        }
        uri
    }

    /// The text that Zuora has signed for this callback (Zuora: "Validate the Advanced Digital
    /// Signature"; *inferred*: the payment method's id comes last, and the path is the page's own
    /// in lower case).
    pub fn signed_text(&self, callback: &Callback, tenant_id: &str) -> String {
        let path = self.uri.path().to_lowercase();
        let mut parts = vec![
            &*path,
            tenant_id,
            self.id.value(),
            &callback.token,
            &callback.timestamp,
            // The error code: only successes are brought to the server.
            "",
            &callback.passthrough,
        ];
        parts.extend([""; MAX_PASSTHROUGHS - 1]);
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
