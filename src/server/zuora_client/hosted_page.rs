//! The page that Zuora hosts (Payment Pages 2.0): its id, its address and its Callback Path.

use crate::{server::settings::ZuoraSettings, zuora::PageId};
use url::Url;

/// Zuora: the path of every hosted page.
const PATH: &str = "/apps/PublicHostedPageLite.do";

#[derive(Clone, Debug)]
pub struct HostedPage {
    pub id: PageId,
    pub uri: Url,
    /// In lower case.
    callback_path: Option<String>,
}

impl HostedPage {
    /// The page with this id and Callback Path on the tenant with this REST base URL.
    pub fn new(id: String, callback_path: Option<String>, base_url: &Url) -> Self {
        Self { id: id.into(), uri: Self::address(base_url), callback_path }
    }

    /// The page of these settings, if they name one.
    pub fn configured(settings: &ZuoraSettings, base_url: &Url) -> Option<Self> {
        let id = settings.page_id.clone()?;
        Some(Self::new(id, settings.page_callback_path.clone(), base_url))
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

    /// The paths that Zuora's signature over a callback may begin with, each with its name for the
    /// log (Zuora: the page's Callback Path, in lower case). *Inferred*: the path of the page itself,
    /// which the signature that opens the page begins with; no tenant has been seen yet.
    pub fn signed_paths(&self) -> Vec<(&'static str, String)> {
        let own = ("the page's own path", self.uri.path().to_lowercase());
        let configured = self.callback_path.clone().map(|path| ("the Callback Path", path));
        configured.into_iter().chain([own]).collect()
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
            let hosted = HostedPage::new("1".into(), None, &rest.parse().expect("a URL"));
            assert_eq!(hosted.uri.as_str(), format!("{page}{PATH}"));
        }
    }

    #[test]
    fn the_callback_path_is_tried_before_the_pages_own() {
        let paths = |callback_path: Option<&str>| -> Vec<String> {
            let base_url = "https://rest.zuora.com".parse().expect("a URL");
            let page = HostedPage::new("1".into(), callback_path.map(str::to_owned), &base_url);
            page.signed_paths().into_iter().map(|(_, path)| path).collect()
        };
        let own = "/apps/publichostedpagelite.do";
        assert_eq!(paths(None), [own]);
        assert_eq!(paths(Some("/callback")), ["/callback", own]);
    }
}
