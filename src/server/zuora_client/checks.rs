//! The calls that only `--check` makes: the list of hosted pages, and a preflight.

use crate::{
    server::{
        request_id::RequestId,
        zuora_client::{ZuoraClient, http::ZuoraError},
    },
    zuora::{Fields, FromFields, Operation},
};
use reqwest::{Method, Response};

/// A hosted page of the tenant (Zuora: `GET /v1/hostedpages`).
#[derive(Debug)]
pub struct ListedPage {
    pub id: String,
    pub page_type: String,
}

impl FromFields for ListedPage {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        Some(Self {
            id: json.text("pageId")?,
            page_type: json.text("pageType").unwrap_or_default(),
        })
    }
}

struct ListedPages(Vec<ListedPage>);

impl FromFields for ListedPages {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        Some(Self(json.items("hostedpages").iter().filter_map(ListedPage::from_fields).collect()))
    }
}

impl ZuoraClient {
    /// The tenant's Payment Pages 2.0.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn fetch_hosted_pages(
        &self,
        request: RequestId,
    ) -> Result<Vec<ListedPage>, ZuoraError> {
        let query = [("versionNumber", "2")];
        let ListedPages(pages) =
            self.read("list-hosted-pages", &["v1", "hostedpages"], &query, request).await?;
        Ok(pages)
    }

    /// Sends the preflight of `Op` as the browser of a page at `origin` would, and returns Zuora's
    /// response whatever it says.
    ///
    /// # Errors
    /// When there is no response in time.
    pub async fn send_preflight<Op: Operation>(
        &self,
        origin: &str,
        headers: &str,
    ) -> Result<Response, ZuoraError> {
        let url = self.url(Op::PATH.split('/'))?;
        let request = self
            .http
            .request(Method::OPTIONS, url)
            .header("origin", origin)
            .header("access-control-request-method", Op::METHOD.as_str())
            .header("access-control-request-headers", headers);
        Ok(request.send().await?)
    }
}
